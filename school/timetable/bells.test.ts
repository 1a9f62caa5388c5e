import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import type { Act } from '../act.ts';
import { bells } from '../bells.ts';
import type { Day } from '../calendar.ts';
import { bellSettings } from './bell-settings.ts';
import { ringSpecially, ringUsually, saveBells, takeBackBells } from './keep-bells.ts';
import { classShifts, setShifts } from './shifts.ts';

// «Обычные звонки» since 1 September, the first lesson at 8:30; short lessons on 30 December. Today is 24 November 2026.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const deputy = <T>(work: (act: Act) => Promise<T>) => school.as('morozov', work);
const first = async (day: Day, shift = 1) => (await deputy(act => bells(act, { day, shift })))[0]?.startsAt;
const nine = [
  { slot: 1, startsAt: '09:00', endsAt: '09:40' },
  { slot: 2, startsAt: '09:50', endsAt: '10:30' },
];

describe('bells', () => {
  test('from a day on ring otherwise, and the past stays as it rang', async () => {
    const id = await deputy(act => saveBells(act, { name: ' С  девяти ', bells: nine }));
    await deputy(act => ringUsually(act, { scheduleId: id, weekday: null, shift: null, since: '2026-12-07' }));
    expect([await first('2026-11-24'), await first('2026-12-04'), await first('2026-12-07')]).toEqual([
      '08:30',
      '08:30',
      '09:00',
    ]);
    const { usual } = await deputy(bellSettings);
    expect(usual.map(({ schedule, since, until }) => [schedule, since, until])).toEqual([
      ['Обычные звонки', '2026-09-01', '2026-12-07'],
      ['С девяти', '2026-12-07', null],
    ]);
    await deputy(act => takeBackBells(act, usual[1]!.id));
    expect(await first('2026-12-07')).toBe('08:30');
    expect((await deputy(bellSettings)).usual).toMatchObject([{ until: null }]);
  });

  test('of Mondays and of the second shift go before those of every day; a special day before all', async () => {
    const { schedules } = await deputy(bellSettings);
    const id = schedules.find(({ name }) => name === 'С девяти')!.id;
    await deputy(act => ringUsually(act, { scheduleId: id, weekday: 1, shift: null, since: '2026-11-25' }));
    expect([await first('2026-11-30'), await first('2026-12-01')]).toEqual(['09:00', '08:30']);
    const noon = await deputy(act =>
      saveBells(act, { name: 'Вторая смена', bells: [{ slot: 1, startsAt: '13:30', endsAt: '14:10' }] }),
    );
    await deputy(act => ringUsually(act, { scheduleId: noon, weekday: null, shift: 2, since: '2026-11-25' }));
    expect([await first('2026-12-01', 2), await first('2026-11-30', 2), await first('2026-12-01')]).toEqual([
      '13:30',
      '09:00',
      '08:30',
    ]);
    await deputy(act =>
      ringSpecially(act, { scheduleId: 2, from: '2026-11-30', to: '2026-12-01', shift: null, reason: 'мороз' }),
    );
    expect(await deputy(act => bells(act, { day: '2026-12-01' }))).toContainEqual({
      slot: 2,
      startsAt: '09:10',
      endsAt: '09:40',
    });
    expect([await first('2026-12-02'), await first('2026-12-01', 2)]).toEqual(['08:30', '08:30']);
    const { special } = await deputy(bellSettings);
    expect(special).toMatchObject([
      { reason: 'мороз', last: '2026-12-01', ahead: true },
      { reason: 'перед Новым годом' },
    ]);
    await deputy(act => takeBackBells(act, special[0]!.id));
    expect(await first('2026-11-30')).toBe('09:00');
  });

  test('a class of the second shift has its lessons at other times', async () => {
    const own = (await deputy(classShifts)).find(({ name }) => name === '6А')!;
    await deputy(act => setShifts(act, [{ classId: own.id, shift: 2 }]));
    const [row] = await query<{ shift: number }>(school, 'select shift from school_class where id = :id', {
      id: own.id,
    });
    expect(row!.shift).toBe(2);
    await deputy(act => setShifts(act, [{ classId: own.id, shift: 1 }]));
    expect(await refusalOf(deputy(act => setShifts(act, [{ classId: own.id, shift: 4 }])))).toMatchObject({
      reason: 'bells/shift',
    });
  });
});

describe('refused are', () => {
  const save = (over: Partial<Parameters<typeof saveBells>[1]>) =>
    refusalOf(deputy(act => saveBells(act, { name: 'Новые', bells: nine, ...over })));

  test('times that cannot be, and lessons that overlap', async () => {
    expect(await save({ bells: [] })).toMatchObject({ reason: 'bells/none' });
    expect(await save({ bells: [{ slot: 1, startsAt: '25:00', endsAt: '26:00' }] })).toMatchObject({
      reason: 'bells/times',
    });
    expect(await save({ bells: [{ slot: 1, startsAt: '09:40', endsAt: '09:00' }] })).toMatchObject({
      reason: 'bells/times',
    });
    expect(await save({ bells: [nine[0]!, { slot: 2, startsAt: '09:30', endsAt: '10:10' }] })).toMatchObject({
      reason: 'bells/overlap',
      facts: { slot: 2 },
    });
  });

  test('a name that is taken, and other times for bells by which people have learned', async () => {
    expect(await save({ name: 'Обычные звонки' })).toMatchObject({ reason: 'bells/name-taken' });
    expect(await save({ id: 1, name: 'Обычные звонки' })).toMatchObject({ kind: 'conflict', reason: 'bells/rung' });
    expect(await save({ id: 999 })).toMatchObject({ kind: 'not-found' });
  });

  test('a day that is past, and taking back what is going on', async () => {
    const rule = { scheduleId: 1, weekday: null, shift: null };
    expect(await refusalOf(deputy(act => ringUsually(act, { ...rule, since: '2026-11-24' })))).toMatchObject({
      reason: 'timetable/past',
    });
    const special = { scheduleId: 2, from: '2026-11-23', to: '2026-11-23', shift: null, reason: '' };
    expect(await refusalOf(deputy(act => ringSpecially(act, special)))).toMatchObject({ reason: 'bells/past' });
    expect(await refusalOf(deputy(act => takeBackBells(act, 1)))).toMatchObject({ reason: 'bells/begun' });
  });

  test.for(['sokolova', 'ivanova', 'petrova'])('%s, who does not keep the timetable', async login => {
    const saving = school.as(login, act => saveBells(act, { name: 'Свои', bells: nine }));
    expect(await refusalOf(saving)).toMatchObject({ kind: 'not-allowed', reason: 'not-allowed/keepTimetable' });
  });
});
