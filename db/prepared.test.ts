import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { prepared } from './prepared.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const ofMasha = `select p.family_name as "familyName", :day::date::text as day, :day::date - 1 = '2026-11-23'::date as after
  from person p where p.login = :login and '12:30' > '08:00'`;

test('values travel beside the text, casts and times of day stay what they are', async () => {
  const em = school.orm.em.fork();
  expect(await prepared(em, ofMasha, { login: 'masha', day: '2026-11-24', unused: 1 })).toEqual([
    { familyName: 'Петрова', day: '2026-11-24', after: true },
  ]);
});

test('values without a name stand in the order of their marks', async () => {
  const em = school.orm.em.fork();
  expect(await prepared(em, 'select ?::int - ?::int as left', [7, 2])).toEqual([{ left: 5 }]);
});

test('what somebody typed is never part of the text', async () => {
  const em = school.orm.em.fork();
  const typed = `'; drop table mark; -- $1 :day ?`;
  expect(await prepared(em, 'select :typed::text as said', { typed })).toEqual([{ said: typed }]);
});

test('one connection plans a text once, in the transaction of its act', async () => {
  await school.house.asHouse(async ({ em }) => {
    for (let times = 0; times < 8; times++) await prepared(em, 'select :times::int as often', { times });
    const known = await em.execute(
      `select (generic_plans + custom_plans)::int as runs from pg_prepared_statements where statement like 'select $1::int as often'`,
    );
    expect(known).toEqual([{ runs: 8 }]);
  });
});

test('a name without a value is a mistake of ours', async () => {
  await expect(prepared(school.orm.em.fork(), 'select :nobody')).rejects.toThrow('no value for :nobody');
});
