import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day } from '#school/calendar.ts';
import { type AnySchool, anySchool, type StoodSchool, standUp } from '#test/any-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { numbersOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

// What must hold between the forms, whatever the school (test/any-school.ts).
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

let year = 1950;
/** The first day tells who was there at the start; a year so far has both quarters. */
const daysOf = {
  'quarter-1': { start: '09-01', from: '09-01', to: '10-31' },
  'quarter-2': { start: '10-31', from: '11-05', to: '12-29' },
  year: { start: '09-01', from: '09-01', to: '12-29' },
} as const;
const anyTerm = fc.constantFrom(...(Object.keys(daysOf) as (keyof typeof daysOf)[]));
type Of = Awaited<ReturnType<typeof standing>>;

/** The school in a year of its own, and what its reports of a term are asked with. */
async function standing(any: AnySchool, term: keyof typeof daysOf) {
  year += 1;
  const { classes } = await standUp(school, any, year);
  const asked = { year: `${year}-10-01`, term };
  const [start, from, to] = [daysOf[term].start, daysOf[term].from, daysOf[term].to].map(
    day => `${year}-${day}` as Day,
  );
  const run = async (name: string, more: Record<string, string> = {}) => {
    const { view } = await school.as('morozov', act => runReport(act, name, { ...asked, ...more }));
    return school.press.sheets(name, view);
  };
  return { run, days: { start: start!, from: from!, to: to! }, first: `${year}-09-01`, classes };
}

/** The rows of the form by the name of their class, parallel, level. */
async function rowsOf({ run }: Of, name: string, more: Record<string, string> = {}) {
  const document = await run(name, more);
  expect(wrongSums(document), name).toEqual([]);
  return new Map(numbersOf(document).map(row => [row.label, row]));
}

