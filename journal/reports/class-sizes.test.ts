import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await anotherYear();
});
afterAll(() => school.close());

const sizes = async (day: string, login = 'morozov') => {
  const { view } = await school.as(login, act => runReport(act, 'class-sizes', { day }));
  return school.press.sheets('class-sizes', view);
};

/** A year of three classes to count by hand: 1А of two girls and a boy, 1Б of one girl, 10А of two boys. */
async function anotherYear() {
  await query(school, `insert into school_year (first_day, last_day) values ('2031-09-01', '2032-05-25')`);
  for (const [grade, letter, teacher] of [
    [1, 'А', 'fedorova'],
    [1, 'Б', null],
    [10, 'А', 'ivanova'],
  ]) {
    await query(
      school,
      `insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
       select y.id, :grade, :letter, (select id from person where login = :teacher), 'quarter' from school_year y where y.first_day = '2031-09-01'`,
      { grade, letter, teacher },
    );
  }
  await enrol('1А', ['female', 'female', 'male']);
  await enrol('1Б', ['female']);
  await enrol('10А', ['male', 'male']);
  await enrol('10А', ['female'], { until: '2031-10-20' });
  await enrol('10А', ['female'], { since: '2032-01-12' });
}

let taken = 0;
async function enrol(
  name: string,
  sexes: string[],
  { since = '2031-09-01', until }: { since?: string; until?: string } = {},
) {
  for (const sex of sexes) {
    await query(
      school,
      `insert into enrolment (student_id, school_class_id, since, arrival, until, departure)
       select s.id, k.id, :since, 'enrolled', :until, :departure
       from student s join person p on p.id = s.person_id, school_class k join school_year y on y.id = k.year_id
       where y.first_day = '2031-09-01' and k.grade || k.letter = :name and p.sex = :sex order by s.id offset :taken limit 1`,
      { name, sex, since, until: until ?? null, departure: until ? 'left' : null, taken: taken++ },
    );
  }
}

test('of three classes every figure comes out as counted by hand', async () => {
  const document = await sizes('2031-11-05');
  expect(document.sheets[0]!.lines).toEqual(['на 5\u00a0ноября\u00a02031 года (2031/2032 учебный год)']);
  expect(linesOf(document)).toEqual([
    '1А | Фёдорова Светлана Игоревна | 1 | 3 | 1 | 2 | ',
    '1Б |  | 1 | 1 | 0 | 1 | ',
    '1-е классы | 2 | 4 | 1 | 3 | 2,0',
    '1–4-е классы | 2 | 4 | 1 | 3 | 2,0',
    '10А | Иванова Наталья Петровна | 1 | 2 | 2 | 0 | ',
    '10-е классы | 1 | 2 | 2 | 0 | 2,0',
    '10–11-е классы | 1 | 2 | 2 | 0 | 2,0',
    'По школе | 3 | 6 | 3 | 3 | 2,0',
  ]);
});

test('a student counts until the day of leaving and from the day of coming', async () => {
  expect(linesOf(await sizes('2031-10-19'))[4]).toBe('10А | Иванова Наталья Петровна | 1 | 3 | 2 | 1 | ');
  expect(linesOf(await sizes('2031-10-20'))[4]).toBe('10А | Иванова Наталья Петровна | 1 | 2 | 2 | 0 | ');
  expect(linesOf(await sizes('2032-01-12'))[4]).toBe('10А | Иванова Наталья Петровна | 1 | 3 | 2 | 1 | ');
  expect(linesOf(await sizes('2032-01-12')).at(-1)).toBe('По школе | 3 | 7 | 3 | 4 | 2,3');
});

test('subtotals are the sums of their classes on any day of the sample year', async () => {
  for (const day of ['2026-09-01', '2026-10-13', '2026-11-24', '2027-07-15'])
    expect(wrongSums(await sizes(day))).toEqual([]);
});

test('Sokolova, Morozov and Kuznetsov see it; Ivanova, who leads one class, and families do not', async () => {
  for (const login of ['sokolova', 'morozov', 'kuznetsov'])
    expect(linesOf(await sizes('2026-11-24', login))).toHaveLength(29);
  for (const login of ['ivanova', 'petrova', 'masha']) {
    const refusal = await refusalOf(sizes('2026-11-24', login));
    expect(refusal.kind).toBe('not-found');
  }
});

test('a day before the first school year, or of no calendar, is refused', async () => {
  expect((await refusalOf(sizes('2019-09-01'))).kind).toBe('not-found');
  expect((await refusalOf(sizes('2026-02-30'))).reason).toBe('day');
});
