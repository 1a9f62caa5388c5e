import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';

// Tuesday 24 November, 12:30. Анна of 3К has her mother Петрова; Борис and Вера have nobody.
let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let wednesday: number;
let friday: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna: chess.students[0] },
  );
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  wednesday = await addLesson(school, chess.courseId, { day: '2026-11-25', slot: 2 });
  friday = await addLesson(school, chess.courseId, { day: '2026-11-27', slot: 2 });
});
beforeEach(async () => {
  await query(school, 'delete from notice');
  await query(school, 'update lesson set homework = null, homework_for_id = null where id = :lessonId', { lessonId });
});
afterAll(() => school.close());

const set = (homework: string | null, more: object = {}) =>
  school.as('ivanova', act => fillLesson(act, lessonId, { homework, noHomework: homework === null, ...more }));
const carried = () => query(school, 'update notice set sent_out_at = now()');
const notices = () =>
  query<{ login: string; facts: Record<string, unknown>; stale: string; due: string }>(
    school,
    `select p.login, n.facts, n.stale_at at time zone 'Europe/Moscow' as stale, n.due_at at time zone 'Europe/Moscow' as due
     from notice n join person p on p.id = n.reader_id where n.kind = 'homework' order by n.id`,
  );
const said = async () => {
  const heard = (await notices()).filter(({ login }) => login === 'petrova');
  return heard.map(({ facts }) =>
    school.press.screen('notices/homework', { notices: [facts] }).text.replaceAll('\u00a0', ' '),
  );
};

describe('a homework', () => {
  test('is told to the whole class and its parents, for the next lesson', async () => {
    await set('Задачи 5 и 6');
    const told = await notices();
    expect(told.map(({ login }) => login)).toEqual(['petrova', 'small-Анна', 'small-Борис', 'small-Вера']);
    expect(await said()).toEqual(['<b>Анна, Шахматы</b> на 25 ноября: Задачи 5 и 6']);
    expect(new Date(told[0]!.stale).toISOString()).toContain('2026-11-25');
  });

  test('names the day of the lesson it is due for', async () => {
    await set('Партия', { homeworkForId: friday });
    expect(await said()).toEqual(['<b>Анна, Шахматы</b> на 27 ноября: Партия']);
  });

  test('changed before anybody heard of it is told once, as it is now', async () => {
    await set('Задача 5');
    await set('Задача 7');
    expect(await said()).toEqual(['<b>Анна, Шахматы</b> на 25 ноября: Задача 7']);
  });

  test('changed afterwards is told as changed, taken back as taken back', async () => {
    await set('Задача 5');
    await carried();
    await set('Задача 7');
    await carried();
    await set(null);
    expect((await said()).slice(1)).toEqual([
      '<b>Анна, Шахматы</b> на 25 ноября: Задача 7 (задание изменено)',
      '<b>Анна, Шахматы</b> на 25 ноября: задание отменено',
    ]);
  });

  test('taken back before anybody heard, and «не задано», are no news', async () => {
    await set('Задача 5');
    await set(null);
    expect(await notices()).toEqual([]);
  });

  test('taken back when only some have heard is told to these, and to nobody else', async () => {
    await set('Задача 5');
    await query(
      school,
      `update notice set sent_out_at = now() where reader_id = (select id from person where login = 'petrova')`,
    );
    await set(null);
    expect((await notices()).map(({ login }) => login)).toEqual(['petrova', 'petrova']);
    expect((await said())[1]).toBe('<b>Анна, Шахматы</b> на 25 ноября: задание отменено');
  });

  test('of a past day is no news', async () => {
    const past = await addLesson(school, chess.courseId, { day: '2026-11-19', slot: 1 });
    await school.as('ivanova', act => fillLesson(act, past, { homework: 'Дебют' }));
    expect(await notices()).toEqual([]);
  });

  test('written ahead is told when its lesson is over', async () => {
    await school.as('ivanova', act => fillLesson(act, wednesday, { homework: 'Эндшпиль' }));
    const [first] = await notices();
    expect(first!.due.slice(0, 16)).toBe('2026-11-25 10:00');
    await query(school, 'update lesson set homework = null where id = :wednesday', { wednesday });
  });
});
