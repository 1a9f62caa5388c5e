import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { copyPlan } from './copy-plan.ts';
import { importPlan, previewPlan } from './import-plan.ts';
import { planOfCourse } from './plan.ts';
import { planProgress } from './plan-progress.ts';

let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
});
afterAll(() => school.close());

const topic = (title: string, rest: object = {}) => ({ section: null, title, hours: 1, plannedOn: null, ...rest });
const head = ['№', 'Тема урока', 'Кол-во часов', 'Дата'];
const preview = (rows: string[][], login = 'ivanova') =>
  school.as(login, act => previewPlan(act, chess.courseId, [head, ...rows]));
const take = (topics: ReturnType<typeof topic>[], basis?: string) =>
  school.as('ivanova', act => importPlan(act, chess.courseId, { topics, ...(basis === undefined ? {} : { basis }) }));
const plan = (login = 'ivanova') => school.as(login, act => planOfCourse(act, chess.courseId));

describe('the plan of Иванова', () => {
  test('is shown before anything is written', async () => {
    const { lines, remarks, hours, kept } = await preview([
      ['1', 'Доска', '1'],
      ['2', 'Пешка', '2', '04.09'],
      ['3', 'Конь', 'много'],
    ]);
    expect(lines.map(({ number, row, title, state }) => [number, row, title, state])).toEqual([
      [1, 2, 'Доска', 'new'],
      [2, 3, 'Пешка', 'new'],
    ]);
    expect([hours, kept, remarks]).toEqual([3, [], [{ row: 4, reason: 'hours', text: 'много', taken: false }]]);
    expect((await plan()).topics).toEqual([]);
  });

  test('once confirmed knows the lessons already given by it, and offers the rest in order', async () => {
    const first = await addLesson(school, chess.courseId, { day: '2026-11-16', topic: 'доска' });
    const second = await addLesson(school, chess.courseId, { day: '2026-11-23', topic: 'Пешка' });
    const next = await addLesson(school, chess.courseId, { day: '2026-11-25' });
    const later = await addLesson(school, chess.courseId, { day: '2026-11-30' });
    await take([topic('Доска'), topic('Пешка', { hours: 2 }), topic('Конь')]);
    const view = await plan('morozov');
    expect(view).toMatchObject({ hours: 4, mayKeep: false, signed: { by: 'Иванова Н. П.' } });
    expect(view.topics.map(({ title, fact, ahead }) => [title, fact[0]?.lessonId, ahead[0]?.lessonId])).toEqual([
      ['Доска', first, undefined],
      ['Пешка', second, next],
      ['Конь', undefined, later],
    ]);
  });

  test('sent again keeps the lines that lessons were given by, renumbers, changes and drops the rest', async () => {
    const before = await plan();
    const { lines, kept, removed, basis } = await preview([
      ['1', 'Правила', '1'],
      ['2', 'Доска', '1'],
      ['3', 'Слон', '2'],
    ]);
    expect(lines.map(({ title, state, was }) => [title, state, was?.title])).toEqual([
      ['Правила', 'new', undefined],
      ['Доска', 'same', 'Доска'],
      ['Слон', 'changed', 'Конь'],
    ]);
    expect([kept.map(({ title }) => title), removed]).toEqual([['Пешка'], []]);
    await take([topic('Правила'), topic('Доска'), topic('Слон', { hours: 2 })], basis);
    const { topics } = await plan();
    expect(topics.map(({ number, title, fact }) => [number, title, fact.length])).toEqual([
      [1, 'Правила', 0],
      [2, 'Пешка', 1],
      [3, 'Доска', 1],
      [4, 'Слон', 0],
    ]);
    expect(topics[2]!.id).toBe(before.topics[0]!.id);
    const overtaken = await refusalOf(take([topic('Доска')], basis));
    expect([overtaken.kind, overtaken.reason]).toEqual(['conflict', 'plan/overtaken']);
  });

  test('is hers to keep: the deputy reads it, the class teacher too, others find nothing', async () => {
    for (const login of ['morozov', 'fedorova']) {
      expect((await refusalOf(preview([['1', 'Доска']], login))).reason, login).toBe('not-allowed/keepPlan');
      expect((await plan(login)).topics, login).toHaveLength(4);
    }
    for (const login of ['orlova', 'petrova', 'masha', 'kuznetsov']) {
      expect((await refusalOf(plan(login))).kind, login).toBe('not-found');
      expect((await refusalOf(preview([['1', 'Доска']], login))).kind, login).toBe('not-found');
    }
  });

  test('is copied to a parallel class of hers without its dates, and to no other', async () => {
    const [other] = await query<{ id: number }>(
      school,
      `with k as (insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
         select year_id, grade, 'Л', class_teacher_id, period_kind from school_class where id = :id returning id)
       insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
       select k.id, c.subject_id, c.teacher_id, 2, true from k, course c where c.id = :courseId returning id`,
      { id: chess.id, courseId: chess.courseId },
    );
    expect((await plan()).parallels).toEqual([
      { courseId: other!.id, className: '3Л', subgroup: null, hasPlan: false },
    ]);
    await school.as('ivanova', act => copyPlan(act, chess.courseId, { to: other!.id }));
    const copied = await school.as('ivanova', act => planOfCourse(act, other!.id));
    expect(copied.topics.map(({ title }) => title)).toEqual(['Правила', 'Пешка', 'Доска', 'Слон']);
    const [maths] = await query<{ id: number }>(
      school,
      `select c.id from course c join person p on p.id = c.teacher_id where p.login = 'ivanova' and c.id not in (:a, :b) limit 1`,
      { a: chess.courseId, b: other!.id },
    );
    const refused = await refusalOf(school.as('ivanova', act => copyPlan(act, chess.courseId, { to: maths!.id })));
    expect(refused.kind).toBe('not-found');
  });

  test('tells hours by plan, given and behind, by period', async () => {
    const hours = await addCourse('3М');
    for (const [index, day] of (
      ['2026-09-07', '2026-09-14', '2026-11-09', '2026-11-16', '2026-11-23'] as const
    ).entries())
      await addLesson(school, hours, { day, ...(index === 1 ? {} : { topic: `Урок ${index}` }) });
    const ahead = await addLesson(school, hours, { day: '2026-12-07', topic: 'Готово заранее' });
    expect(ahead).toBeGreaterThan(0);
    await school.as('ivanova', act =>
      importPlan(act, hours, {
        topics: [topic('А', { hours: 3 }), topic('Б', { hours: 2 }), topic('В', { hours: 4 })],
      }),
    );
    const progress = await school.as('ivanova', act => planProgress(act, hours));
    expect(
      progress.periods.slice(0, 3).map(({ planned, due, given, behind }) => [planned, due, given, behind]),
    ).toEqual([
      [2, 2, 1, 1],
      [4, 3, 3, 0],
      [0, 0, 0, 0],
    ]);
    expect(progress).toMatchObject({ hasPlan: true, planned: 9, due: 5, given: 4, behind: 1 });
  });

  test('asks as many questions for many topics as for few', async () => {
    const few = await school.countQueries(() => plan());
    await take(Array.from({ length: 60 }, (_, index) => topic(`Тема дня ${index}`)));
    expect(await school.countQueries(() => plan())).toBe(few);
  });

  test('of a past year is only read', async () => {
    await query(school, `insert into school_year (first_day, last_day) values ('2026-11-20', '2026-11-21')`);
    expect((await refusalOf(preview([['1', 'Доска']]))).reason).toBe('plan/past-year');
    expect((await plan()).mayKeep).toBe(false);
    await query(school, `delete from school_year where first_day = '2026-11-20'`);
  });
});

async function addCourse(className: string): Promise<number> {
  const [course] = await query<{ id: number }>(
    school,
    `with k as (insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
       select year_id, grade, :letter, class_teacher_id, period_kind from school_class where id = :id returning id)
     insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
     select k.id, c.subject_id, c.teacher_id, 2, true from k, course c where c.id = :courseId returning id`,
    { id: chess.id, courseId: chess.courseId, letter: className.slice(1) },
  );
  return course!.id;
}
