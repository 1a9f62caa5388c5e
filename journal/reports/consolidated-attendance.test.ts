import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  await missLessons();
});
afterAll(() => school.close());

/** Two lessons on each of the days; Абрамов ill for a whole day, Белов for one lesson and, in the second quarter, late. */
async function missLessons() {
  for (const day of ['2020-09-14', '2020-10-05', '2020-11-16'] as const) {
    for (const className of ['2А', '2Б', '10А']) {
      for (const [index, subject] of ['Шахматы', 'Шашки'].entries()) {
        const courseId = counted.courses[`${className} ${subject}`]!;
        lessons[`${day} ${className} ${index}`] = await addLesson(school, courseId, { day, slot: index + 1 });
      }
    }
  }
  await miss('Абрамов', '2020-09-14 2А', ['ill', 'ill']);
  await miss('Абрамов', '2020-10-05 2А', ['ill', 'unexcused']);
  await miss('Белов', '2020-09-14 2А', ['ill', null]);
  await miss('Белов', '2020-11-16 2А', [null, 'late']);
  await miss('Гусев', '2020-09-14 2А', ['valid', 'unknown']);
  await miss('Волков', '2020-11-16 2Б', ['valid', 'valid']);
  await miss('Котов', '2020-11-16 10А', [null, 'unexcused']);
}

const lessons: Record<string, number> = {};

async function miss(name: string, at: string, kinds: (string | null)[]) {
  for (const [index, kind] of kinds.entries()) {
    if (!kind) continue;
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at) select :lesson, :student, :kind, id, now() from person where login = 'ivanova'`,
      { lesson: lessons[`${at} ${index}`], student: counted.students[name], kind },
    );
  }
}

const run = async (name: string, { login = 'morozov', ...asked }: Record<string, string>) => {
  const { view } = await school.as(login, act => runReport(act, name, { year: countedYear, ...asked }));
  return school.press.sheets(name, view);
};

test('the sheet of 2А: days and lessons of every period and the year, in all and by illness', async () => {
  const document = await run('consolidated-attendance', { of: String(counted.classes['2А']) });
  // №, name; first quarter: days, ill, lessons, ill; second; year. A day is full when every lesson of it was missed.
  expect(linesOf(document)).toEqual([
    '1 | Абрамов Пётр | 2 | 1 | 4 | 3 | 0 | 0 | 0 | 0 | 2 | 1 | 4 | 3',
    '2 | Белов Пётр | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1',
    '3 | Волков Пётр (выбыл) | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0',
    '4 | Гусев Пётр (выбыл) | 1 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 2 | 0',
    '5 | Дымов Пётр | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0',
    ' | По классу | 3 | 1 | 7 | 4 | 0 | 0 | 0 | 0 | 3 | 1 | 7 | 4',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('the year of 2А day by day: who missed a lesson, days without absences too', async () => {
  const document = await run('consolidated-attendance', { of: String(counted.classes['2А']) });
  const [plot] = document.sheets[0]!.parts.filter(part => part.kind === 'plot');
  // Абрамов, Белов and Гусев, of whom Белов came for a lesson; Абрамов; nobody: Белов came late.
  expect(plot!.facts).toEqual({
    students: 3,
    days: [
      { day: '2020-09-14', absent: 3, full: 2 },
      { day: '2020-10-05', absent: 1, full: 1 },
      { day: '2020-11-16', absent: 0, full: 0 },
    ],
  });
});

test('a period that is to come stands empty', async () => {
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  const document = await run('consolidated-attendance', { of: String(own!.id), login: 'ivanova', year: '2026-11-24' });
  const [first] = linesOf(document);
  // The third and the fourth quarter are ahead of November.
  expect(first!.split(' | ').slice(10, 18)).toEqual(Array(8).fill(''));
});

test('the school: each class within its own days, quarters beside the half-year', async () => {
  const document = await run('school-attendance', { term: 'quarter-2' });
  // Name, teacher, students; days, ill; lessons, ill, valid, others; for each student.
  expect(linesOf(document)).toEqual([
    '2А | Иванова Н. П. | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0,0',
    '2Б | Фёдорова С. И. | 2 | 1 | 0 | 2 | 0 | 2 | 0 | 1,0',
    '2-е классы | 5 | 1 | 0 | 2 | 0 | 2 | 0 | 0,4',
    '1–4-е классы | 5 | 1 | 0 | 2 | 0 | 2 | 0 | 0,4',
    '10А | Волков Д. О. | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10–11-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    'По школе | 6 | 1 | 0 | 3 | 0 | 2 | 1 | 0,5',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('the figures of a class are those of its attendance page, day by day', async () => {
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  const document = await run('school-attendance', { term: 'quarter-1', year: '2026-11-24' });
  const line = linesOf(document)
    .find(text => text.startsWith('5Б'))!
    .split(' | ');
  const [{ missed }] = (await query<{ missed: number }>(
    school,
    `select count(*)::int as missed from absence a join lesson l on l.id = a.lesson_id join course c on c.id = l.course_id
     where c.school_class_id = :id and a.replaced_at is null and a.kind <> 'late' and l.day between '2026-09-01' and '2026-10-25'`,
    { id: own!.id },
  )) as [{ missed: number }];
  expect(Number(line[5])).toBe(missed);
});

test('a class is for its class teacher and the heads, the school for the heads', async () => {
  const of = String(counted.classes['2А']);
  for (const login of ['orlova', 'petrova', 'masha', 'kuznetsov'])
    expect((await refusalOf(run('consolidated-attendance', { of, login }))).kind, login).toBe('not-found');
  for (const login of ['ivanova', 'petrova', 'masha'])
    expect((await refusalOf(run('school-attendance', { login }))).kind, login).toBe('not-found');
});
