import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf } from '#test/journal.ts';
import { type HardClass, hardClass } from '#test/reports.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let hard: HardClass;
beforeAll(async () => {
  school = await openTestSchool();
  hard = await hardClass(school);
  await fill();
  // Nothing but the class made by hand is Волков's.
  await query(
    school,
    `update course set teacher_id = (select id from person where login = 'kuznetsov')
     where teacher_id = (select id from person where login = 'volkov') and school_class_id not in (:classId, :other)`,
    { classId: hard.id, other: hard.other },
  );
});
afterAll(() => school.close());

/**
 * Труд of 3К: four lessons planned by the plan in the quarter, three of them given; two control works planned, one written;
 * Борис of английский has one mark, missed a lesson and owes a work; three wrote a control work there that was not planned.
 */
async function fill() {
  const { craft, english2 } = hard.courses;
  const { boris } = hard.names;
  const kind = await query<{ id: number }>(school, 'select id from work_kind where control order by id limit 1');
  const days = ['2026-09-08', '2026-09-15', '2026-09-22'] as const;
  const lessons: number[] = [];
  for (const day of days) lessons.push(await addLesson(school, craft, { day, topic: 'Бумага' }));
  await addLesson(school, craft, { day: '2026-10-20' });
  await query(school, `update lesson set control_id = :kind where id in (:a, :b)`, {
    ...{ kind: kind[0]!.id, a: lessons[1], b: lessons[2] },
  });
  await addMark(school, { lessonId: lessons[1]!, studentId: boris, value: 4, workKind: kind[0]!.id });
  await query(
    school,
    `with p as (insert into lesson_plan (course_id, by_id, at) select :craft, id, now() from person where login = 'volkov' returning id)
     insert into planned_topic (plan_id, number, title, hours, planned_on)
     select p.id, n, 'Тема ' || n, 1, ('{2026-09-08,2026-09-15,2026-09-22,2026-10-20,2026-11-10}'::date[])[n]
     from p, generate_series(1, 5) n`,
    { craft },
  );
  const english = [
    await addLesson(school, english2, { day: '2026-09-09' }),
    await addLesson(school, english2, { day: '2026-09-16' }),
    await addLesson(school, english2, { day: '2026-09-23' }),
  ];
  await addMark(school, { lessonId: english[0]!, studentId: boris, value: 3 });
  const { vera, gleb, egor } = hard.names;
  for (const studentId of [vera, gleb, egor]) {
    await addMark(school, { lessonId: english[0]!, studentId, value: 4, workKind: kind[0]!.id });
  }
  await query(
    school,
    `with a as (insert into absence (lesson_id, student_id, kind, by_id, at)
       select :missed, :boris, 'ill', id, now() from person where login = 'volkov')
     insert into mark (lesson_id, student_id, position, value, owed, work_kind_id, by_id, at)
     select :owed, :boris, 1, null, true, 1, id, now() from person where login = 'volkov'`,
    { missed: english[1], owed: english[2], boris },
  );
}

const results = async (login = 'volkov', { term = 'quarter-1', of = 'volkov' } = {}) => {
  const teacher = String(await school.person(of));
  const { view } = await school.as(login, act => runReport(act, 'teacher-results', { term, of: teacher }));
  return school.press.sheets('teacher-results', view);
};

