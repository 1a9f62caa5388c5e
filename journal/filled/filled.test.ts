import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { fillLesson } from '../fill-lesson.ts';
import { takeAttendance } from '../take-attendance.ts';
import { filledByWeek, filledOver, shareOf } from './filled-on-day.ts';
import { keeping, keepingCourse } from './keeping.ts';
import { spansOf } from './spans.ts';
import { teachersFilled } from './teachers-filled.ts';
import { unfilledLessons } from './unfilled-lessons.ts';

// Иванова teaches chess in 3К, which is made here; today is Tuesday, November 24, 12:30.
let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
});
afterAll(() => school.close());

const completeAt = async (id: number) =>
  (await query<{ at: Date | null }>(school, 'select complete_at as at from lesson where id = :id', { id }))[0]!.at;

describe('since when a lesson owes nothing', () => {
  test('is the moment when the last of topic, homework and attendance came; a correction does not move it', async () => {
    const lesson = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
    const fill = (text: { topic?: string; homework?: string }) =>
      school.as('ivanova', act => fillLesson(act, lesson, text));
    const at = async () => {
      const found = await completeAt(lesson);
      return found === null ? null : new Date(found).toISOString();
    };
    await fill({ topic: 'Ладья' });
    expect(await at()).toBeNull();
    school.world.set('2026-11-24T12:40:00+03:00');
    await fill({ homework: 'Задача 5' });
    expect(await at()).toBeNull();
    school.world.set('2026-11-24T12:50:00+03:00');
    await school.as('ivanova', act => takeAttendance(act, lesson));
    expect(await at()).toBe('2026-11-24T09:50:00.000Z');
    school.world.set('2026-11-25T10:00:00+03:00');
    await fill({ topic: 'Ладья и слон' });
    expect(await at()).toBe('2026-11-24T09:50:00.000Z');
    await fill({ topic: '' });
    expect(await at()).toBeNull();
    await fill({ topic: 'Слон' });
    expect(await at()).toBe('2026-11-25T07:00:00.000Z');
    school.world.set('2026-11-24T12:30:00+03:00');
    // It is not to be counted below.
    await query(school, `update lesson set day = '2026-07-01' where id = :lesson`, { lesson });
  });
});

/** Six chess lessons of one week long ago, when nothing else was taught: 2026-08-17 is a Monday. */
const lessons: [day: `${number}-${number}-${number}`, completeAt: string | null][] = [
  ['2026-08-17', '2026-08-17T14:00:00+03:00'],
  ['2026-08-17', '2026-08-17T23:59:59+03:00'],
  ['2026-08-18', '2026-08-19T00:00:00+03:00'],
  ['2026-08-18', '2026-08-20T15:00:00+03:00'],
  ['2026-08-19', null],
  ['2026-08-25', '2026-08-25T10:00:00+03:00'],
];

describe('the share filled on the day', () => {
  const august = { from: '2026-08-17', to: '2026-08-31' } as const;
  beforeAll(async () => {
    for (const [at, [day, done]] of lessons.entries()) {
      const id = await addLesson(school, chess.courseId, { day, slot: 1 + (at % 2), topic: 'Дебют' });
      await query(school, 'update lesson set complete_at = :done where id = :id', { id, done });
    }
  });
  const asHouse = <T>(work: Parameters<typeof school.house.asHouse<T>>[0]) => school.house.asHouse(work);

  test('ends at the school’s midnight: 23:59:59 is in time, 00:00 is later', async () => {
    const { august: filled } = await asHouse(act => filledOver(act, { august }));
    expect(filled).toEqual({ held: 6, onDay: 3, later: 2, owed: 1 });
    expect(shareOf(filled)).toBe(500);
  });

  test('is counted to who gave the lesson: the substitute’s is the substitute’s', async () => {
    const [lesson] = await query<{ id: number }>(school, `select id from lesson where day = '2026-08-19'`);
    await standIn(school, { lessonId: lesson!.id });
    const teachers = await school.as('kuznetsov', act => teachersFilled(act, august));
    expect(
      teachers.map(({ name, held, onDay, later, owed, share }) => [name, held, onDay, later, owed, share]),
    ).toEqual([
      ['Волков Денис Олегович', 1, 0, 0, 1, 0],
      ['Иванова Наталья Петровна', 5, 3, 2, 0, 600],
    ]);
  });

  test('goes by weeks from Monday', async () => {
    expect(await asHouse(act => filledByWeek(act, august))).toEqual([
      { monday: '2026-08-17', held: 5, onDay: 2 },
      { monday: '2026-08-24', held: 1, onDay: 1 },
    ]);
  });

  test('is rounded mathematically, and nothing of nothing', () => {
    expect([shareOf({ held: 3, onDay: 2 }), shareOf({ held: 3, onDay: 1 }), shareOf({ held: 16, onDay: 1 })]).toEqual([
      667, 333, 63,
    ]);
    expect(shareOf({ held: 0, onDay: 0 })).toBeNull();
  });

  test('has its list behind it: what was not filled on the day, by whom, when after all', async () => {
    const list = await school.as('morozov', act => unfilledLessons(act, august));
    expect(
      list.map(({ day, slot, owner, owed, filledAt }) => [day, slot, owner, owed.length > 0, filledAt?.toISOString()]),
    ).toEqual([
      ['2026-08-19', 1, 'Волков Д. О.', true, undefined],
      ['2026-08-18', 2, 'Иванова Н. П.', true, '2026-08-20T12:00:00.000Z'],
      ['2026-08-18', 1, 'Иванова Н. П.', true, '2026-08-18T21:00:00.000Z'],
    ]);
    const [volkov] = await query<{ id: number }>(school, `select id from person where login = 'volkov'`);
    expect(await school.as('morozov', act => unfilledLessons(act, { ...august, personId: volkov!.id }))).toHaveLength(
      1,
    );
  });
});

