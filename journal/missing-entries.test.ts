import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { missingByClass, missingBySchoolPeople, missingOfClass, missingOfTeacher } from './missing.ts';
import { type MissingEntry, missingEntries } from './missing-entries.ts';

/*
 * The second quarter of this 3К runs from 2 November to 30 December, 59 days; today is Tuesday the 24th, its 23rd day, half past
 * twelve. At least three marks are due in a quarter: floor(3 · 23 / 59) = 1 by today, floor(3 · 40 / 59) = 2 by 11 December.
 */
let school: TestSchool;
let chess: SmallClass;
let anna: number;
let boris: number;
let vera: number;
const lessons: Record<string, number> = {};
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris, vera] = chess.students;
  await query(
    school,
    `update period set first_day = '2026-11-02', last_day = '2026-12-30' where kind = 'quarter' and number = 2`,
  );
  const add = async (name: string, lesson: Parameters<typeof addLesson>[2]) => {
    lessons[name] = await addLesson(school, chess.courseId, lesson);
  };
  await add('last quarter', { day: '2026-10-20' });
  await add('everything there', { day: '2026-11-03', topic: 'Доска', homework: 'Задача', attendance: true });
  await add('said nothing is set', { day: '2026-11-05', topic: 'Пешка', noHomework: true, attendance: true });
  await add('no topic', { day: '2026-11-10', homework: 'Задача', attendance: true });
  await add('no homework', { day: '2026-11-19', topic: 'Слон', attendance: true });
  await add('no attendance', { day: '2026-11-20', topic: 'Ладья', homework: 'Задача' });
  await add('ended today', { day: '2026-11-24', slot: 4, topic: 'Ферзь' });
  await add('going on', { day: '2026-11-24', slot: 5 });
  await add('tomorrow', { day: '2026-11-25' });
  await addMark(school, { lessonId: lessons['everything there']!, studentId: anna, value: 5 });
});
afterAll(() => school.close());

const ofClass = () => school.house.asHouse(act => missingEntries(act, { classIds: [chess.id] }));
const named = (entries: readonly MissingEntry[]) =>
  entries.flatMap(entry => {
    if (entry.kind !== 'lesson') return [];
    const name = Object.keys(lessons).find(key => lessons[key] === entry.lessonId);
    return [[name, entry.owed, entry.overdue, entry.owner]];
  });
const few = (entries: readonly MissingEntry[]) =>
  entries.flatMap(entry =>
    entry.kind === 'few-marks' ? [{ students: entry.students, of: entry.of, due: entry.due }] : [],
  );