test('movement closes, and forms 8, 9, 10, 11 and 13 count the same students', async () => {
  await fc.assert(
    fc.asyncProperty(anySchool, anyTerm, async (any, term) => {
      const of = await standing(any, term);
      const { days } = of;
      const totals = await rowsOf(of, 'student-totals');
      if (totals.size === 0) return;
      const movement = await rowsOf(of, 'student-movement', {
        from: days.start === days.from ? days.from : addDays(days.start, 1),
        to: days.to,
      });
      const sizes = await rowsOf(of, 'class-sizes', { day: days.to });
      const progress = await rowsOf(of, 'school-progress');
      const attendance = await rowsOf(of, 'school-attendance');
      for (const [label, { start, arrived, left, end, due }] of totals) {
        expect(start! + arrived! - left!, label).toBe(end);
        expect([attendance.get(label)!.students, progress.get(label)!.students], label).toEqual([end, end]);
        expect(progress.get(label)!.due, label).toBe(due);
        // The first quarter is no time of half-years; with the second they stand by days of their own.
        if (term !== 'year' && /^10|^По школе/.test(label)) continue;
        // A class in which nobody was has no movement.
        expect(movement.get(label) ?? nobodyMoved, label).toMatchObject({ start, arrived, left, end });
        expect(sizes.get(label)!.total, label).toBe(end);
      }
      sumsOfClasses(of, totals, ['start', 'end']);
      if (movement.size > 0) expect(movement.get('По школе')!.end).toBe(sizes.get('По школе')!.total);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

test('categories add up to all due, and the figures of the school are those of its classes together', async () => {
  await fc.assert(
    fc.asyncProperty(anySchool, anyTerm, async (any, term) => {
      const of = await standing(any, term);
      const progress = await rowsOf(of, 'school-progress');
      const ofClasses = { due: 0, five: 0, four: 0, three: 0, two: 0, notAttested: 0 };
      for (const [label, row] of progress) {
        const { due, attested, success, quality, ...others } = row;
        const sum = categories.reduce((total, one) => total + others[one]!, 0);
        expect([sum, attested! + others['not-attested']! + others['no-data']!], label).toEqual([due, due]);
        const good = others.excellent! + others['one-four']! + others.good!;
        const succeed = good + others['one-three']! + others.succeeding!;
        const known = due! > others['no-data']!;
        expect([success, quality], label).toEqual(known ? [shareOf(succeed, due!), shareOf(good, due!)] : [null, null]);
      }
      for (const { id, name, kind } of of.classes) {
        if (kind === 'half-year' && term === 'quarter-1') continue;
        const results = await of.run('class-results', { of: String(id), term: termOf(kind, term) });
        const [, summary, subjects] = tablesOf(results).map((_, at) => numbersOf(results, at));
        const { label, teacher, name: _, students, ...figures } = progress.get(name)!;
        expect(summary![0], name).toMatchObject(figures);
        for (const row of subjects!) {
          const { due, attested, five, four, three, two, notAttested } = row;
          expect(five! + four! + three! + two!, name).toBe(attested);
          expect(due! - attested! - notAttested!, name).toBeGreaterThanOrEqual(0);
          for (const key of Object.keys(ofClasses) as (keyof typeof ofClasses)[]) ofClasses[key] += row[key]!;
        }
      }
      // Form 1: each journal has one teacher, so all teachers together have what all classes have.
      const ofTeachers = { ...ofClasses, due: 0, five: 0, four: 0, three: 0, two: 0, notAttested: 0 };
      for (const login of ['ivanova', 'orlova', 'volkov']) {
        const own = await of.run('teacher-results', { of: String(await school.person(login)) }).catch(() => undefined);
        const total = own && numbersOf(own).at(-1);
        if (total)
          for (const key of Object.keys(ofTeachers) as (keyof typeof ofTeachers)[]) ofTeachers[key] += total[key]!;
      }
      expect(ofTeachers).toEqual(ofClasses);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test('lessons missed are the same in forms 3, 5, 6 and 8, of the class and of the school', async () => {
  await fc.assert(
    fc.asyncProperty(anySchool, anyTerm, async (any, term) => {
      const of = await standing(any, term);
      const { from, to } = of.days;
      const ofSchool = await rowsOf(of, 'school-attendance');
      for (const { id, name, kind } of of.classes) {
        if (kind === 'half-year' && term !== 'quarter-2') continue;
        const own = { of: String(id) };
        // A half-year has both quarters.
        const span = kind === 'half-year' ? { from: of.first, to } : { from, to };
        const attendance = await of.run('class-attendance', { ...own, ...span, term: termOf(kind, term) });
        expect(wrongSums(attendance), name).toEqual([]);
        const tables = tablesOf(attendance).length;
        const day = tables > 0 ? numbersOf(attendance, tables - 1).at(-1)! : undefined;
        const { missed, ill, valid, unexcused, unknown, days, daysIll, late } = day ?? nobody;
        const others = unexcused! + unknown!;
        expect(missed, name).toBe(ill! + valid! + others);
        expect(ofSchool.get(name), name).toMatchObject({
          ...{ days, daysIll, lessons: missed, lessonsIll: ill, valid, unexcused: others },
        });
        const results = await of.run('class-results', { ...own, term: termOf(kind, term) });
        const total = numbersOf(results).at(-1) ?? { missed: 0, ill: 0, valid: 0, unexcused: 0 };
        expect(total, name).toMatchObject({ missed, ill, valid, unexcused: others });
        const statement = await of.run('class-teacher-report', { ...own, term: termOf(kind, term) });
        const told = tablesOf(statement).length > 0 ? numbersOf(statement).at(-1)! : undefined;
        const none = { lessons: 0, days: 0, daysIll: 0, late: 0 };
        expect(told ?? none, name).toMatchObject({ lessons: missed, days, daysIll, late });
        const consolidated = numbersOf(
          await of.run('consolidated-attendance', { ...own, term: termOf(kind, term) }),
        ).at(-1);
        const key =
          kind === 'half-year' ? 'period1' : { 'quarter-1': 'period1', 'quarter-2': 'period2', year: 'year' }[term];
        // Lessons of the holidays, if there are any, are the year's alone.
        if (consolidated) expect(consolidated[`${key}lessons`], name).toBe(missed);
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

const nobodyMoved = { start: 0, arrived: 0, left: 0, end: 0 };
const nobody: Record<string, number | null> = {
  ...{ missed: 0, ill: 0, valid: 0, unexcused: 0, unknown: 0, days: 0, daysIll: 0, late: 0 },
};

const categories = [
  ...['excellent', 'one-four', 'good', 'one-three', 'succeeding'],
  ...['failing-one', 'failing-two', 'failing-many', 'not-attested', 'no-data'],
];

/** In per cent with one decimal, a half rounded up. */
function shareOf(part: number, whole: number): number {
  return Math.floor((2000 * part + whole) / (2 * whole)) / 10;
}

function termOf(kind: string, term: string): string {
  return kind === 'half-year' && term.startsWith('quarter') ? 'half-year-1' : term;
}

/** Start and end of the school, of levels and of parallels are those of their classes: a move within changes neither. */
function sumsOfClasses(
  { classes }: { classes: StoodSchool['classes'] },
  rows: Map<string, Record<string, number | null | string>>,
  keys: string[],
) {
  for (const key of keys) {
    const own = (fits: (grade: number) => boolean) =>
      classes
        .filter(({ name }) => rows.has(name) && fits(Number.parseInt(name, 10)))
        .reduce((sum, { name }) => sum + Number(rows.get(name)![key]), 0);
    expect(rows.get('По школе')![key]).toBe(own(() => true));
    for (const grade of [1, 2, 3, 5, 9, 10]) {
      const row = rows.get(`${grade}-е классы`);
      if (row) expect(row[key], row.label as string).toBe(own(one => one === grade));
    }
    const level = rows.get('1–4-е классы');
    if (level) expect(level[key]).toBe(own(grade => grade < 5));
  }
}
