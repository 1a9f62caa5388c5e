import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, smallClass } from '#test/journal.ts';
import { addCourse } from '#test/reports.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { standIn } from '#test/substitution.ts';
import { runReport } from './run-report.ts';

// An August when nothing else was taught. Иванова was away for four lessons of chess in 3К: Волков gave one, Кузнецов one, one was
// not held, for one nobody was found; Волков took Орлова's subgroup together with another. In September chess went to Фёдорова.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  const { id, courseId, students } = await smallClass(school);
  const english = await addCourse(school, id, {
    ...{ subject: 'Английский разговор', teacher: 'orlova', subgroup: 1, members: [students[0]] },
  });
  const first = await addLesson(school, courseId, { day: '2026-08-17', slot: 1 });
  const together = await addLesson(school, english, { day: '2026-08-17', slot: 2 });
  const second = await addLesson(school, courseId, { day: '2026-08-18', slot: 1 });
  const notHeld = await addLesson(school, courseId, { day: '2026-08-18', slot: 2 });
  const open = await addLesson(school, courseId, { day: '2026-08-19', slot: 1 });
  for (const lessonId of [first, together, notHeld, open]) await standIn(school, { lessonId });
  await standIn(school, { lessonId: second, login: 'kuznetsov', reason: 'курсы' });
  const settle = (lessonId: number, set: string) =>
    query(school, `update substitution set ${set} where lesson_id = :lessonId`, { lessonId });
  await settle(together, `kind = 'combined'`);
  await settle(notHeld, `kind = 'cancelled', teacher_id = null`);
  await query(school, 'delete from substitution where lesson_id = :open', { open });
  await query(
    school,
    `update teacher_absence set order_number = '7', order_date = '2026-08-16'
     where id = (select absence_id from substitution where lesson_id = :first)`,
    { first },
  );
  await query(
    school,
    `with gone as (insert into teacher_change (course_id, was_id, becomes_id, day, by_id, at, done_at)
       select c.id, c.teacher_id, p.id, '2026-09-01', c.teacher_id, now(), now() from course c, person p
       where c.id = :courseId and p.login = 'fedorova' returning becomes_id)
     update course set teacher_id = (select becomes_id from gone) where id = :courseId`,
    { courseId },
  );
});
afterAll(() => school.close());

const journal = async (login = 'morozov', span: { from: Day; to: Day } = { from: '2026-08-01', to: '2026-08-31' }) => {
  const { view } = await school.as(login, act => runReport(act, 'substitutions', span));
  return school.press.sheets('substitutions', view);
};
const notesOf = ({ sheets }: Awaited<ReturnType<typeof journal>>) =>
  sheets[0]!.parts.flatMap(part => (part.kind === 'text' ? [part.text.replaceAll('\u00a0', ' ')] : []));

test('each lesson stood in for, instead of who had it then, with the hours of each and of all', async () => {
  const document = await journal();
  expect(document.sheets[0]!.lines.map(line => line.replaceAll('\u00a0', ' '))).toEqual([
    'с 1 августа 2026 по 31 августа 2026 года',
  ]);
  // Who, day, lesson, class, subject, instead of whom, why, order, hours.
  expect(linesOf(document)).toEqual([
    'Волков Денис Олегович | 17.08.2026 | 1 | 3К | Шахматы | Иванова Н. П. | болезнь | № 7 от 16.08.2026 | 1',
    'Волков Денис Олегович | 17.08.2026 | 2 | 3К | Английский разговор, 1-я подгруппа (группы вместе) | Орлова М. А. | болезнь |  | 1',
    'Итого: Волков Денис Олегович |  |  |  |  |  |  |  | 2',
    'Кузнецов Илья Сергеевич | 18.08.2026 | 1 | 3К | Шахматы | Иванова Н. П. | курсы |  | 1',
    'Итого: Кузнецов Илья Сергеевич |  |  |  |  |  |  |  | 1',
    'Всего |  |  |  |  |  |  |  | 3',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('a lesson not held and one without anybody are no hour, and are said below', async () => {
  expect(notesOf(await journal())).toEqual([
    'Отменено уроков: 1.',
    'Уроков отсутствовавших учителей, на которые никто не назначен: 1.',
  ]);
});

test('why a colleague was away stands there for who keeps substitutions and the director alone', async () => {
  for (const login of ['sokolova', 'morozov', 'kuznetsov'])
    expect(linesOf(await journal(login))[0], login).toContain('болезнь');
  const document = await journal('ivanova');
  expect(linesOf(document)[0]).toBe(
    'Волков Денис Олегович | 17.08.2026 | 1 | 3К | Шахматы | Иванова Н. П. | № 7 от 16.08.2026 | 1',
  );
  expect(JSON.stringify(document)).not.toMatch(/болезнь|курсы|Причина/);
});

test('days without substitutions say so; families have no such report', async () => {
  expect(notesOf(await journal('morozov', { from: '2026-08-24', to: '2026-08-31' }))).toEqual([
    'Замещений за это время не было.',
  ]);
  for (const login of ['petrova', 'masha']) expect((await refusalOf(journal(login))).kind, login).toBe('not-found');
});

test('in the sample school the hours of each add up to all', async () => {
  const document = await journal('morozov', { from: '2026-09-01', to: '2026-11-24' });
  expect(linesOf(document).length).toBeGreaterThan(3);
  expect(wrongSums(document)).toEqual([]);
});
