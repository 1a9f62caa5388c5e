import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, type SmallClass, smallClass } from '#test/journal.ts';
import { layOutComingLessons, layOutLessons } from './lay-out-lessons.ts';

// Chess of 3К: Mondays second lesson, Wednesdays third; from 16 November on Fridays instead of Mondays.
let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await query(
    school,
    `insert into timetable_entry (course_id, weekday, slot, room_id, since, until)
     select :courseId, x.weekday, x.slot, r.id, x.since::date, x.until::date from (values
       (1, 2, '101', '2026-09-01', '2026-11-16'), (3, 3, '101', '2026-09-01', null),
       (5, 2, '102', '2026-11-16', null)) x(weekday, slot, room, since, until) join room r on r.name = x.room`,
    { courseId: chess.courseId },
  );
});
afterAll(() => school.close());

const layOut = (from: Day, to: Day) => school.house.asHouse(act => layOutLessons(act, { from, to }));
const laid = async () =>
  (
    await query<{ line: string }>(
      school,
      `select l.day || ' ' || l.slot || ' ' || l.room as line from lesson l where l.course_id = :courseId order by l.day`,
      { courseId: chess.courseId },
    )
  ).map(({ line }) => line);
const clear = () => query(school, 'delete from lesson where course_id = :courseId', { courseId: chess.courseId });

test('lessons follow the timetable that is valid on their day', async () => {
  await layOut('2026-11-09', '2026-11-27');
  expect(await laid()).toEqual([
    '2026-11-09 2 101',
    '2026-11-11 3 101',
    '2026-11-18 3 101',
    '2026-11-20 2 102',
    '2026-11-25 3 101',
    '2026-11-27 2 102',
  ]);
});

test('laid out again, nothing changes', async () => {
  await query(school, `update lesson set topic = 'Мат' where course_id = :courseId`, { courseId: chess.courseId });
  const before = await laid();
  expect(await layOut('2026-11-09', '2026-11-27')).toBe(0);
  expect(await laid()).toEqual(before);
});

test('no lesson stands on a day off, nor outside the year', async () => {
  await clear();
  const [holidays] = await query<{ first: Day; last: Day }>(
    school,
    `select first_day::text as first, last_day::text as last from days_off where name = 'Осенние каникулы'`,
  );
  await layOut(holidays!.first, holidays!.last);
  await layOut('2026-11-04', '2026-11-04');
  await layOut('2027-05-27', '2027-06-30');
  await layOut('2026-08-17', '2026-08-31');
  expect(await laid()).toEqual([]);
});

test('grade 1 alone rests in its week of February', async () => {
  await clear();
  const [week] = await query<{ first: Day; last: Day }>(
    school,
    `select first_day::text as first, last_day::text as last from days_off where grade = 1`,
  );
  await layOut(week!.first, week!.last);
  expect(await laid()).toHaveLength(2);
  await clear();
  await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
  await layOut(week!.first, week!.last);
  expect(await laid()).toEqual([]);
  await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
});

test('the clock keeps the coming four weeks laid out', async () => {
  await clear();
  await school.house.asHouse(layOutComingLessons);
  expect((await laid()).at(0)).toBe('2026-11-25 3 101');
  expect((await laid()).at(-1)).toBe('2026-12-18 2 102');
});
