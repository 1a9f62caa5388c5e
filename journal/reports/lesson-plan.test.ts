import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { addCourse } from '#test/reports.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { standIn } from '#test/substitution.ts';
import { runReport } from './run-report.ts';

// Шахматы of 3К: four topics of two sections, six hours: three in the first quarter, two in the second by the 24th of November, one to
// come. Given: «Пешка» on two days of September, «Конь» once; that of «Дебют» was called off, and the next
// lesson is empty.
let school: TestSchool;
let small: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  small = await smallClass(school);
  await query(
    school,
    `with n as (insert into lesson_plan (course_id, by_id, at) select :id, id, now() from person where login = 'ivanova' returning id)
     insert into planned_topic (plan_id, number, section, title, hours, planned_on)
     select n.id, t.number, t.section, t.title, t.hours, t.day::date from n, (values
       (1, 'Фигуры', 'Пешка', 2, '2026-09-08'), (2, 'Фигуры', 'Конь', 1, '2026-09-15'),
       (3, 'Партия', 'Дебют', 2, '2026-11-10'), (4, 'Партия', 'Эндшпиль', 1, '2026-12-08')) t (number, section, title, hours, day)`,
    { id: small.courseId },
  );
  await given('2026-09-08', 1);
  await given('2026-09-10', 1);
  await given('2026-09-15', 2);
  const lessonId = await given('2026-11-10', 3);
  await addLesson(school, small.courseId, { day: '2026-11-17' });
  await standIn(school, { lessonId });
  await query(school, `update substitution set kind = 'cancelled', teacher_id = null where lesson_id = :lessonId`, {
    lessonId,
  });
});
afterAll(() => school.close());

async function given(day: Day, number: number): Promise<number> {
  const lessonId = await addLesson(school, small.courseId, { day, topic: 'По плану' });
  await query(
    school,
    `update lesson set planned_topic_id = (select t.id from planned_topic t join lesson_plan n on n.id = t.plan_id
       where n.course_id = :id and t.number = :number) where id = :lessonId`,
    { id: small.courseId, number, lessonId },
  );
  return lessonId;
}

const plan = async (login = 'ivanova', of = small.courseId) => {
  const { view } = await school.as(login, act => runReport(act, 'lesson-plan', { of: String(of) }));
  return school.press.sheets('lesson-plan', view);
};

test('topic by topic: section, hours, the day planned and the days given; a lesson called off is not given', async () => {
  const document = await plan();
  expect(document.sheets[0]).toMatchObject({
    title: 'Календарно-тематическое планирование',
    lines: ['Шахматы, 3К, 2026/2027 учебный год', 'Учитель Иванова Н. П.'],
    signatures: [{ post: 'Учитель' }, { post: 'Заместитель директора по учебной работе' }, { post: 'Директор' }],
  });
  expect(linesOf(document)).toEqual([
    '1 | Фигуры | Пешка | 2 | 08.09 | 08.09, 10.09',
    '2 |  | Конь | 1 | 15.09 | 15.09',
    '3 | Партия | Дебют | 2 | 10.11 | ',
    '4 |  | Эндшпиль | 1 | 08.12 | ',
    ' |  | Всего | 6 |  | ',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('hours by plan, given and behind of each quarter and the year', async () => {
  // By the 24th of November five hours were due, and three given: two are behind, of the second quarter.
  expect(linesOf(await plan(), 1)).toEqual([
    'I четверть | 3 | 3 | 0',
    'II четверть | 3 | 0 | 2',
    'III четверть | 0 | 0 | 0',
    'IV четверть | 0 | 0 | 0',
    'Год | 6 | 3 | 2',
  ]);
});

test('a journal without a plan says so', async () => {
  const other = await addCourse(school, small.id, { subject: 'Шашки', teacher: 'ivanova' });
  const document = await plan('ivanova', other);
  expect(document.sheets[0]!.parts).toMatchObject([{ kind: 'text', text: 'Плана ещё нет.' }]);
});

test('is for who reads the journal', async () => {
  for (const login of ['fedorova', 'morozov', 'sokolova']) expect(linesOf(await plan(login)), login).toHaveLength(5);
  for (const login of ['orlova', 'volkov', 'petrova', 'masha'])
    expect((await refusalOf(plan(login))).kind, login).toBe('not-found');
});
