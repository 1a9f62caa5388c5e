import { expect, test } from 'vitest';
import type { Day } from '../day.ts';
import { clockOf } from './calendar.ts';
import { cast } from './cast.ts';
import { makeSchool, type SampleSchool } from './make-school.ts';

const clock = clockOf('Europe/Moscow');
const madeOn = (today: Day, time = 18 * 60, students = 280) =>
  makeSchool({ today, at: clock(today, time), students, timeZone: 'Europe/Moscow', passwordHashes: new Map() });
const school = madeOn('2026-11-24', 12 * 60 + 30);
const yearsEnd = madeOn('2027-05-20');

const by = <T, K>(rows: readonly T[], key: (row: T) => K) => Map.groupBy(rows, key);
const idOf = (rows: readonly { id: number }[]) => new Map(rows.map(row => [row.id, row]));
const classNamed = (of: SampleSchool, name: string) => of.classes.find(one => `${one.grade}${one.letter}` === name)!;

/** Lessons of a class with their courses. */
function lessonsOf(of: SampleSchool, className: string) {
  const courses = new Map(
    of.courses.filter(course => course.schoolClass === classNamed(of, className).id).map(course => [course.id, course]),
  );
  return of.lessons.filter(lesson => courses.has(lesson.course!));
}

function studentNamed(of: SampleSchool, familyName: string, givenName: string): number {
  const people = of.people.filter(person => person.familyName === familyName && person.givenName === givenName);
  return of.students.find(student => people.some(person => person.id === student.person))!.id;
}

/** Marks that stand, of a student on a day. */
function marksOn(of: SampleSchool, student: number, day: Day) {
  const lessons = new Set(of.lessons.filter(lesson => lesson.day === day).map(lesson => lesson.id));
  return of.marks.filter(mark => mark.student === student && lessons.has(mark.lesson!) && mark.replacedAt === null);
}

test('the same options give the same school, other days the same people', () => {
  expect(JSON.stringify(madeOn('2026-11-24', 12 * 60 + 30))).toBe(JSON.stringify(school));
  expect(yearsEnd.people.slice(0, 300)).toEqual(school.people.slice(0, 300));
  expect(yearsEnd.entries).toEqual(school.entries);
});

test('the school has fourteen classes, 280 students and 26 staff in every role', () => {
  expect(school.classes.map(one => `${one.grade}${one.letter}`).join(' ')).toBe(
    '1А 1Б 2А 3А 4А 5А 5Б 6А 7А 8А 8Б 9А 10А 11А',
  );
  expect(school.students.length).toBe(281); // One came in October.
  const staff = by(school.assignments, assignment => assignment.person);
  expect(staff.size).toBe(26);
  const counts = by(school.assignments, assignment => assignment.role!);
  expect([...counts].map(([role, rows]) => [role, rows.length])).toEqual([
    ['director', 1],
    ['teacher', 26],
    ['deputy', 1],
    ['registrar', 1],
  ]);
  expect(new Set(school.classes.map(one => one.classTeacher)).size).toBe(14);
});

test('everybody of the cast is there under the name and in the class everybody knows', () => {
  for (const member of cast) {
    const person = school.people.find(one => one.login === member.login);
    const { familyName, givenName, patronymic } = member;
    expect(person, member.login).toMatchObject({ familyName, givenName, patronymic });
  }
  const classOf = (familyName: string, givenName: string) => {
    const student = studentNamed(school, familyName, givenName);
    const id = school.enrolments.find(enrolment => enrolment.student === student)!.schoolClass;
    const found = school.classes.find(one => one.id === id)!;
    return `${found.grade}${found.letter}`;
  };
  expect(classOf('Петрова', 'Мария')).toBe('5Б');
  expect(classOf('Петров', 'Иван')).toBe('2А');
  expect(classOf('Смирнов', 'Дмитрий')).toBe('5Б');
  expect(classOf('Козлов', 'Егор')).toBe('1А');
  expect(classOf('Орлов', 'Тимофей')).toBe('5Б');
  expect(classOf('Белова', 'Анна')).toBe('11А');
  expect([classOf('Иванов', 'Пётр'), classOf('Иванов', 'Павел')]).toEqual(['5Б', '5Б']);
});

test('every student has one parent or two, and some parents have several children', () => {
  const parents = by(school.guardianships, guardianship => guardianship.student!);
  expect(school.students.every(student => [1, 2].includes(parents.get(student.id)!.length))).toBe(true);
  const families = [...by(school.guardianships, guardianship => guardianship.parent!).values()];
  expect(families.filter(children => children.length === 2).length).toBeGreaterThan(15);
  expect(families.filter(children => children.length === 3).length).toBeGreaterThan(0);
});