describe('the sample school on Tuesday, November 24, at 12:30', () => {
  test('its figures are those of its rows', async () => {
    const { today, week, period, spans } = await school.as('sokolova', keeping);
    expect(spans).toMatchObject({
      today: { from: '2026-11-24', to: '2026-11-24' },
      week: { from: '2026-11-23', to: '2026-11-24' },
      period: { kind: 'quarter', number: 2, to: '2026-11-24' },
      year: { from: '2026-09-01' },
    });
    const rows = await query<{ day: string; slot: number; lacks: boolean; date: string | null }>(
      school,
      `select l.day::text as day, l.slot, (l.complete_at at time zone 'Europe/Moscow')::date::text as date,
         l.topic is null or l.attendance_at is null or (l.homework is null and not l.no_homework and k.grade > 1) as lacks
       from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
       where l.day between '2026-11-01' and '2026-11-24'`,
    );
    // Today the fourth lesson ended at 12:00, the fifth goes on.
    const held = rows.filter(({ day, slot }) => day < '2026-11-24' || slot <= 4);
    const counted = (from: string) => {
      const own = held.filter(({ day }) => day >= from);
      const onDay = own.filter(({ day, lacks, date }) => !lacks && date === day).length;
      const owed = own.filter(({ lacks }) => lacks).length;
      return { held: own.length, onDay, later: own.length - onDay - owed, owed };
    };
    expect([today, week, period]).toMatchObject([counted('2026-11-24'), counted('2026-11-23'), counted('2026-11-01')]);
    expect(today).toEqual({ held: 60, onDay: 58, later: 0, owed: 2, share: 967 });
  });

  test('teacher by teacher and week by week it is that of the quarter', async () => {
    const spans = (await school.house.asHouse(spansOf))!;
    const { period } = await school.as('sokolova', act => keepingCourse(act, spans, 'today'));
    const all = await school.as('sokolova', keeping);
    expect(period.total).toEqual(all.period);
    expect(period.weeks.map(({ monday }) => monday)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']);
    const teachers = period.teachers.flatMap(({ weeks }) => weeks.filter(({ monday }) => monday === '2026-11-23'));
    expect(teachers.reduce((sum, { held }) => sum + held, 0)).toBe(all.week.held);
  });

  test('takes as many queries for the day as for the quarter', async () => {
    const spans = (await school.house.asHouse(spansOf))!;
    const queries = (span: 'today' | 'period') =>
      school.countQueries(() => school.as('sokolova', act => keepingCourse(act, spans, span)));
    expect(await queries('period')).toBe(await queries('today'));
  });

  test('is for director and deputy', async () => {
    expect((await school.as('morozov', keeping)).today.held).toBeGreaterThan(0);
    for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha'])
      expect(await refusalOf(school.as(login, keeping)), login).toMatchObject({ kind: 'not-found' });
  });
});
