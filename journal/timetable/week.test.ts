import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { roomOf } from '#test/timetable.ts';
import { timetableChoices } from './choices.ts';
import { freeAt } from './free-at.ts';
import { timetableOfClass, timetableOfRoom, timetableOfTeacher } from './week.ts';

// 5Б on Tuesday, 24 November 2026: Русский язык, Физическая культура, История, Математика, Литература.
let school: TestSchool;
let classId: number;
let otherId: number;
let ivanova: number;
beforeAll(async () => {
  school = await openTestSchool();
  const idOf = async (name: string) =>
    (await query<{ id: number }>(school, 'select id from school_class where grade || letter = :name', { name }))[0]!.id;
  [classId, otherId] = [await idOf('5Б'), await idOf('7А')];
  ivanova = await school.person('ivanova');
});
afterAll(() => school.close());

const ofClass = (login: string, day?: Day) =>
  school.as(login, act => timetableOfClass(act, classId, day ? { day } : {}));

describe('the week', () => {
  test('of a class has its lessons with bells, rooms and both subgroups', async () => {
    const week = await ofClass('petrova');
    expect(week).toMatchObject({
      name: '5Б',
      monday: '2026-11-23',
      current: true,
      week: null,
      slots: [1, 2, 3, 4, 5, 6],
    });
    const [monday, tuesday] = week.days;
    expect(tuesday!.lessons.map(({ subject }) => subject)).toEqual([
      'Русский язык',
      'Физическая культура',
      'История',
      'Математика',
      'Литература',
    ]);
    expect(monday!.lessons.filter(({ slot }) => slot === 2)).toMatchObject([
      { subject: 'Английский язык', subgroup: 1, room: '243', startsAt: '09:20', endsAt: '10:00' },
      { subject: 'Английский язык', subgroup: 2, room: '241' },
    ]);
  });

  test('of a teacher has what is given to others and what is taken over', async () => {
    const id = await lessonOf(school, { className: '5Б', subject: 'История', day: '2026-11-27' });
    await query(school, 'delete from substitution where lesson_id = :id', { id });
    await standIn(school, { lessonId: id, login: 'ivanova', reason: 'курсы' });
    const week = await school.as('volkov', act => timetableOfTeacher(act, ivanova));
    expect(week.name).toBe('Иванова Наталья Петровна');
    const [instead] = week.days[4]!.lessons.filter(({ subject }) => subject === 'История');
    expect(instead).toMatchObject({ substituteId: ivanova, teacher: 'Дементьев В. Р.', className: '5Б' });
    const given = await school.as('volkov', act => timetableOfTeacher(act, instead!.teacherId));
    expect(given.days[4]!.lessons.find(({ lessonId }) => lessonId === id)).toMatchObject({
      substitute: 'Иванова Н. П.',
    });
  });

  test('of a room has the lessons in it', async () => {
    const room = await roomOf(school, '301');
    const week = await school.as('fedorova', act => timetableOfRoom(act, room));
    expect(week.days[1]!.lessons.map(({ slot, className }) => `${slot} ${className}`)).toEqual([
      '1 7А',
      '3 7А',
      '4 5Б',
    ]);
  });

  test('before the new year has a short day, with its own bells', async () => {
    const week = await ofClass('masha', '2026-12-30');
    expect(week.days.map(({ special }) => special)).toEqual([
      null,
      null,
      { day: '2026-12-30', name: 'Сокращённые уроки', reason: 'перед Новым годом' },
      ...[null, null, null, null],
    ]);
    const [tuesday, wednesday, thursday] = week.days.slice(1);
    expect(tuesday!.lessons[1]).toMatchObject({ startsAt: '09:20', endsAt: '10:00' });
    expect(wednesday!.lessons[1]).toMatchObject({ startsAt: '09:10', endsAt: '09:40' });
    expect(thursday).toMatchObject({ dayOff: 'Зимние каникулы', lessons: [] });
  });

  test('beyond what is laid out is as the timetable says', async () => {
    await query(school, `delete from lesson where day > '2026-12-25' and topic is null`);
    const week = await ofClass('petrova', '2027-01-12');
    expect(week.days[1]!.lessons).toMatchObject([
      { lessonId: null, subject: 'Русский язык', room: '201' },
      { lessonId: null, subject: 'Физическая культура' },
      { lessonId: null, subject: 'История' },
      { lessonId: null, subject: 'Математика', teacher: 'Иванова Н. П.', startsAt: '11:15' },
      { lessonId: null, subject: 'Литература' },
    ]);
  });

  test('says whether it is week A or B where the school has two', async () => {
    await query(school, 'update school set alternating_weeks = true');
    expect((await ofClass('petrova')).week).toBe('A');
    expect((await ofClass('petrova', '2026-12-01')).week).toBe('B');
    await query(school, 'update school set alternating_weeks = false');
  });

  test('takes as many queries full as empty', async () => {
    const counted = (day: Day) => school.countQueries(() => ofClass('petrova', day));
    expect(await counted('2026-11-24')).toBe(await counted('2027-07-01'));
  });
});