test('logins are unique and small enough to type', () => {
  const logins = school.people.map(person => person.login!);
  expect(new Set(logins).size).toBe(logins.length);
  for (const login of logins) expect(login).toMatch(/^[a-z]+(\.[a-z]+\d*)?$/);
});

test('nobody teaches two lessons at one time, substitutes included, and no room holds two', () => {
  const teacherOf = new Map(yearsEnd.courses.map(course => [course.id, course.teacher!]));
  const standsIn = new Map(yearsEnd.substitutions.map(row => [row.lesson!, row.teacher!]));
  const moments = yearsEnd.lessons.map(lesson => `${lesson.day} ${lesson.slot}`);
  const teachers = yearsEnd.lessons.map((lesson, index) => {
    return `${moments[index]} ${standsIn.get(lesson.id) ?? teacherOf.get(lesson.course!)}`;
  });
  const rooms = yearsEnd.lessons.map((lesson, index) => `${moments[index]} ${lesson.room}`);
  expect(new Set(teachers).size).toBe(teachers.length);
  expect(new Set(rooms).size).toBe(rooms.length);
});

test('a class has one lesson at a time, or its two subgroups, and no windows between', () => {
  const courses = idOf(school.courses) as Map<number, SampleSchool['courses'][number]>;
  const days = by(school.entries, entry => `${courses.get(entry.course!)!.schoolClass} ${entry.weekday}`);
  for (const entries of days.values()) {
    const slots = by(entries, entry => entry.slot!);
    expect([...slots.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: slots.size }, (_, index) => index + 1),
    );
    for (const together of slots.values()) {
      const subgroups = together.map(entry => courses.get(entry.course!)!.subgroup);
      expect(together.length === 1 ? subgroups[0] : subgroups.length).toBe(together.length === 1 ? null : 2);
    }
  }
});

test('grade 1 has twenty lessons a week, grade 11 thirty-three', () => {
  const week = (name: string) => {
    const courses = school.courses.filter(course => course.schoolClass === classNamed(school, name).id);
    const own = school.entries.filter(entry => courses.some(course => course.id === entry.course));
    return new Set(own.map(entry => `${entry.weekday} ${entry.slot}`)).size;
  };
  expect([week('1А'), week('5Б'), week('11А')]).toEqual([20, 29, 33]);
});

test('no teacher has more than a load and a bit', () => {
  const loads = by(school.courses, course => course.teacher!);
  for (const courses of loads.values()) {
    expect(courses.reduce((sum, course) => sum + course.hoursPerWeek!, 0)).toBeLessThanOrEqual(26);
  }
});

test('marks stand neither in grade 1 nor in an ungraded course, nor before the lesson, nor after the moment', () => {
  const graded = new Map(yearsEnd.courses.map(course => [course.id, course.graded]));
  const lessons = new Map(yearsEnd.lessons.map(lesson => [lesson.id, lesson]));
  for (const mark of yearsEnd.marks) {
    const lesson = lessons.get(mark.lesson!)!;
    if (!graded.get(lesson.course!) || lesson.day > '2027-05-20' || mark.at! > clock('2027-05-20', 18 * 60)) {
      expect.fail(`mark ${mark.id}`);
    }
  }
  const firstClass = new Set(lessonsOf(yearsEnd, '1А').map(lesson => lesson.id));
  expect(yearsEnd.marks.some(mark => firstClass.has(mark.lesson!))).toBe(false);
  expect(yearsEnd.courses.filter(course => !course.graded && course.schoolClass! > 2).length).toBe(1);
});

test('nobody has a mark in a lesson they missed, or while they belonged to another class', () => {
  const cell = (row: { lesson?: number; student?: number }) => `${row.lesson} ${row.student}`;
  const missed = new Set(yearsEnd.absences.filter(one => one.kind !== 'late').map(cell));
  expect(yearsEnd.marks.filter(mark => missed.has(cell(mark)))).toEqual([]);
  const lessons = new Map(yearsEnd.lessons.map(lesson => [lesson.id, lesson]));
  const classOf = new Map(yearsEnd.courses.map(course => [course.id, course.schoolClass!]));
  const stays = by(yearsEnd.enrolments, enrolment => enrolment.student!);
  const strangers = [...yearsEnd.marks, ...yearsEnd.absences].filter(row => {
    const { day, course } = lessons.get(row.lesson!)!;
    return !stays
      .get(row.student!)!
      .some(
        stay => stay.schoolClass === classOf.get(course!) && stay.since! <= day && (!stay.until || day < stay.until),
      );
  });
  expect(strangers).toEqual([]);
});

test('5, 4, 3 and 2 come at about 30, 40, 25 and 5 %', () => {
  const standing = yearsEnd.marks.filter(mark => mark.replacedAt === null);
  const share = (value: number) => standing.filter(mark => mark.value === value).length / standing.length;
  expect(share(5)).toBeCloseTo(0.32, 1);
  expect(share(4)).toBeCloseTo(0.38, 1);
  expect(share(3)).toBeCloseTo(0.25, 1);
  expect(share(2)).toBeGreaterThan(0.02);
  expect(share(2)).toBeLessThan(0.08);
});

