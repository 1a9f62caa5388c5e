import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '#school/calendar.ts';
import type { PaperDocument, PaperSheet } from '#templates/paper/sheet.ts';
import { addFinal, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass } from '#test/journal.ts';
import { addCourse, addStudent, endStay } from '#test/reports.ts';
import { linesOf, tablesOf } from '#test/sheets.ts';
import { standIn } from '#test/substitution.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let small: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  // Lessons of 3К on 9, 11, 16 and 18 November: Анна 5 5 4 4, Борис 5 4, Вера 4 4 5.
  small = await markedClass(school);
  await fill();
});
afterAll(() => school.close());

/**
 * Вера has 4/2 in the first lesson; Глеб, with a 3 in the second, left on 16 November; on 19 November Волков stood in, Борис
 * was ill and «не задано»; the lesson of the 20th was not held, that of the 27th is to come. One topic of two hours is planned.
 */
async function fill() {
  const [anna, boris, vera] = small.students;
  const [first, second] = await query<{ id: number }>(
    school,
    'select id from lesson where course_id = :id order by day',
    { id: small.courseId },
  );
  await addMark(school, { lessonId: first!.id, studentId: vera, value: 2, position: 2 });
  await query(school, `update lesson set topic = 'Ход конём', homework = 'Этюд 4' where id = :id`, { id: first!.id });
  const gleb = await addStudent(school, small.id, 'Громов Глеб');
  await addMark(school, { lessonId: second!.id, studentId: gleb, value: 3 });
  await endStay(school, gleb, { until: '2026-11-16', departure: 'left' });
  const stoodIn = await addLesson(school, small.courseId, { day: '2026-11-19', topic: 'Пешка', noHomework: true });
  await standIn(school, { lessonId: stoodIn });
  await query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at)
     select :stoodIn, :boris, 'ill', id, now() from person where login = 'volkov'`,
    { stoodIn, boris },
  );
  const cancelled = await addLesson(school, small.courseId, { day: '2026-11-20' });
  await standIn(school, { lessonId: cancelled });
  await query(school, `update substitution set kind = 'cancelled', teacher_id = null where lesson_id = :cancelled`, {
    cancelled,
  });
  await addLesson(school, small.courseId, { day: '2026-11-27', topic: 'Ладья' });
  const periodId = await periodIdOf(school, 'quarter', 2);
  const final = { courseId: small.courseId, stage: 'period', periodId } as const;
  await addFinal(school, { ...final, studentId: anna, value: 5 });
  await addFinal(school, { ...final, studentId: boris, word: 'not-attested' });
}

const printed = async (login = 'ivanova', { term = 'quarter-2', of = small.courseId } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'journal-page', { term, of: String(of) }));
  return school.press.sheets('journal-page', view);
};

describe('the journal of 3К in шахматы', () => {
  test('left: students, lessons held, the quarter after its last lesson; who has left has closed cells', async () => {
    const document = await printed();
    expect(document.sheets[0]).toMatchObject({
      ...{ orientation: 'portrait', side: 'left', title: 'Шахматы, 3К', tab: '3К 1 слева', signatures: [] },
      lines: ['за II четверть 2026/2027 учебного года', 'Учитель Иванова Н. П.'],
    });
    const heads = tablesOf(document)[0]!.columns.map(({ title }) => title);
    expect(heads).toEqual(['№', 'Фамилия, имя', '09.11', '11.11', '16.11', '18.11', '19.11', 'II четверть']);
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 5 | 5 | 4 | 4 |  | 5',
      '2 | Быков Борис | 5 | 4 |  |  | б | н/а',
      '3 | Волошина Вера | 4/2 | 4 | 5 |  |  | ',
      '4 | Громов Глеб |  | 3 | – | – | – | ',
    ]);
    expect(document.sheets[0]!.parts.at(-1)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^«–»/) });
  });

  test('right: day, topic, homework, who stood in; hours given, and a place for hours without a plan; signed', async () => {
    const document = await printed();
    const right = document.sheets[1]!;
    expect(right).toMatchObject({ side: 'right', title: 'Шахматы, 3К' });
    expect(right.signatures).toMatchObject([{ post: 'Учитель', name: 'Н. П.\u00a0Иванова' }]);
    expect(linesOf(document, 1)).toEqual([
      '09.11 | Ход конём | Этюд 4 | ',
      '11.11 |  |  | ',
      '16.11 |  |  | ',
      '18.11 |  |  | ',
      '19.11 | Пешка | не задано | Волков Д. О.',
    ]);
    // The topics of the 9th and the 19th are written; that of the 27th is to come.
    expect(hoursOf(document)).toEqual(['II четверть. По плану ____ ч., дано 2 ч.']);
  });

  test('with a plan of two topics, three hours, its hours stand there', async () => {
    await query(
      school,
      `with n as (insert into lesson_plan (course_id, by_id, at)
         select :id, id, now() from person where login = 'ivanova' returning id)
       insert into planned_topic (plan_id, number, title, hours, planned_on)
       select n.id, t.number, t.title, t.hours, date '2026-11-09' from n,
         (values (1, 'Конь', 2), (2, 'Пешка', 1)) t (number, title, hours)`,
      { id: small.courseId },
    );
    expect(hoursOf(await printed())).toEqual(['II четверть. По плану 3 ч., дано 2 ч.']);
    expect(hoursOf(await printed('ivanova', { term: 'year' })).at(-1)).toBe('Год. По плану 3 ч., дано 2 ч.');
  });

  test('a period to come has a page that says so', async () => {
    const document = await printed('ivanova', { term: 'quarter-3' });
    expect(document.sheets).toHaveLength(1);
    expect(document.sheets[0]!.parts).toMatchObject([{ kind: 'text', text: 'Это время ещё не началось.' }]);
  });
});

test('forty-five lessons stand on three pairs of pages by fifteen, the column of the quarter on the last', async () => {
  const courseId = await addCourse(school, small.id, { subject: 'Чтение вслух', teacher: 'orlova' });
  for (let number = 0; number < 45; number++) {
    const day = addDays('2026-09-01', Math.floor(number / 2));
    await addLesson(school, courseId, { day, slot: 1 + (number % 2) });
  }
  const document = await printed('orlova', { term: 'quarter-1', of: courseId });
  expect(document.sheets.map(({ side }) => side)).toEqual(['left', 'right', 'left', 'right', 'left', 'right']);
  expect(tablesOf(document).map(({ columns, rows }) => [columns.length, rows.length])).toEqual([
    ...[
      [17, 4],
      [4, 15],
    ],
    ...[
      [17, 4],
      [4, 15],
    ],
    ...[
      [18, 4],
      [4, 15],
    ],
  ]);
});

describe('what is of the lesson or of the class', () => {
  test('homework for a lesson that is not the next says for which; for the next it says nothing more', async () => {
    const courseId = await addCourse(school, small.id, { subject: 'Этюды', teacher: 'orlova' });
    const lesson = (day: Day, homework: string) => addLesson(school, courseId, { day, homework });
    const first = await lesson('2026-11-10', 'Этюд 1');
    await lesson('2026-11-12', 'Этюд 2');
    const third = await lesson('2026-11-17', 'Этюд 3');
    await query(school, 'update lesson set homework_for_id = :third where id = :first', { first, third });
    expect(linesOf(await printed('orlova', { of: courseId }), 1)).toEqual([
      '10.11 |  | Этюд 1 (к 17.11) | ',
      '12.11 |  | Этюд 2 | ',
      '17.11 |  | Этюд 3 | ',
    ]);
  });

  test('a lesson given between two quarters stands in the year, before those of the next; in no quarter', async () => {
    const courseId = await addCourse(school, small.id, { subject: 'Поход', teacher: 'orlova' });
    for (const day of ['2026-10-23', '2026-10-28', '2026-11-09'] as const) await addLesson(school, courseId, { day });
    const columns = async (term: string): Promise<string[]> =>
      (await printed('orlova', { term, of: courseId })).sheets.filter(({ side }) => side === 'left').flatMap(titlesOf);
    expect((await columns('year')).slice(2)).toEqual(['23.10', 'I четверть', '28.10', '09.11', 'II четверть']);
    expect((await columns('quarter-1')).slice(2)).toEqual(['23.10', 'I четверть']);
    expect((await columns('quarter-2')).slice(2)).toEqual(['09.11', 'II четверть']);
  });

  test('1А: absence and topics alone, no column of a quarter and none of the year; the hours stand (3.4)', async () => {
    const [reading] = await query<{ id: number; lessons: number }>(
      school,
      `select c.id, count(l.id)::int as lessons from course c join school_class k on k.id = c.school_class_id and k.grade = 1
       join lesson l on l.course_id = c.id and l.day between '2026-09-01' and '2026-10-25' and l.topic is not null
       group by c.id order by lessons desc, c.id limit 1`,
    );
    for (const term of ['quarter-1', 'year']) {
      const document = await printed('fedorova', { term, of: reading!.id });
      const heads = document.sheets.filter(({ side }) => side === 'left').flatMap(titlesOf);
      expect(heads.filter(title => !/^\d\d\.\d\d$/.test(title) && !['№', 'Фамилия, имя'].includes(title))).toEqual([]);
      expect(hoursOf(document)[0]).toMatch(/^I четверть. По плану (\d+|____) ч., дано \d+ ч.$/);
    }
  });

  test('11А: the first half-year after its last lesson; a newcomer’s days before are closed', async () => {
    const [course] = await query<{ id: number }>(
      school,
      `select c.id from course c join school_class k on k.id = c.school_class_id and k.grade = 11
       where c.graded and c.subgroup_id is null order by c.id limit 1`,
    );
    const document = await printed('morozov', { term: 'half-year-1', of: course!.id });
    const heads = document.sheets.filter(({ side }) => side === 'left').map(titlesOf);
    expect(heads.at(-1)!.at(-1)).toBe('I полугодие');
    expect(heads.flat().filter(title => title.includes('четверть'))).toEqual([]);
  });

  const titlesOf = ({ parts }: PaperSheet) =>
    parts.flatMap(part => (part.kind === 'table' ? part.columns.map(({ title }) => title) : []));
});

test('who reads the journal has its pages, and nobody else', async () => {
  for (const login of ['ivanova', 'fedorova', 'morozov', 'sokolova']) {
    expect(linesOf(await printed(login)).length, login).toBe(4);
  }
  for (const login of ['orlova', 'volkov', 'petrova', 'masha']) {
    expect((await refusalOf(printed(login))).kind, login).toBe('not-found');
  }
});

/** What stands under the tables of the right pages. */
function hoursOf(document: PaperDocument) {
  const notes = document.sheets.filter(({ side }) => side === 'right').flatMap(({ parts }) => parts);
  return notes.flatMap(part => (part.kind === 'text' ? [part.text.replaceAll('\u00a0', ' ')] : []));
}