describe('3К lacks', () => {
  test('what lessons of this quarter that have ended have not, the newest first', async () => {
    expect(named(await ofClass())).toEqual([
      ['ended today', ['homework', 'attendance'], false, 'Иванова Н. П.'],
      ['no attendance', ['attendance'], false, 'Иванова Н. П.'],
      ['no homework', ['homework'], false, 'Иванова Н. П.'],
      ['no topic', ['topic'], true, 'Иванова Н. П.'],
    ]);
  });

  test('a mark for Борис and Вера, who have none on the 23rd of 59 days', async () => {
    expect(few(await ofClass())).toEqual([{ students: 2, of: 3, due: 1 }]);
  });

  test('a second mark for all three on the 40th day', async () => {
    school.world.set('2026-12-11T12:30:00+03:00');
    expect(few(await ofClass())).toEqual([{ students: 3, of: 3, due: 2 }]);
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('no mark of who came on Monday, nor of who has left', async () => {
    await query(school, `update enrolment set since = '2026-11-23' where student_id = :boris`, { boris });
    await query(school, `update enrolment set until = '2026-11-20' where student_id = :vera`, { vera });
    expect(few(await ofClass())).toEqual([]);
    await query(school, `update enrolment set since = '2026-09-01', until = null where student_id = any(:all)`, {
      all: `{${boris},${vera}}`,
    });
  });

  test('counts neither a mark taken back, nor one of the last quarter', async () => {
    await addMark(school, { lessonId: lessons['last quarter']!, studentId: boris, value: 4 });
    await addMark(school, { lessonId: lessons['no topic']!, studentId: vera, value: 4 });
    expect(few(await ofClass())).toEqual([{ students: 1, of: 3, due: 1 }]);
    await query(school, 'update mark set value = null where lesson_id = :id', { id: lessons['no topic'] });
    expect(few(await ofClass())).toEqual([{ students: 2, of: 3, due: 1 }]);
  });

  test('neither marks nor homework in grade 1 (3.4)', async () => {
    await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
    const entries = await ofClass();
    expect(named(entries).map(([name, owed]) => [name, owed])).toEqual([
      ['ended today', ['attendance']],
      ['no attendance', ['attendance']],
      ['no topic', ['topic']],
    ]);
    expect(few(entries)).toEqual([]);
    await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
  });

  test('no marks in a course without marks', async () => {
    await query(school, 'update course set graded = false where id = :courseId', { courseId: chess.courseId });
    expect(few(await ofClass())).toEqual([]);
    await query(school, 'update course set graded = true where id = :courseId', { courseId: chess.courseId });
  });

  test('in holidays what the quarter just over lacked, and in the next quarter nothing of it', async () => {
    school.world.set('2027-01-05T12:30:00+03:00');
    expect(named(await ofClass()).map(([name]) => name)).toEqual([
      'tomorrow',
      'going on',
      'ended today',
      'no attendance',
      'no homework',
      'no topic',
    ]);
    expect(few(await ofClass())).toEqual([{ students: 3, of: 3, due: 3 }]);
    school.world.set('2027-01-18T12:30:00+03:00');
    expect(named(await ofClass())).toEqual([]);
    school.world.set('2026-11-24T12:30:00+03:00');
  });
});

describe('who owes it', () => {
  test('is the substitute, and no longer the teacher, where one stood in', async () => {
    await standIn(school, { lessonId: lessons['no attendance']! });
    const own = async (login: string) => {
      const { lessons: found } = await school.as(login, missingOfTeacher);
      return found.filter(({ classId }) => classId === chess.id).map(({ lessonId }) => lessonId);
    };
    expect(await own('volkov')).toEqual([lessons['no attendance']]);
    expect(await own('ivanova')).toEqual([lessons['ended today'], lessons['no homework'], lessons['no topic']]);
    expect(await own('fedorova')).toEqual([]);
  });

  test('is seen in a class by its class teacher, deputy and director alone (4.2c, 5.2b, 6.2)', async () => {
    for (const login of ['fedorova', 'morozov', 'sokolova']) {
      const view = await school.as(login, act => missingOfClass(act, chess.id));
      expect(view.className, login).toBe('3К');
      expect(view.lessons.map(({ owner }) => owner)).toContain('Волков Д. О.');
    }
    for (const login of ['ivanova', 'volkov', 'petrova', 'masha', 'kuznetsov']) {
      expect(await refusalOf(school.as(login, act => missingOfClass(act, chess.id))), login).toMatchObject({
        kind: 'not-found',
      });
    }
    expect(await refusalOf(school.as('morozov', act => missingOfClass(act, 2_000_000_000)))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(school.as('ivanova', missingByClass))).toMatchObject({ kind: 'not-found' });
  });

  test('is the same seen one by one, class by class, and all at once for the clock', async () => {
    const people = await school.house.asHouse(missingBySchoolPeople);
    expect(people.length).toBeGreaterThan(5);
    for (const { personId, own, classes } of people) {
      expect(own.lessons.length + own.courses.length + classes.length).toBeGreaterThan(0);
      expect(await school.house.as(personId, missingOfTeacher)).toEqual(own);
      for (const one of classes) {
        expect(await school.house.as(personId, act => missingOfClass(act, one.classId))).toEqual(one);
      }
    }
    const ofSchool = await school.as('morozov', missingByClass);
    const led = people
      .flatMap(({ classes }) => classes)
      .map(({ className, lessons: owed }) => `${className} ${owed.length}`);
    expect(ofSchool.map(({ className, lessons: owed }) => `${className} ${owed.length}`).toSorted()).toEqual(
      led.toSorted(),
    );
  });

  test('is told to nobody who works here no more, though a course still stands under their name', async () => {
    const ivanova = await school.person('ivanova');
    const told = async () => (await school.house.asHouse(missingBySchoolPeople)).map(({ personId }) => personId);
    expect(await told()).toContain(ivanova);
    await query(school, `update school_class set class_teacher_id = null where class_teacher_id = :ivanova`, {
      ivanova,
    });
    await query(school, `update assignment set until = '2026-11-23' where person_id = :ivanova`, { ivanova });
    expect(await told()).not.toContain(ivanova);
  });

  test('is asked in one statement for lessons and courses and one for final marks, for one teacher and for the school', async () => {
    const reader = await school.person('ivanova');
    const bare = await school.countQueries(() => school.house.as(reader, async () => {}));
    const own = await school.countQueries(() => school.house.as(reader, missingOfTeacher));
    expect(own - bare).toBe(2);
    const everybody = await school.countQueries(() => school.house.asHouse(act => missingBySchoolPeople(act)));
    expect(everybody - bare).toBeLessThanOrEqual(2);
    const all = await school.countQueries(() => school.house.as(reader, act => missingEntries(act)));
    expect(all - bare).toBe(1);
  });
});
