import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day } from '#school/calendar.ts';
import { weekNameOn, weekNameSql, weeks } from '#school/timetable/weeks.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { lessonsLaid, placeOf } from '#test/timetable.ts';
import { placeLesson } from './change-timetable.ts';
import { alternateWeeks, takeBackTurn, turnWeeks } from './keep-weeks.ts';

// The year began on Tuesday, 1 September 2026, with week A: so the week of 30 November is B, that of 7 December A.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

test('lessons of one week follow when the weeks are counted anew', async () => {
  const math = await placeOf(school, { className: '5Б', subject: 'Математика', weekday: 2, slot: 7 });
  const inA = { ...math, week: 'A' as const };
  const seventh = async () =>
    (await lessonsLaid(school, math.courseId, { from: '2026-11-24', to: '2026-12-29' })).filter(line =>
      / 7( |$)/.test(line),
    );
  await school.as('morozov', act => alternateWeeks(act, true));
  await school.as('morozov', act => placeLesson(act, { from: '2026-11-30', ...inA }));
  expect(await seventh()).toEqual(['2026-12-08 7', '2026-12-22 7']);

  await school.as('kuznetsov', act => turnWeeks(act, { day: '2026-12-16', week: 'A' }));
  expect(await seventh()).toEqual(['2026-12-08 7', '2026-12-15 7', '2026-12-29 7']);
  await school.as('kuznetsov', act => takeBackTurn(act, '2026-12-14'));
  expect(await seventh()).toEqual(['2026-12-08 7', '2026-12-22 7']);

  const off = school.as('morozov', act => alternateWeeks(act, false));
  expect(await refusalOf(off)).toMatchObject({ kind: 'conflict', reason: 'timetable/weeks-in-use' });
});

test('the weeks that have begun are not counted anew, nor by anybody', async () => {
  const turn = (login: string, day: string) => refusalOf(school.as(login, act => turnWeeks(act, { day, week: 'B' })));
  expect(await turn('morozov', '2026-11-27')).toMatchObject({ reason: 'timetable/past-week' });
  expect(await turn('morozov', 'завтра')).toMatchObject({ reason: 'timetable/day' });
  expect(await turn('ivanova', '2026-12-07')).toMatchObject({ kind: 'not-allowed' });
});

test('SQL and the program count the weeks alike, whatever was set', async () => {
  await query(
    school,
    `insert into week_turn (monday, week) values ('2026-11-09', 'B'), ('2027-01-11', 'A'), ('2027-01-18', 'A')`,
  );
  const counted = await school.house.asHouse(weeks);
  const days = fc.sample(fc.integer({ min: -40, max: 400 }), 60).map(days => addDays('2026-08-24', days));
  const rows = await query<{ day: Day; week: string | null }>(
    school,
    `select d::text as day, ${weekNameSql('d')} as week from unnest(:days::date[]) d`,
    { days: `{${days.join(',')}}` },
  );
  for (const { day, week } of rows)
    expect([day, week]).toEqual([day, weekNameOn({ ...counted, alternating: true }, day)]);
});