describe('what Волков reports of the first quarter', () => {
  test('his three journals, and the whole, as counted by hand', async () => {
    const document = await results();
    expect(document.sheets[0]).toMatchObject({
      ...{ orientation: 'landscape', title: 'Отчёт учителя-предметника' },
      lines: ['за I четверть 2026/2027 учебного года', 'Учитель Волков Д. О.'],
      incomplete: 'данные неполные: не выставлено итоговых отметок: 1',
    });
    // Class, subject, students, due, attested, 5 4 3 2 н/а зачёт, success, quality, СОУ, mean, hours by plan, given, behind,
    // control works planned and written. English of three: 5, н/а, nothing: (100 + 7)/3 = 35.67.
    expect(linesOf(document)).toEqual([
      '3К, 2-я подгруппа | Английский разговор | 3 | 3 | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 33,3 | 33,3 | 35,67 | 5,00 | — | 0 | — | 0 | 1',
      '3К, 1-я подгруппа | Труд и ремесло | 3 | 3 | 3 | 1 | 1 | 1 | 0 | 0 | 0 | 100,0 | 66,7 | 66,67 | 4,00 | 4 | 3 | 1 | 2 | 1',
      '3Л | Шахматы | 1 | 1 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 100,0 | 100,0 | 64,00 | 4,00 | — | 0 | — | 0 | 0',
      // 2 fives, 2 fours, 1 three, н/а, one missing of 7: 5/7, 4/7, (200 + 128 + 36 + 7)/7 = 53.00, 21/5 = 4.20.
      'Всего | 7 | 7 | 5 | 2 | 2 | 1 | 0 | 1 | 0 | 71,4 | 57,1 | 53,00 | 4,20 | 4 | 3 | 1 | 2 | 2',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('who is not attested is named with what the journal says of why', async () => {
    const document = await results();
    const list = document.sheets[0]!.parts.find(part => part.kind === 'list')!;
    expect(list.items).toEqual([
      'Быков Борис, 3К, 2-я подгруппа, Английский разговор: н/а; отметок 1, пропущено уроков 1, не сдано работ 1',
    ]);
  });

  test('a journal handed over after the quarter stays in it, and is not yet in the report of who took it over', async () => {
    await query(
      school,
      `insert into teacher_change (course_id, was_id, becomes_id, day, by_id, at, done_at)
       select :id, was.id, becomes.id, '2026-11-09', was.id, now(), now() from person was, person becomes
       where was.login = 'volkov' and becomes.login = 'fedorova'`,
      { id: hard.courses.otherChess },
    );
    const give = (login: string) =>
      query(school, 'update course set teacher_id = (select id from person where login = :login) where id = :id', {
        ...{ login, id: hard.courses.otherChess },
      });
    await give('fedorova');
    expect(linesOf(await results())).toHaveLength(4);
    const chess = (lines: string[]) => lines.filter(line => line.includes('Шахматы'));
    expect(chess(linesOf(await results('fedorova', { of: 'fedorova' })))).toEqual([]);
    const second = await results('fedorova', { of: 'fedorova', term: 'quarter-2' } as never);
    expect(chess(linesOf(second))).toHaveLength(1);
    await query(school, 'delete from teacher_change');
    await give('volkov');
  });
});

test('a quarter that ends with a half-year takes the grades that have half-years with it', async () => {
  const [teacher] = await query<{ id: number }>(
    school,
    `select c.teacher_id as id from course c join school_class k on k.id = c.school_class_id
     where k.grade < 10 and k.grade > 4 and c.teacher_id in (select c.teacher_id from course c
       join school_class k on k.id = c.school_class_id where k.grade > 9) order by 1 limit 1`,
  );
  const classes = async (term: string) => {
    const { view } = await school.as('morozov', act =>
      runReport(act, 'teacher-results', { term, of: String(teacher!.id) }),
    );
    return linesOf(school.press.sheets('teacher-results', view)).map(line => Number.parseInt(line, 10) || 0);
  };
  const has = (grades: number[]) => [grades.some(one => one > 0 && one < 10), grades.some(one => one >= 10)];
  expect(has(await classes('quarter-1'))).toEqual([true, false]);
  expect(has(await classes('quarter-2'))).toEqual([true, true]);
  expect(has(await classes('half-year-1'))).toEqual([false, true]);
});

test('it is the teacher’s own, and the deputy’s and director’s; no colleague’s', async () => {
  for (const login of ['volkov', 'morozov', 'sokolova']) expect(linesOf(await results(login)), login).toHaveLength(4);
  for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha']) {
    expect((await refusalOf(results(login))).kind, login).toBe('not-found');
  }
});
