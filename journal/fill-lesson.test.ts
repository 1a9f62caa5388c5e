import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import type { LessonText } from './enter-text.ts';
import { fillLesson } from './fill-lesson.ts';
import { lesson } from './lesson.ts';

let school: TestSchool;
let chess: SmallClass;
let today: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  today = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 3 });
});
afterAll(() => school.close());

const fill = (text: LessonText, { id = today, login = 'ivanova' } = {}) =>
  school.as(login, act => fillLesson(act, id, text));
const seen = async (id = today) => {
  const { topic, homework, noHomework, notRussian, owed } = await school.as('ivanova', act => lesson(act, id));
  return { topic, homework, noHomework, notRussian, owed };
};

test('Иванова writes topic and homework; what she leaves out stays', async () => {
  expect((await seen()).owed).toEqual(['topic', 'homework', 'attendance']);
  await fill({ topic: '  Ход конём \r\n' });
  await fill({ homework: '§ 3, задача 5' });
  expect(await seen()).toEqual({
    topic: 'Ход конём',
    homework: '§ 3, задача 5',
    noHomework: false,
    notRussian: [],
    owed: ['attendance'],
  });
});

test('«не задано» takes the place of homework, and homework the place of «не задано»', async () => {
  await fill({ noHomework: true });
  expect(await seen()).toMatchObject({ homework: null, noHomework: true, owed: ['attendance'] });
  await fill({ homework: 'Задача 6' });
  expect(await seen()).toMatchObject({ homework: 'Задача 6', noHomework: false });
  expect(await refusalOf(fill({ homework: 'Задача 6', noHomework: true }))).toMatchObject({
    details: [{ reason: 'lesson/homework-both', field: 'homework' }],
  });
});

test('the same text again leaves no trace', async () => {
  const filledAt = async () =>
    (await query<{ at: string }>(school, 'select filled_at as at from lesson where id = :today', { today }))[0]!.at;
  const before = await filledAt();
  school.world.pass(60_000);
  await fill({ homework: 'Задача 6' });
  expect(await filledAt()).toBe(before);
});

test('a text without Russian letters is taken and warned of (3.2g), figures alone are in any language', async () => {
  await fill({ topic: 'Knight moves', homework: '§ 3, № 5' });
  expect((await seen()).notRussian).toEqual(['topic']);
});

test('texts have their length: 500 and 2000 characters', async () => {
  await fill({ topic: 'т'.repeat(500), homework: 'д'.repeat(2000) });
  const no = await refusalOf(fill({ topic: 'т'.repeat(501), homework: 'д'.repeat(2001) }));
  expect(no).toMatchObject({ reason: 'lesson/nothing-written', facts: { count: 2 } });
  expect(no.details.map(({ field, facts }) => [field, facts.most])).toEqual([
    ['topic', 500],
    ['homework', 2000],
  ]);
});

test('the lesson of tomorrow is planned today, the lesson of last week needs the deputy', async () => {
  const tomorrow = await addLesson(school, chess.courseId, { day: '2026-11-25' });
  await fill({ topic: 'Рокировка', homework: 'Повторить' }, { id: tomorrow });
  expect(await seen(tomorrow)).toMatchObject({ topic: 'Рокировка', owed: [] });
  const old = await addLesson(school, chess.courseId, { day: '2026-11-16' });
  expect(await refusalOf(fill({ topic: 'Пешки' }, { id: old }))).toMatchObject({ reason: 'lesson/window-over' });
  await query(school, `update period set closed_at = now()`);
  expect(await refusalOf(fill({ topic: 'Пешки' }))).toMatchObject({ reason: 'lesson/period-closed' });
  await query(school, `update period set closed_at = null`);
});

test('in grade 1 there is a topic and no homework (3.4)', async () => {
  await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  await fill({ topic: 'Доска' }, { id: lessonId });
  expect(await seen(lessonId)).toMatchObject({ topic: 'Доска', owed: ['attendance'] });
  expect(await refusalOf(fill({ homework: 'Задача' }, { id: lessonId }))).toMatchObject({
    details: [{ reason: 'lesson/homework-first-grade', field: 'homework' }],
  });
  await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
});

test('the lesson shows what was set for it on the course’s last day before', async () => {
  await addLesson(school, chess.courseId, { day: '2026-11-20', slot: 1, homework: 'Первое' });
  await addLesson(school, chess.courseId, { day: '2026-11-20', slot: 2 });
  await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 2, homework: 'Того же дня' });
  const view = await school.as('ivanova', act => lesson(act, today));
  expect(view.previousHomework).toMatchObject({ day: '2026-11-20', homework: 'Первое', noHomework: false });
});

test('only who gives the lesson writes', async () => {
  expect(await refusalOf(fill({ topic: 'Моё' }, { login: 'fedorova' }))).toMatchObject({ kind: 'not-allowed' });
  expect(await refusalOf(fill({ topic: 'Моё' }, { login: 'orlova' }))).toMatchObject({ kind: 'not-found' });
});
