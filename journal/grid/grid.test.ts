import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, lessonOf, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { finalsOfCourse } from '../finals/finals-of-course.ts';
import { loadLessons } from '../lesson-head.ts';
import { type GridChoice, grid } from './grid.ts';
import { journals } from './journals.ts';

// It is Tuesday 24 November, 12:30: the second quarter (2 November – 30 December) goes on.
let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
});
afterAll(() => school.close());

const open = (courseId: number, { login = 'ivanova', ...choice }: GridChoice & { login?: string } = {}) =>
  school.as(login, act => grid(act, courseId, choice));

describe('the journal of chess in 3К', () => {
  let lessons: number[];
  beforeAll(async () => {
    const days = ['2026-11-10', '2026-11-17', '2026-11-24'] as const;
    lessons = [];
    for (const day of days) lessons.push(await addLesson(school, chess.courseId, { day, topic: 'Ладья' }));
    await addLesson(school, chess.courseId, { day: '2026-10-13' });
  });

  test('shows students down, lessons across, and what stands in the cells', async () => {
    const [first, second, today] = lessons as [number, number, number];
    const [anna, boris] = chess.students;
    await addMark(school, { lessonId: second, studentId: anna, value: 4 });
    await addMark(school, { lessonId: second, studentId: anna, value: 3, position: 2 });
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at) select :today, :boris, 'unknown', id, now() from person where login = 'ivanova'`,
      { today, boris },
    );
    const { students, lessons: shown, periods, graded, maySet } = await open(chess.courseId);
    expect(shown.map(({ id, locked, mayFill }) => ({ id, locked, mayFill }))).toEqual([
      { id: first, locked: 'window', mayFill: false },
      { id: second, locked: null, mayFill: true },
      { id: today, locked: null, mayFill: true },
    ]);
    expect(periods.map(({ number, shown }) => [number, shown])).toEqual([
      ...[1, 2, 3, 4].map(number => [number, number === 2]),
    ]);
    expect({ graded, maySet }).toEqual({ graded: true, maySet: true });
    expect(students.map(({ name, cells }) => [name, Object.values(cells).map(({ text }) => text)])).toEqual([
      ['Арсеньева Анна', ['4/3']],
      ['Быков Борис', ['н']],
      ['Волошина Вера', []],
    ]);
    expect(students[0]!.figures).toMatchObject([
      { mean: 350, marks: 2, few: true, suggested: 'not-attested', choice: null },
    ]);
  });

  test('shows another quarter, or the whole year, when asked; no such period is not found', async () => {
    expect((await open(chess.courseId, { period: 1 })).lessons.map(({ day }) => day)).toEqual(['2026-10-13']);
    const year = await open(chess.courseId, { period: 'year' });
    expect(year.lessons).toHaveLength(4);
    expect(year.students[0]!.figures.map(({ periodId }) => periodId)).toHaveLength(2);
    expect((await refusalOf(open(chess.courseId, { period: 7 }))).reason).toBe('not-found');
    expect((await refusalOf(open(999_999))).reason).toBe('not-found');
  });

  test('closes the cells of days on which a student was not there', async () => {
    const vera = chess.students[2];
    await query(school, `update enrolment set since = '2026-11-12', until = '2026-11-20' where student_id = :vera`, {
      vera,
    });
    const { students } = await open(chess.courseId);
    expect(students[2]).toMatchObject({ name: 'Волошина Вера', stays: [{ since: '2026-11-12', until: '2026-11-20' }] });
    expect(students[2]!.figures).toEqual([]);
    expect((await open(chess.courseId, { period: 1 })).students).toHaveLength(2);
  });

  test('opens to the class teacher for reasons, to the deputy and the director to be read, to nobody else', async () => {
    const flags = async (login: string) => {
      const { lessons: seen, maySet } = await open(chess.courseId, { login });
      return { fill: seen.some(one => one.mayFill), reason: seen.some(one => one.mayGiveReason), maySet };
    };
    expect(await flags('fedorova')).toEqual({ fill: false, reason: true, maySet: false });
    for (const login of ['morozov', 'sokolova']) {
      expect(await flags(login)).toEqual({ fill: false, reason: false, maySet: false });
    }
    for (const login of ['volkov', 'kuznetsov', 'petrova', 'masha']) {
      expect((await refusalOf(open(chess.courseId, { login }))).reason, login).toBe('not-found');
    }
  });

  test('shows a substitute the lessons taken over and nothing else', async () => {
    const [, , today] = lessons as [number, number, number];
    await standIn(school, { lessonId: today });
    const seen = await open(chess.courseId, { login: 'volkov' });
    expect(seen.lessons.map(({ id, mayFill }) => ({ id, mayFill }))).toEqual([{ id: today, mayFill: true }]);
    expect(seen.periods).toEqual([]);
    expect(seen.students.map(({ name, cells, figures }) => [name, Object.keys(cells), figures])).toEqual([
      ['Арсеньева Анна', [], []],
      ['Быков Борис', [String(today)], []],
    ]);
  });
});

test('asks as many questions of the smallest journal as of the largest', async () => {
  const maths = await query<{ id: number }>(
    school,
    `select c.id from course c join lesson l on l.course_id = c.id where l.day <= '2026-11-24' group by c.id
     order by count(*) desc limit 1`,
  );
  const count = (courseId: number, choice: GridChoice) =>
    school.countQueries(() => open(courseId, { ...choice, login: 'sokolova' }));
  const small = await count(chess.courseId, {});
  expect(await count(maths[0]!.id, { period: 'year' })).toBe(small);
  const bare = await school.countQueries(() => school.as('sokolova', async () => undefined));
  expect(small - bare).toBe(5);
});

test('counts what final marks count, in every fourth journal of the school', async () => {
  const courses = await query<{ id: number }>(school, 'select id from course where graded order by id');
  let compared = 0;
  for (const { id } of courses.filter((_, index) => index % 4 === 0)) {
    const shown = await open(id, { login: 'sokolova', period: 'year' });
    const finals = await school.as('sokolova', act => finalsOfCourse(act, id));
    const places = finals.columns.flatMap(({ stage, periodId }, place) =>
      stage === 'period' ? [{ periodId, place }] : [],
    );
    for (const student of finals.students) {
      const row = shown.students.find(one => one.id === student.id);
      const own = places.flatMap(({ periodId, place }) =>
        student.cells[place] ? [{ periodId, ...student.cells[place] }] : [],
      );
      expect(row?.figures ?? []).toMatchObject(
        own.map(({ periodId, mean, marks, marksElsewhere, few, suggested, borderline, choice }) => ({
          ...{ periodId, mean, marks, marksElsewhere, few, suggested, borderline, choice },
        })),
      );
      expect(row?.figures ?? []).toHaveLength(own.length);
      compared += own.length;
    }
  }
  expect(compared).toBeGreaterThan(1000);
});

describe('the list of journals', () => {
  test('holds a journal exactly when the charter opens it, or a lesson of it', async () => {
    const courses = await query<{ id: number; teacherId: number; classId: number }>(
      school,
      'select id, teacher_id as "teacherId", school_class_id as "classId" from course order by id',
    );
    for (const login of ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova']) {
      await school.as(login, async act => {
        const { own, substituting, classes } = await journals(act);
        const listed = new Set(
          [...own, ...substituting, ...classes.flatMap(one => one.journals)].map(one => one.courseId),
        );
        const lessons = await loadLessons(act, { where: 'u.teacher_id is not null', params: {} });
        const open = courses.filter(
          course =>
            may(act.by, 'readJournal', course) ||
            lessons.some(one => one.courseId === course.id && may(act.by, 'readLesson', one)),
        );
        expect(
          [...listed].toSorted((a, b) => a - b),
          login,
        ).toEqual(open.map(({ id }) => id));
      });
    }
  });

  test('tells one’s own from what one takes over and what one only reads', async () => {
    const { own, substituting, classes } = await school.as('ivanova', journals);
    expect(own.map(({ subject, className }) => `${subject} ${className}`)).toContain('Математика 5Б');
    expect(own.every(({ part }) => part === 'own')).toBe(true);
    expect(classes.map(({ className, led }) => ({ className, led }))).toEqual([{ className: '5Б', led: true }]);
    expect(substituting.every(({ part }) => part === 'substituting')).toBe(true);
    const director = await school.as('sokolova', journals);
    expect(director.classes.length).toBeGreaterThan(10);
  });

  test('is nothing to families', async () => {
    for (const login of ['petrova', 'masha']) {
      expect((await refusalOf(school.as(login, journals))).reason, login).toBe('not-found');
    }
  });
});

test('a maths lesson of 5Б stands in the column of its day', async () => {
  const id = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
  const [row] = await query<{ course: number }>(school, 'select course_id as course from lesson where id = :id', {
    id,
  });
  const shown = await open(row!.course);
  expect(shown.lessons.find(one => one.id === id)).toMatchObject({ day: '2026-11-24', begun: true, mayFill: true });
  expect(shown.students.map(({ name }) => name)).toContain('Петрова Мария');
});
