import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { readSheet } from '../spreadsheets.ts';
import { sweep } from '../sweep.ts';
import { harmless, writeBook } from '../write-book.ts';
import { activity } from './activity.ts';

// Tuesday, November 24, 12:30; what the sample school did before is taken away.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());
beforeEach(async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  await query(school, 'truncate activity_day restart identity');
});

const rows = () =>
  query<{ login: string; day: string; door: string; signIns: number; first: string; last: string }>(
    school,
    `select p.login, a.day::text as day, a.door, a.sign_ins as "signIns",
       to_char(a.first_at at time zone 'Europe/Moscow', 'HH24:MI') as first, to_char(a.last_at at time zone 'Europe/Moscow', 'HH24:MI') as last
     from activity_day a join person p on p.id = a.person_id order by a.id`,
  );

describe('what a day leaves behind', () => {
  test('is one row of a person and a door: two sign-ins, the first and the last moment', async () => {
    await school.browser('petrova');
    school.world.set('2026-11-24T13:05:00+03:00');
    const browser = await school.browser('petrova');
    school.world.set('2026-11-24T13:20:00+03:00');
    await browser.get('/');
    expect(await rows()).toEqual([
      { login: 'petrova', day: '2026-11-24', door: 'site', signIns: 2, first: '12:30', last: '13:20' },
    ]);
    school.world.set('2026-11-25T00:30:00+03:00');
    await browser.get('/');
    expect((await rows()).map(({ day, signIns, first }) => [day, signIns, first])).toEqual([
      ['2026-11-24', 2, '12:30'],
      ['2026-11-25', 0, '00:30'],
    ]);
  });

  test('costs a page no statement: the session’s own note of the minute carries it', async () => {
    const browser = await school.browser('masha');
    const at = (time: string) => {
      school.world.set(`2026-11-24T${time}+03:00`);
      return school.countQueries(() => browser.get('/'));
    };
    const within = await at('12:30:30');
    const [first, again] = [await at('12:32:00'), await at('12:34:00')];
    expect([first - within, again - within]).toEqual([1, 1]);
    expect(await at('12:34:30')).toBe(within);
  });

  test('is kept when the session has long been swept', async () => {
    await school.browser('petrova');
    school.world.set('2027-04-24T12:30:00+03:00');
    await school.house.asHouse(sweep);
    expect(await query(school, 'select 1 from session')).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  test('Telegram is a door of its own, noted once a minute', async () => {
    const chat = await openConversations(school).linked('petrova');
    await chat.say('меню');
    await query(school, 'truncate activity_day restart identity');
    const said = () => school.countQueries(() => chat.say('меню'));
    const first = await said();
    expect(await said()).toBe(first - 1);
    expect(await rows()).toMatchObject([{ login: 'petrova', door: 'telegram', signIns: 0 }]);
  });
});

describe('the statistics', () => {
  const used = (login: string, day: string, roles: string, more: { signIns?: number; door?: string } = {}) =>
    query(
      school,
      `insert into activity_day (day, person_id, door, roles, sign_ins, first_at, last_at)
       select :day, id, :door, :roles::text[], :signIns, :day::date + time '09:00', :day::date + time '10:00' from person where login = :login`,
      { login, day, roles, signIns: 0, door: 'site', ...more },
    );
  const view = (from?: string, to?: string, by = 'sokolova') => school.as(by, act => activity(act, { from, to }));

  beforeEach(async () => {
    await used('petrova', '2026-11-19', '{parent}', { signIns: 1 });
    await used('petrova', '2026-11-20', '{parent}');
    await used('petrova', '2026-11-20', '{parent}', { door: 'telegram' });
    await used('masha', '2026-11-20', '{student}', { signIns: 2 });
    await used('orlova', '2026-11-20', '{teacher,class-teacher,parent}', { signIns: 1 });
    await used('smirnov', '2026-11-18', '{parent}');
  });

  test('count each person once a day, and in the whole span once', async () => {
    const { days, people, signIns, doors } = await view('2026-11-19', '2026-11-21');
    expect(days).toEqual([
      { day: '2026-11-19', signIns: 1, people: 1, staff: 0, parents: 1, students: 0 },
      { day: '2026-11-20', signIns: 3, people: 3, staff: 1, parents: 2, students: 1 },
      { day: '2026-11-21', signIns: 0, people: 0, staff: 0, parents: 0, students: 0 },
    ]);
    expect({ people, signIns }).toEqual({ people: 3, signIns: 4 });
    expect(doors).toEqual([
      { door: 'site', people: 3 },
      { door: 'telegram', people: 1 },
    ]);
  });

  test('by role: who holds several stands in each, as of the day it was', async () => {
    await query(
      school,
      `update assignment set until = '2026-11-23' where person_id = (select id from person where login = 'orlova')`,
    );
    const { roles } = await view('2026-11-19', '2026-11-21');
    const of = (role: string) => roles.find(one => one.role === role)!;
    expect(of('parent')).toMatchObject({ people: 2, personDays: 3, signIns: 2 });
    expect(of('teacher')).toMatchObject({ people: 1, personDays: 1, signIns: 1 });
    expect(of('director')).toMatchObject({ accounts: 1, people: 0 });
    await query(
      school,
      `update assignment set until = null where person_id = (select id from person where login = 'orlova')`,
    );
  });

  test('tell how many notices nobody has opened', async () => {
    await query(school, 'truncate notice restart identity cascade');
    const notice = (login: string, readAt: string | null, outcome = 'at-once') =>
      query(
        school,
        `insert into notice (reader_id, kind, subject, facts, at, due_at, sent_out_at, outcome, read_at)
         select id, 'letter', 'topic:1', '{}', '2026-11-20T10:00Z', '2026-11-20T10:00Z', '2026-11-20T10:00Z', :outcome, :readAt
         from person where login = :login`,
        { login, readAt, outcome },
      );
    await notice('petrova', null);
    await notice('petrova', '2026-11-20T11:00Z');
    await notice('petrova', null, 'never');
    await notice('smirnov', null);
    const { roles } = await view('2026-11-20', '2026-11-20');
    expect(roles.find(({ role }) => role === 'parent')).toMatchObject({ told: 3, unread: 2 });
    const { roles: before } = await view('2026-11-19', '2026-11-19');
    expect(before.find(({ role }) => role === 'parent')).toMatchObject({ told: 0, unread: 0 });
  });

  test('are for registrar and director, and for days that make a span', async () => {
    expect((await view(undefined, undefined, 'kuznetsov')).from).toBe('2026-10-26');
    for (const login of ['morozov', 'ivanova', 'petrova'])
      expect(await refusalOf(view(undefined, undefined, login)), login).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(view('2026-11-21', '2026-11-20'))).toMatchObject({ field: 'from' });
    expect(await refusalOf(view('2026-11-20', '2026-11-25'))).toMatchObject({ field: 'to' });
    expect(await refusalOf(view('2025-11-01', '2026-11-20'))).toMatchObject({ reason: 'activity/long' });
    const page = await (await school.browser('kuznetsov')).get('/activity?from=2026-11-21&to=2026-11-20');
    expect(page.body).toContain('Укажите первый день');
  });

  test('take as many queries for a day as for a year', async () => {
    const queries = (from: string) => school.countQueries(() => view(from, '2026-11-20'));
    expect(await queries('2025-12-01')).toBe(await queries('2026-11-20'));
  });

  test('come as a spreadsheet with numbers', async () => {
    const sokolova = await school.browser('sokolova');
    const book = await sokolova.get('/activity/book?from=2026-11-20&to=2026-11-20');
    expect(book.headers['content-disposition']).toBe('attachment; filename="activity-2026-11-20-2026-11-20.xlsx"');
    const { rows: lines } = await readSheet({ name: 'a.xlsx', content: book.rawPayload });
    expect(lines).toEqual([
      ['День', 'Входы по паролю', 'Людей за день', 'Сотрудники', 'Родители', 'Ученики'],
      ['2026-11-20', '3', '3', '1', '2', '1'],
    ]);
    expect((await (await school.browser('morozov')).get('/activity/book')).statusCode).toBe(404);
  });
});

test('no cell begins like a formula', async () => {
  expect(['=1+1', '+7', '-5', '@a', ' =1', '\t=1', 'Иванова', '5–7'].map(harmless)).toEqual([
    ...[`'=1+1`, `'+7`, `'-5`, `'@a`, `' =1`, `'\t=1`, 'Иванова', '5–7'],
  ]);
  const book = await writeBook([{ name: 'A', columns: ['=Имя'], rows: [['=HYPERLINK("http://x")', 5, -3]] }]);
  const { rows: lines } = await readSheet({ name: 'a.xlsx', content: book });
  expect(lines).toEqual([[`'=Имя`], [`'=HYPERLINK("http://x")`, '5', '-3']]);
});
