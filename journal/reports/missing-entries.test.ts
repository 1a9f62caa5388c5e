import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { standIn } from '#test/substitution.ts';
import { runReport } from './run-report.ts';

/*
 * 3К and its chess alone: every other class of this school is taken away from the year. The second quarter runs from 2 November to
 * 30 December, 59 days; today is Tuesday the 24th, its 23rd day: floor(3 · 23 / 59) = 1 mark is due.
 */
let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await query(
    school,
    `update period set first_day = '2026-11-02', last_day = '2026-12-30' where kind = 'quarter' and number = 2`,
  );
  const { courseId } = chess;
  const others = 'select id from course where id <> :courseId';
  await query(
    school,
    `update lesson set topic = 'т', no_homework = true, attendance_at = now() where course_id in (${others})`,
    { courseId },
  );
  await query(school, `update course set graded = false where id in (${others})`, { courseId });
  const add = (lesson: Parameters<typeof addLesson>[2]) => addLesson(school, chess.courseId, lesson);
  const whole = await add({ day: '2026-11-03', topic: 'Доска', homework: 'Задача', attendance: true });
  await add({ day: '2026-11-10', homework: 'Задача', attendance: true });
  await add({ day: '2026-11-19', topic: 'Слон', attendance: true });
  const lessonId = await add({ day: '2026-11-20', slot: 2, topic: 'Ладья' });
  await standIn(school, { lessonId });
  await addMark(school, { lessonId: whole, studentId: chess.students[0], value: 5 });
});
afterAll(() => school.close());

const sheet = async (login: string, name: string, of?: number) => {
  const run = await school.as(login, act => runReport(act, name, of ? { of: String(of) } : {}));
  return {
    document: school.press.sheets(name, run.view),
    view: run.view as unknown as { inShort: object; nothing: boolean },
  };
};

test('for Morozov stands by teacher what is owed, with the lessons, the subjects with few marks and the sums', async () => {
  const { document, view } = await sheet('morozov', 'missing-entries');
  expect(view.inShort).toEqual({ lessons: 3, courses: 1, finals: 1 });
  // Teacher; lessons; of them past the window of seven days; courses with few marks; late final marks.
  expect(linesOf(document)).toEqual([
    'Волков Д. О. | 1 | 0 | 0 | 0',
    'Иванова Н. П. | 2 | 1 | 1 | 1',
    'Всего | 3 | 1 | 1 | 1',
  ]);
  // Teacher; day; lesson; class; subject; without topic, homework, attendance; past the window.
  expect(linesOf(document, 1)).toEqual([
    'Волков Д. О. | 20.11.2026, пт | 2 | 3К | Шахматы |  | нет | нет | ',
    'Иванова Н. П. | 10.11.2026, вт | 1 | 3К | Шахматы | нет |  |  | прошёл, откроет завуч',
    'Иванова Н. П. | 19.11.2026, чт | 1 | 3К | Шахматы |  | нет |  | ',
  ]);
  // Борис and Вера have no mark, of three students, one is due.
  expect(linesOf(document, 2)).toEqual(['Иванова Н. П. | 3К | Шахматы | 2 | 3 | 1']);
  // The order gave until that Wednesday; none of three is set.
  expect(linesOf(document, 3)).toEqual(['Иванова Н. П. | 3К | Шахматы | I четверть | 3 | 0 | 3 | 21.10.2026, ср']);
  expect(wrongSums(document)).toEqual([]);
});

test('a final mark that is late is of the quarter, half-year or trimester it is of', async () => {
  const { view } = await sheet('morozov', 'missing-entries');
  const [late, ...others] = (view as unknown as { finals: { cells: { term: object } }[] }).finals;
  const ofTrimester = { cells: { ...late!.cells, term: { ...late!.cells.term, periodKind: 'trimester', number: 2 } } };
  const document = school.press.sheets('missing-entries', { ...view, finals: [ofTrimester, ...others] });
  expect(linesOf(document, 3)).toEqual(['Иванова Н. П. | 3К | Шахматы | II триместр | 3 | 0 | 3 | 21.10.2026, ср']);
});

test('for Fedorova the same of her 3К, whoever owes it; for no other class teacher', async () => {
  const { document } = await sheet('fedorova', 'missing-entries-of-class', chess.id);
  expect(linesOf(document, 1)).toHaveLength(3);
  expect(JSON.stringify(document)).toContain('Класс 3К, классный руководитель Фёдорова С. И.');
  const asked = (login: string) => refusalOf(sheet(login, 'missing-entries-of-class', chess.id));
  for (const login of ['ivanova', 'volkov', 'petrova']) expect(await asked(login)).toMatchObject({ kind: 'not-found' });
});

test('for Ivanova her own and nothing of Volkov’s; for Volkov the lesson he stood in for', async () => {
  const { document } = await sheet('ivanova', 'missing-entries-of-teacher');
  expect(linesOf(document)).toEqual([
    '10.11.2026, вт | 1 | 3К | Шахматы | нет |  |  | прошёл, откроет завуч',
    '19.11.2026, чт | 1 | 3К | Шахматы |  | нет |  | ',
  ]);
  const volkov = await sheet('volkov', 'missing-entries-of-teacher');
  expect(linesOf(volkov.document)).toEqual(['20.11.2026, пт | 2 | 3К | Шахматы |  | нет | нет | ']);
  const other = await school.person('volkov');
  expect(await refusalOf(sheet('ivanova', 'missing-entries-of-teacher', other))).toMatchObject({ kind: 'not-found' });
});

test('where everything is filled it says so, and has no table', async () => {
  const { document, view } = await sheet('morozov', 'missing-entries-of-teacher', await school.person('fedorova'));
  expect(view.nothing).toBe(true);
  expect(tablesOf(document)).toEqual([]);
  expect(JSON.stringify(document)).toContain('Всё заполнено.');
});