describe('a timetable opens', () => {
  test('to a family when it is of its class, of others it finds nothing', async () => {
    const other = (login: string) => school.as(login, act => timetableOfClass(act, otherId));
    for (const login of ['petrova', 'smirnov', 'masha']) expect((await ofClass(login)).name).toBe('5Б');
    for (const login of ['petrova', 'masha', 'kozlova'])
      expect(await refusalOf(other(login))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(school.as('petrova', act => timetableOfTeacher(act, ivanova)))).toMatchObject({
      kind: 'not-found',
    });
    expect((await other('volkov')).name).toBe('7А');
  });

  test('by itself on one’s own: the teacher’s lessons, the child’s class', async () => {
    expect((await school.as('ivanova', timetableChoices)).own).toEqual({ kind: 'teacher', id: ivanova });
    const mother = await school.as('petrova', timetableChoices);
    expect(mother).toMatchObject({ wholeSchool: false, mayKeep: false, teachers: [], rooms: [] });
    expect(mother.classes.map(({ name }) => name)).toEqual(['2А', '5Б']);
    const student = await school.as('masha', timetableChoices);
    expect(student.own).toEqual({ kind: 'class', id: classId });
    expect(await school.as('morozov', timetableChoices)).toMatchObject({ wholeSchool: true, mayKeep: true });
  });
});

describe('at the time of a lesson', () => {
  const free = (day: Day, slot: number) => school.as('morozov', act => freeAt(act, { day, slot }));

  test('who teaches is not free, nor is the room; who is at school that day comes first', async () => {
    const third = await free('2026-11-24', 3);
    expect(third).toMatchObject({ startsAt: '10:15', endsAt: '10:55', isSchoolDay: true });
    expect(third.teachers.some(({ id }) => id === ivanova)).toBe(false);
    expect(third.rooms.some(({ name }) => name === '301')).toBe(false);
    const second = await free('2026-11-24', 2);
    expect(second.teachers.find(({ id }) => id === ivanova)).toMatchObject({
      name: 'Иванова Наталья Петровна',
      lessonsThatDay: 3,
      subjects: expect.arrayContaining(['Математика', 'Алгебра']),
    });
    expect(second.rooms.some(({ name }) => name === '301')).toBe(true);
    const counts = second.teachers.map(({ lessonsThatDay }) => lessonsThatDay > 0);
    expect(counts).toEqual(counts.toSorted((a, b) => Number(b) - Number(a)));
  });

  test('on a Sunday everybody is free; a family is not told', async () => {
    expect((await free('2026-11-29', 1)).teachers.length).toBeGreaterThan(20);
    const asking = school.as('petrova', act => freeAt(act, { day: '2026-11-24', slot: 1 }));
    expect(await refusalOf(asking)).toMatchObject({ kind: 'not-found' });
  });
});
