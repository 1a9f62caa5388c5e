import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { settingHistory } from '#school/settings/setting-history.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { dropDaysOff, dropMovedDay, keepDaysOff, keepMovedDay } from './keep-days-off.ts';
import { dropPeriods, keepPeriods } from './keep-periods.ts';
import { addYear, keepDaysPerWeek, keepYear } from './keep-year.ts';
import { type Span, schoolYear } from './school-year.ts';
import { undoSetting } from './undo-setting.ts';

// Tuesday, 24 November 2026; the year goes from 1 September to 26 May, lessons are laid out four weeks ahead.
let school: TestSchool;
let yearId: number;
beforeAll(async () => {
  school = await openTestSchool();
  yearId = (await school.as('kuznetsov', act => schoolYear(act))).year.id;
});
afterAll(() => school.close());

const lessonsOn = async (day: string) => {
  const [row] = await query<{ n: number }>(school, 'select count(*)::int as n from lesson where day = :day', { day });
  return row!.n;
};
const off = (more: object = {}) => ({
  ...{ yearId, name: 'Карантин', firstDay: '2026-12-03', lastDay: '2026-12-04', grade: null, sure: true, ...more },
});
const keep = <T>(work: (act: Act) => Promise<T>) => school.as('kuznetsov', work);

test('days off take the lessons nobody has worked on, after it was said how many; taken back, they come again', async () => {
  const before = (await lessonsOn('2026-12-03')) + (await lessonsOn('2026-12-04'));
  expect(before).toBeGreaterThan(50);
  const asked = await refusalOf(keep(act => keepDaysOff(act, off({ sure: false }))));
  expect(asked).toMatchObject({ kind: 'conflict', reason: 'settings/sure-lessons', field: 'sure' });
  expect(asked.facts).toEqual({ removed: before, added: 0, past: false });
  expect(await lessonsOn('2026-12-03')).toBeGreaterThan(0);

  const id = await keep(act => keepDaysOff(act, off()));
  expect([await lessonsOn('2026-12-03'), await lessonsOn('2026-12-04')]).toEqual([0, 0]);
  await keep(act => dropDaysOff(act, { id, sure: true }));
  expect((await lessonsOn('2026-12-03')) + (await lessonsOn('2026-12-04'))).toBe(before);
  const lines = await school.as('sokolova', act => settingHistory(act, 'year'));
  expect(lines.slice(0, 2).map(({ deed, name }) => [deed, name])).toEqual([
    ['gone', 'Карантин'],
    ['new', 'Карантин'],
  ]);
});

test('a day with records in the journal never becomes a day off', async () => {
  const past = off({ firstDay: '2026-11-23', lastDay: '2026-11-23' });
  const refused = await refusalOf(keep(act => keepDaysOff(act, past)));
  expect(refused).toMatchObject({ kind: 'conflict', reason: 'settings/lessons-stand' });
  expect(refused.facts).toMatchObject({ day: '2026-11-23', slot: 1 });
});

test('holidays of grade 1 leave the lessons of the others', async () => {
  const id = await keep(act => keepDaysOff(act, off({ grade: 1, lastDay: '2026-12-03' })));
  const [row] = await query<{ first: number; others: number }>(
    school,
    `select count(*) filter (where k.grade = 1)::int as first, count(*) filter (where k.grade > 1)::int as others
     from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id where l.day = '2026-12-03'`,
  );
  expect(row).toMatchObject({ first: 0 });
  expect(row!.others).toBeGreaterThan(0);
  await keep(act => dropDaysOff(act, { id, sure: true }));
});

test('a working Saturday goes by the timetable of the weekday it was given', async () => {
  const friday = await lessonsOn('2026-11-27');
  expect(await lessonsOn('2026-12-05')).toBe(0);
  const id = await keep(act => keepMovedDay(act, { day: '2026-12-05', weekday: 5, sure: true }));
  expect(await lessonsOn('2026-12-05')).toBe(friday);
  expect(await school.house.asHouse(act => isSchoolDay(act, '2026-12-05'))).toBe(true);
  await keep(act => dropMovedDay(act, { id, sure: true }));
  expect(await lessonsOn('2026-12-05')).toBe(0);
  const same = refusalOf(keep(act => keepMovedDay(act, { day: '2026-12-04', weekday: 5 })));
  expect(await same).toMatchObject({ field: 'weekday' });
  const holiday = refusalOf(keep(act => keepMovedDay(act, { day: '2027-01-02', weekday: 5 })));
  expect(await holiday).toMatchObject({ reason: 'settings/day-is-off' });
});

const quarters = async (): Promise<Span[]> =>
  (await keep(act => schoolYear(act))).kinds[0]!.periods.map(({ firstDay, lastDay }) => ({ firstDay, lastDay }));

test('a closed quarter keeps its days; another is moved after it was said how many marks go with it', async () => {
  const spans = await quarters();
  const set = (changed: Span[], sure = false) =>
    keep(act => keepPeriods(act, { yearId, kind: 'quarter', spans: changed, sure }));
  const first = spans.with(0, { ...spans[0]!, firstDay: '2026-09-02' });
  expect(await refusalOf(set(first))).toMatchObject({ reason: 'settings/period-closed', facts: { number: 1 } });

  const later = spans.with(1, { ...spans[1]!, firstDay: '2026-11-12' });
  const [row] = await query<{ n: number }>(
    school,
    `select count(*)::int as n from mark m join lesson l on l.id = m.lesson_id join course c on c.id = l.course_id
     join school_class k on k.id = c.school_class_id where k.period_kind = 'quarter' and l.day between :from and '2026-11-11'`,
    { from: spans[1]!.firstDay },
  );
  expect(await refusalOf(set(later, true))).toMatchObject({
    reason: 'settings/marks-outside',
    facts: { count: row!.n },
  });

  const shorter = spans.with(2, { ...spans[2]!, lastDay: '2027-03-18' });
  await set(shorter);
  expect(await quarters()).toEqual(shorter);
  await set(spans);
  const overlapping = spans.with(3, { ...spans[3]!, firstDay: spans[2]!.lastDay });
  expect(await refusalOf(set(overlapping))).toMatchObject({ reason: 'settings/periods-overlap' });
  expect(await refusalOf(set(spans.slice(1)))).toMatchObject({ reason: 'settings/period-count' });
});

