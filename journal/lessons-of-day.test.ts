import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, daysBetween } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { lesson } from './lesson.ts';
import { loadLessons } from './lesson-head.ts';
import { lessonsOfDay, narrowed } from './lessons-of-day.ts';

let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
});
afterAll(() => school.close());

const day = (login: string, of: Day = '2026-11-24') => school.as(login, act => lessonsOfDay(act, of));

describe('a day of lessons', () => {
  test('is in order, tells what is going on, and what ended lessons lack', async () => {
    await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1, topic: 'Доска' });
    await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
    await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 8 });
    const own = narrowed(await day('ivanova'), { classId: chess.id }).lessons;
    expect(own.map(({ slot, part, begun, now, owed, mayFill }) => ({ slot, part, begun, now, owed, mayFill }))).toEqual(
      [
        { slot: 1, part: 'own', begun: true, now: false, owed: ['homework', 'attendance'], mayFill: true },
        { slot: 5, part: 'own', begun: true, now: true, owed: [], mayFill: true },
        { slot: 8, part: 'own', begun: false, now: false, owed: [], mayFill: true },
      ],
    );
    const slots = (await day('ivanova')).lessons.map(({ slot }) => slot);
    expect(slots).toEqual(slots.toSorted((a, b) => a - b));
  });

  test('shows a substitution to both: taken over to one, given away to the other', async () => {
    const id = await addLesson(school, chess.courseId, { day: '2026-11-25', slot: 1 });
    await standIn(school, { lessonId: id });
    const seen = async (login: string) => (await day(login, '2026-11-25')).lessons.find(one => one.id === id);
    expect(await seen('volkov')).toMatchObject({ part: 'substituting', teacher: 'Иванова Н. П.', mayFill: true });
    expect(await seen('ivanova')).toMatchObject({ part: 'given-away', substitute: 'Волков Д. О.' });
    expect(await seen('fedorova')).toMatchObject({ part: 'watched', mayFill: false });
  });

  test('knows days off and the school days around them', async () => {
    expect(await day('ivanova', '2026-11-22')).toMatchObject({
      isSchoolDay: false,
      previous: '2026-11-20',
      next: '2026-11-23',
      lessons: [],
    });
  });

  test('gives the deputy the school, and narrows it to a class or a teacher', async () => {
    const all = await day('morozov');
    expect(all.choices.wholeSchool).toBe(true);
    expect(all.choices.classes.map(({ name }) => name).slice(0, 3)).toEqual(['1А', '1Б', '2А']);
    const volkov = await school.person('volkov');
    const his = narrowed(all, { teacherId: volkov }).lessons;
    expect(his.length).toBeGreaterThan(0);
    expect(his.every(one => [one.teacherId, one.substituteId].includes(volkov))).toBe(true);
    expect(narrowed(all, { classId: chess.id }).lessons.map(({ className }) => className)).toEqual(['3К', '3К', '3К']);
  });

  test('after the editing window can be read, not filled', async () => {
    const { lessons } = await day('ivanova', '2026-11-16');
    const own = lessons.filter(({ part }) => part === 'own');
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ mayFill, locked }) => !mayFill && locked === 'window')).toBe(true);
  });
});

test('a lesson is in somebody’s day exactly when the charter lets them read it', async () => {
  const people = await query<{ id: number }>(
    school,
    `select id from person where id in (select person_id from assignment)
       or login in ('petrova', 'smirnov', 'kozlova', 'masha', 'belova') order by id`,
  );
  const first: Day = '2026-11-02';
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...people.map(({ id }) => id)),
      fc.integer({ min: 0, max: daysBetween(first, '2026-12-04') }),
      async (personId, offset) => {
        const of = addDays(first, offset);
        await school.house.as(personId, async act => {
          const everything = await loadLessons(act, { where: 'l.day = :of', params: { of } });
          const readable = everything.filter(head => may(act.by, 'readLesson', head));
          const { lessons } = await lessonsOfDay(act, of);
          expect(lessons.map(({ id }) => id)).toEqual(readable.map(({ id }) => id));
          for (const one of lessons) {
            expect(one.mayFill).toBe(may(act.by, 'fillLesson', one) && one.locked === null);
          }
        });
      },
    ),
    { numRuns: 80 },
  );
});

describe('the number of statements does not grow', () => {
  test('with the lessons of a day: Волков’s few and the deputy’s whole school', async () => {
    const cost = async (login: string) => {
      const reader = await school.person(login);
      return school.countQueries(() => school.house.as(reader, act => lessonsOfDay(act, '2026-11-24')));
    };
    expect(await cost('morozov')).toBe(await cost('volkov'));
  });

  test('with the students of a lesson: three of 3К and all of a class', async () => {
    const reader = await school.person('morozov');
    const { lessons } = await day('morozov');
    const small = lessons.find(one => one.classId === chess.id)!;
    const large = lessons.find(one => one.subgroup === null && one.classId !== chess.id)!;
    const cost = (id: number) => school.countQueries(() => school.house.as(reader, act => lesson(act, id)));
    expect(await cost(large.id)).toBe(await cost(small.id));
    const size = async (id: number) => (await school.as('morozov', act => lesson(act, id))).students.length;
    expect([await size(small.id), (await size(large.id)) > 12]).toEqual([3, true]);
  });
});
