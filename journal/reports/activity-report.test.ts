import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, smallClass } from '#test/journal.ts';
import { linesOf } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

// Two days of August, when nobody else used the program: Петрова by both doors, Маша, Орлова in three roles.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'truncate activity_day, notice restart identity cascade');
  await used('petrova', '2026-08-17', '{parent}', { signIns: 1 });
  await used('petrova', '2026-08-18', '{parent}');
  await used('petrova', '2026-08-18', '{parent}', { door: 'telegram' });
  await used('masha', '2026-08-18', '{student}', { signIns: 2 });
  await used('orlova', '2026-08-18', '{teacher,class-teacher,parent}', { signIns: 1 });
  await told('petrova', null);
  await told('petrova', '2026-08-18T11:00Z');
  const { courseId } = await smallClass(school);
  for (const [slot, at] of [
    [1, '2026-08-17T14:00:00+03:00'],
    [2, '2026-08-19T14:00:00+03:00'],
    [3, null],
  ] as const) {
    const id = await addLesson(school, courseId, { day: '2026-08-17', slot });
    await query(school, 'update lesson set complete_at = :at where id = :id', { id, at });
  }
});
afterAll(() => school.close());

const used = (login: string, day: string, roles: string, more: { signIns?: number; door?: string } = {}) =>
  query(
    school,
    `insert into activity_day (day, person_id, door, roles, sign_ins, first_at, last_at)
     select :day, id, :door, :roles::text[], :signIns, :day::date + time '09:00', :day::date + time '10:00' from person where login = :login`,
    { login, day, roles, signIns: 0, door: 'site', ...more },
  );

const told = (login: string, readAt: string | null) =>
  query(
    school,
    `insert into notice (reader_id, kind, subject, facts, at, due_at, sent_out_at, outcome, read_at)
     select id, 'letter', 'topic:1', '{}', '2026-08-18T10:00Z', '2026-08-18T10:00Z', '2026-08-18T10:00Z', 'at-once', :readAt
     from person where login = :login`,
    { login, readAt },
  );

const report = async (login = 'sokolova', span = { from: '2026-08-17', to: '2026-08-18' }) => {
  const { view } = await school.as(login, act => runReport(act, 'activity', span));
  return school.press.sheets('activity', view);
};

test('by role: who used it, their days and sign-ins, notices and those unread; who holds several stands in each', async () => {
  const lines = linesOf(await report()).map(line => line.split(' | '));
  // Role, accounts (of the sample school), people, person-days, sign-ins, told, unread.
  const used = lines.map(([role, , ...counts]) => [role, ...counts.map(Number)]);
  expect(used).toEqual([
    ['директор', 0, 0, 0, 0, 0],
    ['завуч', 0, 0, 0, 0, 0],
    ['ответственный за журнал', 0, 0, 0, 0, 0],
    ['учитель', 1, 1, 1, 0, 0],
    ['классный руководитель', 1, 1, 1, 0, 0],
    ['родитель', 2, 3, 2, 2, 1],
    ['ученик', 1, 1, 2, 0, 0],
  ]);
  expect(lines[0]![1]).toBe('1');
});

test('by teacher and by day', async () => {
  const document = await report();
  expect(linesOf(document, 1)).toEqual(['Иванова Наталья Петровна | 3 | 1 | 1 | 1 | 33,3']);
  expect(linesOf(document, 2)).toEqual(['17.08.2026, пн | 1 | 1 | 0 | 1 | 0', '18.08.2026, вт | 3 | 3 | 1 | 2 | 1']);
});

test('in all: different people, sign-ins, doors', async () => {
  const text = JSON.stringify((await report()).sheets).replaceAll('\u00a0', ' ');
  expect(text).toContain('пользовались 3 человека, входов по паролю: 4. На сайте: 3. В Telegram: 1.');
});

test('is for registrar and director; a day to come is refused', async () => {
  expect(linesOf(await report('kuznetsov'))).toHaveLength(7);
  for (const login of ['morozov', 'ivanova', 'petrova', 'masha'])
    expect((await refusalOf(report(login))).kind, login).toBe('not-found');
  expect(await refusalOf(report('sokolova', { from: '2026-11-20', to: '2026-11-25' }))).toMatchObject({ field: 'to' });
});