test('a student gets a mark in every fourth or fifth lesson and misses every twentieth', () => {
  const over = yearsEnd.lessons.filter(lesson => lesson.attendanceAt);
  const members = new Map(yearsEnd.courses.map(course => [course.id, 0]));
  const sizes = by(
    yearsEnd.enrolments.filter(enrolment => !enrolment.until),
    enrolment => enrolment.schoolClass,
  );
  for (const course of yearsEnd.courses) {
    const size = sizes.get(course.schoolClass!)!.length;
    members.set(course.id, course.subgroup ? size / 2 : size);
  }
  const graded = new Set(yearsEnd.courses.filter(course => course.graded).map(course => course.id));
  const seats = (lessons: typeof over) => lessons.reduce((sum, lesson) => sum + members.get(lesson.course!)!, 0);
  const marks = yearsEnd.marks.filter(mark => mark.replacedAt === null).length;
  const missed = yearsEnd.absences.filter(one => one.replacedAt === null && one.kind !== 'late').length;
  expect(marks / seats(over.filter(lesson => graded.has(lesson.course!)))).toBeCloseTo(0.23, 1);
  expect(missed / seats(over)).toBeGreaterThan(0.03);
  expect(missed / seats(over)).toBeLessThan(0.07);
});

test('a corrected mark keeps its old value, and every kind of work is in use', () => {
  const byId = new Map(yearsEnd.marks.map(mark => [mark.id, mark]));
  const corrections = yearsEnd.marks.filter(mark => mark.replaces);
  expect(corrections.length).toBeGreaterThan(100);
  for (const mark of corrections) {
    const old = byId.get(mark.replaces!)!;
    expect({ lesson: mark.lesson, student: mark.student, at: mark.at }).toEqual({
      lesson: old.lesson,
      student: old.student,
      at: old.replacedAt,
    });
    expect(mark.value).not.toBe(old.value);
  }
  expect(new Set(yearsEnd.marks.map(mark => mark.workKind)).size).toBe(12);
  expect(yearsEnd.marks.some(mark => mark.position === 2)).toBe(true);
});

test('a class writes one control work a day at most', () => {
  const control = new Set(yearsEnd.workKinds.filter(kind => kind.control).map(kind => kind.id));
  const courses = new Map(yearsEnd.courses.map(course => [course.id, course]));
  const lessons = new Map(yearsEnd.lessons.map(lesson => [lesson.id, lesson]));
  const written = yearsEnd.marks
    .filter(mark => control.has(mark.workKind!))
    .map(mark => lessons.get(mark.lesson!)!)
    .map(lesson => {
      const { schoolClass, subject } = courses.get(lesson.course!)!;
      return [`${lesson.day} ${schoolClass}`, subject!] as const;
    });
  const days = by(written, ([day]) => day);
  for (const works of days.values()) expect(new Set(works.map(([, subject]) => subject)).size).toBe(1);
});

test('this week Волков stands in for a lesson of 5Б, and there have been substitutions before', () => {
  const volkov = school.people.find(person => person.login === 'volkov')!.id;
  const lessons = new Map(lessonsOf(school, '5Б').map(lesson => [lesson.id, lesson]));
  const his = school.substitutions.filter(row => row.teacher === volkov && lessons.has(row.lesson!));
  expect(his.map(row => lessons.get(row.lesson!)!.day)).toContain('2026-11-24');
  const days = new Map(school.lessons.map(lesson => [lesson.id, lesson.day]));
  const before = school.substitutions.filter(row => days.get(row.lesson!)! < '2026-11-23');
  expect(before.length).toBeGreaterThan(5);
  expect(school.substitutions.length - before.length).toBeGreaterThanOrEqual(2);
});

test('one came to 6А in October, one went from 8А to 8Б, one left 7А', () => {
  const events = school.enrolments.filter(one => one.until || one.arrival === 'moved' || one.since !== '2026-09-01');
  const names = new Map(school.classes.map(one => [one.id, `${one.grade}${one.letter}`]));
  expect(
    events.map(({ schoolClass, since, until, departure }) => [names.get(schoolClass!), since, until, departure]),
  ).toEqual(
    expect.arrayContaining([
      ['6А', '2026-10-12', null, null],
      ['8А', '2026-09-01', '2026-11-02', 'moved'],
      ['8Б', '2026-11-02', null, null],
      ['7А', '2026-09-01', '2026-11-19', 'left'],
    ]),
  );
  expect(events.length).toBe(4);
});

