import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { missingOfClass } from '#journal/missing.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { applyDueChanges } from './apply-changes.ts';
import { type AssignmentEntry, assignByHand } from './assign-by-hand.ts';
import { functions } from './functions.ts';
import { withdrawChange } from './withdraw-change.ts';

// Tuesday, November 24. Соколова assigns by an order that is on paper.
let school: TestSchool;
let fifth: number;
beforeAll(async () => {
  school = await openTestSchool();
  const [row] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  fifth = row!.id;
});
afterAll(() => school.close());
beforeEach(() => school.world.set('2026-11-24T12:30:00+03:00'));

const paper = { orderNumber: '41-к', orderDate: '2026-11-23' };
const write = (entry: Partial<AssignmentEntry>, by = 'sokolova') =>
  school.as(by, act =>
    assignByHand(act, { deed: 'assign', function: 'deputy', person: 'volkov', day: '2026-11-24', ...paper, ...entry }),
  );
const rolesOf = (login: string) => school.as(login, async act => [...act.by.roles].toSorted());
const tick = async (at: string) => {
  school.world.set(at);
  await school.house.asHouse(applyDueChanges);
};

describe('who assigns', () => {
  test('is the director; deputy and registrar read, everybody else knows of no such page', async () => {
    expect(await refusalOf(write({}, 'morozov'))).toMatchObject({ reason: 'not-allowed/assignFunctions' });
    expect(await refusalOf(write({}, 'kuznetsov'))).toMatchObject({ reason: 'not-allowed/assignFunctions' });
    expect(await refusalOf(write({}, 'ivanova'))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(school.as('petrova', act => functions(act)))).toMatchObject({ kind: 'not-found' });
    for (const login of ['sokolova', 'morozov', 'kuznetsov'])
      expect((await school.as(login, act => functions(act))).mayAssign, login).toBe(login === 'sokolova');
  });

  test('names an order that exists', async () => {
    expect(await refusalOf(write({ orderNumber: ' ' }))).toMatchObject({ reason: 'function/order', field: 'order' });
    expect(await refusalOf(write({ documentId: 1 }))).toMatchObject({ reason: 'function/order' });
    expect(await refusalOf(write({ orderDate: '2026-11-25' }))).toMatchObject({ field: 'orderDate' });
    expect(await refusalOf(write({ orderNumber: '4'.repeat(21) }))).toMatchObject({ field: 'orderNumber' });
  });
});

describe('Кузнецов is on leave', () => {
  test('and Волков stands in for him: the registrar’s deeds for these days and no longer', async () => {
    const until = '2026-12-04';
    await write({ function: 'substitute-registrar', until });
    expect(await rolesOf('volkov')).toEqual(['registrar', 'teacher']);
    const { holders } = await school.as('sokolova', act => functions(act));
    expect(holders.filter(one => one.function.endsWith('registrar'))).toMatchObject([
      { function: 'registrar', name: 'Кузнецов Илья Сергеевич', order: { number: '2', date: '2026-08-28' } },
      {
        ...{ function: 'substitute-registrar', name: 'Волков Денис Олегович', since: '2026-11-24', until },
        order: { documentId: null, number: '41-к', date: '2026-11-23' },
      },
    ]);
    school.world.set('2026-12-04T23:59:00+03:00');
    expect(await rolesOf('volkov')).toContain('registrar');
    school.world.set('2026-12-05T00:00:00+03:00');
    expect(await rolesOf('volkov')).toEqual(['teacher']);
  });
});

describe('the living session of who is assigned', () => {
  test('sees another menu with the next page, and loses it with the next page after that', async () => {
    const fedorova = await school.browser('fedorova');
    // A section for deputies, whose topic she has open; of news she hears a bare «look», and asks.
    await query(
      school,
      `update section set readers = '{deputy}' where id = (select section_id from topic where id = 1)`,
    );
    const looks = async () => (await fedorova.get('/forum/topics/1/replies?after=0')).statusCode;
    const controls = async () => (await fedorova.get('/')).body.includes('data-nav="overview"');
    expect([await looks(), await controls()]).toEqual([404, false]);
    await write({ person: 'fedorova' });
    expect([await looks(), await controls()]).toEqual([200, true]);
    school.world.set('2026-11-24T12:31:00+03:00');
    await write({ deed: 'relieve', person: 'fedorova' });
    expect([await looks(), await controls()]).toEqual([404, false]);
  });
});

