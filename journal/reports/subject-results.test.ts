import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addFinal, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass } from '#test/journal.ts';
import { addCourse, addStay, addStudent, endStay } from '#test/reports.ts';
import { linesOf } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let small: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  // Анна 5·3 5·1 4·3 4·2 (40/9), Борис 5 and 4 (too few), Вера 4 4 5 (13/3): the second quarter of 3К.
  small = await markedClass(school);
  await fill();
});
afterAll(() => school.close());

/** Two marks in one lesson for Вера, who then has 4/2: (13 + 2)/4 = 3.75; Борис missed two lessons; Глеб left on 16 November. */
async function fill() {
  const [anna, boris, vera] = small.students;
  const [first, second] = await query<{ id: number }>(
    school,
    'select id from lesson where course_id = :id order by day',
    { id: small.courseId },
  );
  await addMark(school, { lessonId: first!.id, studentId: vera, value: 2, position: 2 });
  const gleb = await addStudent(school, small.id, 'Громов Глеб');
  await addMark(school, { lessonId: second!.id, studentId: gleb, value: 3 });
  await endStay(school, gleb, { until: '2026-11-16', departure: 'left' });
  for (const day of ['2026-11-19', '2026-11-20'] as const) {
    const lessonId = await addLesson(school, small.courseId, { day });
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at)
       select :lessonId, :boris, 'ill', id, now() from person where login = 'ivanova'`,
      { lessonId, boris },
    );
  }
  const periodId = await periodIdOf(school, 'quarter', 2);
  const final = { courseId: small.courseId, stage: 'period', periodId } as const;
  await addFinal(school, { ...final, studentId: anna, value: 5 });
  await addFinal(school, { ...final, studentId: boris, value: 4 });
  await addFinal(school, { ...final, studentId: vera, value: 3 });
}

const results = async (login = 'ivanova', { term = 'quarter-2', of = small.courseId } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'subject-results', { term, of: String(of) }));
  return school.press.sheets('subject-results', view);
};

describe('the results of 3К in шахматы', () => {
  test('student by student: current marks, mean, lessons missed, suggested and chosen, and where they differ', async () => {
    const document = await results();
    expect(document.sheets[0]).toMatchObject({
      ...{ orientation: 'portrait', title: 'Итоги успеваемости по предмету', tab: '3К Шахматы', incomplete: '' },
      lines: ['за II четверть 2026/2027 учебного года', 'Шахматы, 3К', 'Учитель Иванова Н. П.'],
    });
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 5 5 4 4 | 4,44 | 0 | 4 | 5 | +1',
      '2 | Быков Борис | 5 4 | 4,50 | 2 | н/а | 4 | да',
      '3 | Волошина Вера | 4/2 4 5 | 3,75 | 0 | 4 | 3 | −1',
      '4 | Громов Глеб (выбыла) | 3 |  | 0 |  |  | ',
    ]);
    // Students, due, attested, 5 4 3 2 н/а зачёт; 3/3, 2/3, (100 + 64 + 36)/3 = 66.67, 12/3.
    expect(linesOf(document, 1)).toEqual(['3 | 3 | 3 | 1 | 1 | 1 | 0 | 0 | 0 | 100,0 | 66,7 | 66,67 | 4,00']);
  });

  test('before the end it says what is missing', async () => {
    await query(school, `update period_mark set replaced_at = now() where student_id = :vera`, {
      vera: small.students[2],
    });
    const document = await results();
    expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 1');
    expect(linesOf(document)[2]).toBe('3 | Волошина Вера | 4/2 4 5 | 3,75 | 0 | 4 | — | ');
  });

  test('marks from the class one came from are counted, and said to stand elsewhere', async () => {
    const [other] = await query<{ id: number }>(
      school,
      `insert into school_class (year_id, grade, letter, period_kind) select max(id), 3, 'Л', 'quarter' from school_year returning id`,
    );
    const courseId = await addCourse(school, other!.id, { subject: 'Шахматы', teacher: 'volkov' });
    const [anna] = small.students;
    await endStay(school, anna, { until: '2026-11-23', departure: 'moved' });
    await addStay(school, anna, { classId: other!.id, since: '2026-11-23', arrival: 'moved' });
    expect(linesOf(await results('volkov', { of: courseId } as never))).toEqual([
      '1 | Арсеньева Анна | из другого журнала: 4 | 4,44 | 0 | 4 | 5 | +1',
    ]);
  });
});

test('grade 1 and a period to come have no marks to show', async () => {
  expect(linesOf(await results('ivanova', { term: 'quarter-3' }))).toEqual([]);
  const [first] = await query<{ id: number }>(
    school,
    `select c.id from course c join school_class k on k.id = c.school_class_id where k.grade = 1 and k.letter = 'А' limit 1`,
  );
  const document = await results('fedorova', { of: first!.id } as never);
  expect(linesOf(document)[0]).toMatch(/^1 \| \S+ \S+ \| {2}\| {2}\| \d+ \| {2}\| {2}\| $/);
  expect(linesOf(document, 1)[0]).toMatch(/^\d+ \| 0 \| 0/);
});

test('its teacher, the class teacher, deputy and director have it, and nobody else', async () => {
  for (const login of ['ivanova', 'fedorova', 'morozov', 'sokolova']) {
    expect(linesOf(await results(login)).length, login).toBeGreaterThan(2);
  }
  for (const login of ['orlova', 'volkov', 'petrova', 'masha']) {
    expect((await refusalOf(results(login))).kind, login).toBe('not-found');
  }
});
