import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { attendanceMonth } from './attendance-month.ts';
import {
  attendanceTenths,
  figuresOf,
  isSystematic,
  noFigures,
  type StudentDay,
  sumOf,
  unexcusedTenths,
} from './figures.ts';
import { studentDays } from './student-days.ts';

let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await fillOctober();
});
afterAll(() => school.close());

/** A part of 3К learning English with Иванова; gives its course. */
async function englishOf(number: number, students: number[]): Promise<number> {
  const [course] = await query<{ id: number }>(
    school,
    `with j as (select id from subject where name = 'Шахматы'),
     g as (insert into subgroup (school_class_id, subject_id, number) select :classId, id, :number from j returning id),
     m as (insert into subgroup_member (subgroup_id, student_id, since) select g.id, s, '2026-09-01' from g, unnest(:students::int[]) s)
     insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
     select :classId, g.id, j.id, (select id from person where login = 'ivanova'), 2, true from g, j returning id`,
    { classId: chess.id, number, students: `{${students.join(',')}}` },
  );
  return course!.id;
}

async function miss(
  studentId: number,
  lessonId: number,
  kind: AbsenceKind | null,
  options: { replaced?: boolean } = {},
) {
  await query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at, replaced_at)
     select :lessonId, :studentId, :kind, id, now(), case when :replaced then now() end from person where login = 'ivanova'`,
    { lessonId, studentId, kind, replaced: options.replaced ?? false },
  );
}

/**
 * October of 3К: Анна learns English in subgroup 1, Борис and Вера in subgroup 2; Вера came on 12 October.
 *
 *            5 Oct          6 Oct      12 Oct         13 Oct
 * lessons    Ш Ш А1+А2      Ш А2       Ш Ш А1         Ш А1+А2
 * Анна       б б б          ·          н оп ·         б у
 * Борис      нп нп ·        нп нп      · ·            оп ·
 * Вера                                 нп нп          · ·
 */
async function fillOctober(): Promise<void> {
  const [anna, boris, vera] = chess.students;
  await query(school, `update enrolment set since = '2026-10-12' where student_id = :vera`, { vera });
  const [first, second] = [await englishOf(1, [anna]), await englishOf(2, [boris, vera])];
  const at = (courseId: number, day: Day, slot: number) => addLesson(school, courseId, { day, slot });
  const monday = [
    await at(chess.courseId, '2026-10-05', 1),
    await at(chess.courseId, '2026-10-05', 2),
    await at(first, '2026-10-05', 3),
  ];
  await at(second, '2026-10-05', 3);
  const tuesday = [await at(chess.courseId, '2026-10-06', 1), await at(second, '2026-10-06', 2)];
  const later = [
    await at(chess.courseId, '2026-10-12', 1),
    await at(chess.courseId, '2026-10-12', 2),
    await at(first, '2026-10-12', 3),
  ];
  const last = [await at(chess.courseId, '2026-10-13', 1), await at(first, '2026-10-13', 2)];
  await at(second, '2026-10-13', 2);

  for (const id of monday) await miss(anna, id, 'ill');
  await miss(anna, tuesday[0]!, 'unknown', { replaced: true });
  await miss(anna, tuesday[0]!, null);
  await miss(anna, later[0]!, 'unknown');
  await miss(anna, later[1]!, 'late');
  await miss(anna, last[0]!, 'ill');
  await miss(anna, last[1]!, 'valid');
  for (const id of [monday[0]!, monday[1]!, ...tuesday]) await miss(boris, id, 'unexcused');
  await miss(boris, last[0]!, 'late');
  for (const id of [later[0]!, later[1]!]) await miss(vera, id, 'unexcused');
}

describe('October of 3К, counted by hand', () => {
  const figures = (counted: Partial<typeof noFigures>) => ({ ...noFigures, ...counted });
  const anna = figures({ lessons: 9, held: 9, missed: 6, ill: 4, valid: 1, unknown: 1, late: 1, days: 2, daysIll: 1 });
  const boris = figures({ lessons: 9, held: 9, missed: 4, unexcused: 4, late: 1, days: 1 });
  const vera = figures({ lessons: 4, held: 4, missed: 2, unexcused: 2, days: 1 });
  const whole = figures({
    ...{ lessons: 22, held: 22, missed: 12, ill: 4, valid: 1, unexcused: 6, unknown: 1, late: 2 },
    ...{ days: 4, daysIll: 1 },
  });

  test('days, lessons, reasons and percent of each student and of the class', async () => {
    const month = await school.as('fedorova', act => attendanceMonth(act, chess.id, '2026-10-20'));
    expect(month).toMatchObject({
      className: '3К',
      from: '2026-10-01',
      to: '2026-10-31',
      previous: '2026-09-01',
      next: '2026-11-01',
    });
    expect(month.days).toEqual(['2026-10-05', '2026-10-06', '2026-10-12', '2026-10-13']);
    expect(month.students.map(({ name, figures }) => [name, figures])).toEqual([
      ['Арсеньева Анна', { ...anna, attendance: 333 }],
      ['Быков Борис', { ...boris, attendance: 556 }],
      ['Волошина Вера', { ...vera, attendance: 500 }],
    ]);
    expect(month.figures).toEqual({ ...whole, attendance: 455 });
  });

  test('each day has one sign, and none before the student came', async () => {
    const month = await school.as('fedorova', act => attendanceMonth(act, chess.id, '2026-10-20'));
    const signs = month.students.map(({ cells }) =>
      cells.map(cell => cell && [cell.sign, cell.kind, cell.missed, cell.lessons].join(' ')),
    );
    expect(signs).toEqual([
      ['full ill 3 3', '  0 1', 'part unknown 1 3', 'full valid 2 2'],
      ['part unexcused 2 3', 'full unexcused 2 2', '  0 2', 'late late 0 2'],
      [null, null, 'full unexcused 2 2', '  0 2'],
    ]);
    const [, , twelfth] = month.students[0]!.cells;
    expect(twelfth!.absences.map(({ slot, kind }) => [slot, kind])).toEqual([
      [1, 'unknown'],
      [2, 'late'],
    ]);
  });

  test('who missed 30 % of the month without a valid reason is listed', async () => {
    const { systematic } = await school.as('morozov', act => attendanceMonth(act, chess.id, '2026-10-01'));
    expect(systematic.map(({ name, unexcused, tenths }) => [name, unexcused, tenths])).toEqual([
      ['Быков Борис', 4, 444],
      ['Волошина Вера', 2, 500],
    ]);
  });
});

test('a lesson to come is not held, and the day is not full before its last lesson', async () => {
  const [anna] = chess.students;
  const ids = [1, 2, 3, 8].map(slot => addLesson(school, chess.courseId, { day: '2026-11-24', slot }));
  for (const id of (await Promise.all(ids)).slice(0, 3)) await miss(anna, id, 'ill');
  const days = await school.house.asHouse(act =>
    studentDays(act, { classIds: [chess.id], from: '2026-11-24', to: '2026-11-24' }),
  );
  const own = days.filter(({ studentId }) => studentId === anna);
  expect(own).toMatchObject([{ lessons: 4, held: 3, ill: 3 }]);
  expect(figuresOf(own)).toMatchObject({ missed: 3, days: 0 });
  expect(attendanceTenths(figuresOf(own))).toBe(0);
});

test('the figures of the sample school are those of its absences', async () => {
  const [counted] = await query<{ missed: number; late: number; ids: number[] }>(
    school,
    `select (count(*) filter (where a.kind <> 'late'))::int as missed, (count(*) filter (where a.kind = 'late'))::int as late,
       (select array_agg(id) from school_class) as ids
     from absence a join lesson l on l.id = a.lesson_id join course c on c.id = l.course_id
     where a.replaced_at is null and l.day between '2026-09-01' and '2026-11-24'`,
  );
  const days = await school.house.asHouse(act =>
    studentDays(act, { classIds: counted!.ids, from: '2026-09-01', to: '2026-11-24' }),
  );
  const { missed, late, held } = figuresOf(days);
  expect({ missed, late }).toEqual({ missed: counted!.missed, late: counted!.late });
  expect(missed).toBeGreaterThan(500);
  expect(held).toBeGreaterThan((50 * missed) / 10);
});

describe('of any days', () => {
  const few = fc.nat(7);
  const anyDay: fc.Arbitrary<StudentDay> = fc
    .record({ ill: few, valid: few, unexcused: few, unknown: few, late: few, present: few, ahead: few })
    .map(({ present, ahead, ...counts }) => {
      const held = Object.values(counts).reduce((sum, count) => sum + count, present);
      return { studentId: 1, day: '2026-11-24', ...counts, held, lessons: held + ahead };
    });
  const manyDays = fc.array(anyDay, { maxLength: 40 });

  test('the reasons add up, parts add up to the whole, nobody attends more than all or less than nothing', () => {
    fc.assert(
      fc.property(manyDays, manyDays, (some, others) => {
        const all = figuresOf([...some, ...others]);
        expect(sumOf([figuresOf(some), figuresOf(others)])).toEqual(all);
        expect(all.ill + all.valid + all.unexcused + all.unknown).toBe(all.missed);
        expect(all.missed + all.late).toBeLessThanOrEqual(all.held);
        expect(all.daysIll).toBeLessThanOrEqual(all.days);
        const tenths = attendanceTenths(all);
        expect(tenths === null).toBe(all.held === 0);
        if (tenths === null) return;
        expect(tenths).toBeGreaterThanOrEqual(0);
        expect(tenths).toBeLessThanOrEqual(1000);
        expect(Math.abs(tenths - (1000 * (all.held - all.missed)) / all.held)).toBeLessThanOrEqual(0.5);
        expect(isSystematic(all)).toBe(all.lessons > 0 && all.unexcused / all.lessons >= 0.3);
        expect(
          Math.abs(unexcusedTenths(all) - (all.lessons && (1000 * all.unexcused) / all.lessons)),
        ).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