describe('two directors who relieve each other at once', () => {
  test('do not both succeed', async () => {
    await write({ function: 'director', person: 'morozov' });
    const relieve = (by: string, person: string) => write({ deed: 'relieve', function: 'director', person }, by);
    const done = await Promise.allSettled([relieve('sokolova', 'morozov'), relieve('morozov', 'sokolova')]);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await query(
      school,
      `update assignment set until = null where role = 'director' and until is not null
      and person_id = (select id from person where login = 'sokolova')`,
    );
    await query(
      school,
      `delete from assignment where role = 'director' and person_id = (select id from person where login = 'morozov')`,
    );
  });
});

describe('5Б goes from Иванова to Орлова', () => {
  const lacks = async (login: string) =>
    await school.as(login, act =>
      missingOfClass(act, fifth).then(
        () => true,
        () => false,
      ),
    );

  test('at the beginning of the day; the former loses it at once', async () => {
    await write({ function: 'class-teacher', classId: fifth, person: 'orlova', day: '2026-11-26' });
    expect([await lacks('ivanova'), await lacks('orlova')]).toEqual([true, false]);
    await tick('2026-11-25T23:59:00+03:00');
    expect([await lacks('ivanova'), await lacks('orlova')]).toEqual([true, false]);
    await tick('2026-11-26T00:00:20+03:00');
    expect([await lacks('ivanova'), await lacks('orlova')]).toEqual([false, true]);
    expect(await rolesOf('ivanova')).toEqual(['teacher']);
    const { classes } = await school.as('sokolova', act => functions(act));
    expect(classes.find(({ classId }) => classId === fifth)).toMatchObject({
      name: 'Орлова Марина Александровна',
      since: '2026-11-26',
      order: { number: '41-к' },
    });
  });

  test('and for a week to Волков: afterwards it is Орлова’s again', async () => {
    school.world.set('2026-11-26T10:00:00+03:00');
    await write({ function: 'class-teacher', classId: fifth, day: '2026-11-26', until: '2026-12-02' });
    expect([await lacks('orlova'), await lacks('volkov')]).toEqual([false, true]);
    const { coming } = await school.as('sokolova', act => functions(act));
    expect(coming).toMatchObject([{ deed: 'assign', name: 'Орлова М. А.', className: '5Б', day: '2026-12-03' }]);
    await tick('2026-12-03T00:00:20+03:00');
    expect([await lacks('orlova'), await lacks('volkov')]).toEqual([true, false]);
  });

  test('a class given anew meanwhile does not go back', async () => {
    school.world.set('2026-12-03T10:00:00+03:00');
    await write({ function: 'class-teacher', classId: fifth, day: '2026-12-03', until: '2026-12-09' });
    await write({ function: 'class-teacher', classId: fifth, person: 'ivanova', day: '2026-12-03' });
    await tick('2026-12-10T00:00:20+03:00');
    expect([await lacks('orlova'), await lacks('ivanova')]).toEqual([false, true]);
  });
});

describe('a change to come', () => {
  test('is withdrawn, and its line stays with who did it', async () => {
    const id = await write({ function: 'registrar', person: 'orlova', day: '2026-12-01' });
    expect(await refusalOf(school.as('morozov', act => withdrawChange(act, id)))).toMatchObject({
      reason: 'not-allowed/assignFunctions',
    });
    await school.as('sokolova', act => withdrawChange(act, id));
    expect(await refusalOf(school.as('sokolova', act => withdrawChange(act, id)))).toMatchObject({
      reason: 'function/settled',
    });
    await tick('2026-12-01T00:01:00+03:00');
    expect(await rolesOf('orlova')).not.toContain('registrar');
    const { log } = await school.as('sokolova', act => functions(act));
    expect(log.find(line => line.id === id)).toMatchObject({ doneAt: null, withdrawnBy: 'Соколова Е. В.' });
  });

  test('of the director: the successor can’t be withdrawn once the former is to go', async () => {
    const successor = await write({ function: 'director', person: 'morozov', day: '2027-01-11' });
    await write({ deed: 'relieve', function: 'director', person: 'sokolova', day: '2027-01-11' });
    expect(await refusalOf(school.as('sokolova', act => withdrawChange(act, successor)))).toMatchObject({
      reason: 'function/no-director',
      facts: { day: '2027-01-11' },
    });
  });
});

test('the log grows and keeps everything, and the view takes as many queries however long it is', async () => {
  const lines = () => query<{ count: number }>(school, 'select count(*)::int as count from function_change');
  const [before] = await lines();
  const queries = () => school.countQueries(() => school.as('sokolova', act => functions(act)));
  const one = await queries();
  for (const day of ['2026-12-01', '2026-12-02', '2026-12-03'])
    await write({ function: 'registrar', person: 'fedorova', day, until: day });
  expect((await lines())[0]!.count).toBe(before!.count + 3);
  expect(await queries()).toBe(one);
});
