import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';
import { giveMark } from '../give-mark.ts';
import { markAbsence } from '../mark-absence.ts';
import { historyOfCell, historyOfLesson } from './history-of-lesson.ts';

let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
});
afterAll(() => school.close());

const read = async (login = 'ivanova', studentId?: number) =>
  (
    await school.as(login, act =>
      studentId ? historyOfCell(act, lessonId, studentId) : historyOfLesson(act, lessonId),
    )
  ).entries;
const later = () => school.world.pass(60_000);

test('a lesson nobody has written into has no history', async () => {
  expect(await read()).toEqual([]);
});

test('the history tells who, when, old and new of every cell and text, the latest first', async () => {
  const began = school.world.now();
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value: 4 }));
  later();
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value: 5, comment: 'Молодец' }));
  later();
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value: null }));
  later();
  await school.as('ivanova', act => markAbsence(act, { lessonId, studentId: boris, kind: 'оп' }));
  later();
  await school.as('ivanova', act => fillLesson(act, lessonId, { topic: 'Ход конём', homework: '§ 3' }));
  later();
  await school.as('ivanova', act => fillLesson(act, lessonId, { topic: 'Ход слоном', noHomework: true }));

  const [five, four] = [
    { value: 5, owed: false, workKind: 'ответ на уроке', comment: 'Молодец' },
    { value: 4, owed: false, workKind: 'ответ на уроке', comment: null },
  ];
  const student = { id: anna, name: 'Арсеньева Анна' };
  const entries = await read();
  expect(
    entries.map(({ at, by, ...entry }) => ({ ...entry, minute: (at.getTime() - began.getTime()) / 60_000 })),
  ).toEqual([
    { minute: 5, deed: 'homework', before: { text: '§ 3', none: false }, after: { text: null, none: true } },
    { minute: 5, deed: 'topic', before: 'Ход конём', after: 'Ход слоном' },
    { minute: 4, deed: 'homework', before: null, after: { text: '§ 3', none: false } },
    { minute: 4, deed: 'topic', before: null, after: 'Ход конём' },
    { minute: 3, deed: 'absence', student: { id: boris, name: 'Быков Борис' }, before: null, after: 'late' },
    { minute: 2, deed: 'mark', student, position: 1, before: five, after: null },
    { minute: 1, deed: 'mark', student, position: 1, before: four, after: five },
    { minute: 0, deed: 'mark', student, position: 1, before: null, after: four },
  ]);
  expect(new Set(entries.map(({ by }) => by)).size).toBe(1);
});

test('one student’s cell is read alone', async () => {
  expect((await read('fedorova', boris)).map(({ deed, after }) => [deed, after])).toEqual([['absence', 'late']]);
  expect(await read('fedorova', 2_000_000_000)).toEqual([]);
});

test('who reads the lesson reads its history, nobody else', async () => {
  for (const login of ['fedorova', 'morozov', 'sokolova']) expect(await read(login)).toHaveLength(8);
  for (const login of ['orlova', 'petrova', 'masha', 'kuznetsov']) {
    expect(await refusalOf(read(login)), login).toMatchObject({ kind: 'not-found' });
  }
});

test('of a text written before the log the last writing is known', async () => {
  const old = await addLesson(school, chess.courseId, { day: '2026-11-20', topic: 'Доска', homework: '§ 1' });
  await query(
    school,
    `update lesson set filled_at = '2026-11-20T09:00Z', filled_by_id = (select id from person where login = 'ivanova') where id = :old`,
    { old },
  );
  const { entries } = await school.as('ivanova', act => historyOfLesson(act, old));
  expect(entries.map(({ deed, before, after }) => [deed, before, after])).toEqual([
    ['topic', null, 'Доска'],
    ['homework', null, { text: '§ 1', none: false }],
  ]);
});

test('it costs the same for one line and for many', async () => {
  const cost = (id: number) => school.countQueries(() => school.as('ivanova', act => historyOfLesson(act, id)));
  expect(await cost(lessonId)).toBe(await cost(await addLesson(school, chess.courseId, { day: '2026-11-19' })));
});

test('page and JSON show it; the lesson leads there', async () => {
  const ivanova = await school.browser('ivanova');
  expect((await ivanova.get(`/lessons/${lessonId}`)).body).toContain(`href="/lessons/${lessonId}/history"`);
  const page = await ivanova.get(`/lessons/${lessonId}/history`);
  expect(page.statusCode).toBe(200);
  const text = page.body.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
  expect(text).toMatch(/домашнее задание § 3 не задано .* тема Ход конём Ход слоном/);
  expect(text).toMatch(/отметка: Арсеньева Анна 4 .* 5 , ответ на уроке .* Молодец/);
  const cell = await ivanova.get(`/lessons/${lessonId}/history?student=${boris}`);
  expect(cell.body).toContain('<h2>Быков Борис</h2>');
  expect(cell.body).not.toContain('Арсеньева');
  const json = await ivanova.json('GET', `/api/lessons/${lessonId}/history?student=${anna}`);
  expect(json.json()).toMatchObject({
    lessonId,
    subject: 'Шахматы',
    entries: [{ after: null }, {}, { after: { value: 4 } }],
  });
  expect((await (await school.browser('petrova')).json('GET', `/api/lessons/${lessonId}/history`)).statusCode).toBe(
    404,
  );
});