test('trimesters are set beside the quarters, and taken out while no class learns by them', async () => {
  const spans = [
    { firstDay: '2026-09-01', lastDay: '2026-11-29' },
    { firstDay: '2026-11-30', lastDay: '2027-02-28' },
    { firstDay: '2027-03-01', lastDay: '2027-05-26' },
  ];
  await keep(act => keepPeriods(act, { yearId, kind: 'trimester', spans }));
  const of = async (kind: string) => (await keep(act => schoolYear(act))).kinds.find(one => one.kind === kind)!;
  expect(await of('trimester')).toMatchObject({ count: 3, classes: 0 });
  await keep(act => dropPeriods(act, { yearId, kind: 'trimester' }));
  expect((await of('trimester')).periods).toEqual([]);
  expect(await refusalOf(keep(act => dropPeriods(act, { yearId, kind: 'quarter' })))).toMatchObject({
    kind: 'conflict',
  });
});

test('the year is not cut below its periods, nor is a second one put over it; the next one comes with usual days', async () => {
  const cut = refusalOf(keep(act => keepYear(act, { id: yearId, firstDay: '2026-09-01', lastDay: '2027-05-01' })));
  expect(await cut).toMatchObject({ reason: 'settings/year-periods' });
  await keep(act => keepYear(act, { id: yearId, firstDay: '2026-09-01', lastDay: '2027-05-28' }));
  expect(await refusalOf(keep(act => addYear(act, 2026)))).toMatchObject({ reason: 'settings/year-overlap' });
  const next = await school.as('morozov', act => addYear(act, 2027));
  const view = await keep(act => schoolYear(act, next));
  expect(view).toMatchObject({ year: { firstDay: '2027-09-01' }, next: 2028 });
  expect(view.kinds.map(({ periods }) => periods.length)).toEqual([4, 0, 2]);
});

test('six days a week are let in; back to five only without lessons on Saturdays', async () => {
  await keep(act => keepDaysPerWeek(act, 6));
  await query(
    school,
    `update timetable_entry set weekday = 6 where id = (select min(id) from timetable_entry where until is null)`,
  );
  expect(await refusalOf(keep(act => keepDaysPerWeek(act, 5)))).toMatchObject({ reason: 'settings/saturdays' });
});

test('the calendar is kept by who may, shown to the heads, in the same few queries', async () => {
  const keepAs = (login: string) => refusalOf(school.as(login, act => keepDaysOff(act, off())));
  expect(await keepAs('ivanova')).toMatchObject({ kind: 'not-found' });
  await school.as('sokolova', async act => {
    expect(await school.countQueries(() => schoolYear(act))).toBe(5);
  });
});

test('the last change of each thing is put back by one press, asked about as the change itself', async () => {
  const id = await keep(act => keepDaysOff(act, off({ firstDay: '2026-12-14', lastDay: '2026-12-15' })));
  expect(await lessonsOn('2026-12-14')).toBe(0);
  const last = async () => (await keep(act => settingHistory(act, 'year')))[0]!;
  const added = await last();
  expect(added).toMatchObject({ thing: 'days-off', deed: 'new', mayUndo: true });
  const asked = refusalOf(keep(act => undoSetting(act, { id: added.id })));
  expect(await asked).toMatchObject({ reason: 'settings/sure-lessons' });
  await keep(act => undoSetting(act, { id: added.id, sure: true }));
  expect(await lessonsOn('2026-12-14')).toBeGreaterThan(0);
  expect(await refusalOf(keep(act => dropDaysOff(act, { id })))).toMatchObject({ kind: 'not-found' });
  expect(await refusalOf(keep(act => undoSetting(act, { id: added.id })))).toMatchObject({
    reason: 'settings/not-undone',
  });

  // And the taking away itself.
  await keep(async act => undoSetting(act, { id: (await last()).id, sure: true }));
  expect(await lessonsOn('2026-12-14')).toBe(0);

  const spans = await quarters();
  await keep(act =>
    keepPeriods(act, { yearId, kind: 'quarter', spans: spans.with(2, { ...spans[2]!, lastDay: '2027-03-20' }) }),
  );
  await keep(async act => undoSetting(act, { id: (await last()).id }));
  expect(await quarters()).toEqual(spans);
});

test('what is not sure is asked on the page with everything that was typed', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const typed = { yearId: String(yearId), name: 'Карантин', firstDay: '2026-12-10', lastDay: '2026-12-11', grade: '' };
  const asked = await kuznetsov.post('/school/year/days-off', typed);
  expect(asked.statusCode).toBe(409);
  expect(asked.body).toContain('Проверьте, что изменится');
  expect(asked.body).toMatch(/Из расписания уйд/);
  expect(asked.body).toContain('name="firstDay" value="2026-12-10"');
  const sure = await kuznetsov.post('/school/year/days-off', { ...typed, sure: 'yes' });
  expect(sure.statusCode).toBe(303);
  expect(await lessonsOn('2026-12-10')).toBe(0);
});