test('Орлова, Иванова and Волков have each left something out in 5Б', () => {
  const subjects = new Map(school.subjects.map(subject => [subject.id, subject.name]));
  const courses = new Map(school.courses.map(course => [course.id, subjects.get(course.subject!)]));
  const open = lessonsOf(school, '5Б').filter(lesson => lesson.filledAt && lesson.day < '2026-11-24');
  const without = (missing: (lesson: (typeof open)[number]) => boolean) =>
    open.filter(missing).map(lesson => courses.get(lesson.course!));
  expect(without(lesson => lesson.topic === null)).toEqual(['Физическая культура']);
  expect(without(lesson => lesson.homework === null && !lesson.noHomework)).toEqual(['Русский язык']);
  expect(without(lesson => lesson.attendanceAt === null)).toEqual(['Математика']);
});

test.for([
  ['on the first of September', '2026-09-01'],
  ['on a Sunday', '2026-11-22'],
  ['in the winter holidays', '2027-01-04'],
  ['in the extra week of grade 1', '2027-02-17'],
  ['on the last day of lessons', '2027-05-26'],
  ['on 15 July', '2027-07-15'],
  ['in a leap year', '2028-02-29'],
  ['when the first of September is a Saturday', '2029-09-01'],
] as const)('the school is alive %s', ([, today]) => {
  const of = madeOn(today, 18 * 60, 100);
  const { firstDay, lastDay } = of.year;
  expect(of.lessons.length).toBeGreaterThan(13_000);
  expect(of.lessons.every(lesson => firstDay <= lesson.day && lesson.day <= lastDay)).toBe(true);
  expect(of.lessons.filter(lesson => lesson.day > today).every(lesson => lesson.filledAt === null)).toBe(true);
  expect(of.board.documents[0]).toMatchObject({ kind: 'regulation', number: 1 });
  expect(of.board.documents.every(document => document.date! < today)).toBe(true);
  expect(of.forum.replies.every(reply => reply.at! <= clock(today, 18 * 60))).toBe(true);
  expect(of.substitutions.length).toBeGreaterThanOrEqual(2);
  const last = of.lessons.findLast(lesson => lesson.day <= today)?.day;
  const isBefore = today < firstDay;
  expect(last === undefined).toBe(isBefore);
  if (last) expect(marksOn(of, studentNamed(of, 'Петрова', 'Мария'), last).length).toBeGreaterThan(0);
});

test.for(['2026-11-24', '2026-12-03', '2027-02-26', '2027-04-14'] as const)(
  'on %s Маша has yesterday’s marks before the first bell and today’s after the third lesson',
  day => {
    const masha = (of: SampleSchool) => studentNamed(of, 'Петрова', 'Мария');
    const early = madeOn(day, 7 * 60, 100);
    const yesterday = early.lessons.findLast(lesson => lesson.day < day)!.day;
    expect(marksOn(early, masha(early), yesterday).length).toBeGreaterThan(0);
    expect(marksOn(early, masha(early), day)).toEqual([]);
    const later = madeOn(day, 11 * 60, 100);
    expect(marksOn(later, masha(later), day).length).toBeGreaterThan(0);
  },
);

test('the city school of 1200 has its 48 classes, each with a class teacher, and 80 to 100 staff', () => {
  const city = madeOn('2026-09-07', 10 * 60, 1200);
  expect(city.students.length).toBe(1200);
  expect(city.classes.length).toBe(48);
  expect(city.classes.every(one => one.classTeacher)).toBe(true);
  expect(classNamed(city, '5Б')).toBeDefined();
  const staff = new Set(city.assignments.map(assignment => assignment.person)).size;
  expect(staff).toBeGreaterThanOrEqual(80);
  expect(staff).toBeLessThanOrEqual(100);
});

test('a school of five is refused', () => {
  expect(() => madeOn('2026-09-07', 0, 5)).toThrow(RangeError);
});

test('documents are numbered without gaps within kind and year', () => {
  const sequences = by(yearsEnd.board.documents, document => `${document.kind} ${document.year}`);
  expect([...sequences.keys()].sort()).toContain('order 2027');
  for (const documents of sequences.values()) {
    expect(documents.map(document => document.number)).toEqual(documents.map((_, index) => index + 1));
  }
});

test('of the newest document the cast’s teachers have not taken note, of the regulation nearly all have', () => {
  // The last row is the regulation before the present one.
  const newest = school.board.documents.at(-2)!;
  const readers = (document: number) => school.board.acknowledgements.filter(one => one.document === document);
  const ivanova = school.people.find(person => person.login === 'ivanova')!.id;
  expect(readers(newest.id).length).toBeGreaterThan(0);
  expect(readers(newest.id).some(one => one.person === ivanova)).toBe(false);
  expect(readers(1).length).toBeGreaterThan(18);
  expect(readers(1).length).toBeLessThan(26);
});
