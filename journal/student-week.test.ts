import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { bells } from '#school/bells.ts';
import { holidays } from '#school/holidays.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { explainAbsence } from './absence-notes/explain-absence.ts';
import { studentAbsences } from './attendance/student-absences.ts';
import { yearOfStudent } from './attendance/year-of-student.ts';
import { giveMark } from './give-mark.ts';
import { markAbsences } from './mark-absence.ts';
import { homeworkOfSubjects, studentHomeworkDays } from './student-homework.ts';
import { studentTimetable } from './student-timetable.ts';
import { studentWeek } from './student-week.ts';
import { substitutionsOfDay } from './substitutions/substitutions-of-day.ts';

let school: TestSchool;
let chess: SmallClass;
let anna: number;
let subjectId: number;
const lessons: Record<string, number> = {};
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna] = chess.students;
  const [row] = await query<{ id: number }>(school, `select id from subject where name = 'Шахматы'`);
  subjectId = row!.id;
  for (const [day, more] of [
    ['2026-11-23', { homework: 'Задачи 1–3' }],
    ['2026-11-24', { noHomework: true }],
    ['2026-11-25', {}],
    ['2026-11-27', {}],
  ] as const) {
    lessons[day] = await addLesson(school, chess.courseId, { day, slot: 5, ...more });
  }
  await standIn(school, { lessonId: lessons['2026-11-25']! });
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'smirnov'`,
    { anna },
  );
});
afterAll(() => school.close());

const asMother = <T>(work: (act: Act) => Promise<T>) => school.as('smirnov', work);

test('Анна’s week: what is due at each lesson, who stands in, marks and absences', async () => {
  await school.as('ivanova', act => giveMark(act, { lessonId: lessons['2026-11-23']!, studentId: anna, value: 5 }));
  const week = await asMother(act => studentWeek(act, anna));
  expect(week).toMatchObject({ monday: '2026-11-23', sunday: '2026-11-29', previous: '2026-11-16', current: true });
  expect(week.days.map(({ isSchoolDay, lessons }) => [isSchoolDay, lessons.length])).toEqual([
    [true, 1],
    [true, 1],
    [true, 1],
    [true, 0],
    [true, 1],
    [false, 0],
    [false, 0],
  ]);
  const [monday, tuesday, wednesday] = week.days.map(({ lessons }) => lessons[0]);
  expect(monday).toMatchObject({ subject: 'Шахматы', startsAt: '12:10', marks: [{ value: 5 }], absence: null });
  expect(tuesday).toMatchObject({ now: true, instead: null, tasks: [{ homework: 'Задачи 1–3' }] });
  expect(wednesday).toMatchObject({
    ...{ teacher: 'Волков Д. О.', instead: 'Иванова Н. П.', now: false },
    tasks: [{ homework: null, givenOn: '2026-11-24' }],
  });
});

test('a week of holidays names them; grade 1 alone has its week of February', async () => {
  const days = (login: string, id: number, from: `${number}-${number}-${number}`) =>
    school.as(login, act => studentTimetable(act, id, { from, to: from }));
  const egor = await studentOf(school, 'Козлов Егор');
  expect((await asMother(act => studentTimetable(act, anna, { from: '2026-10-28', to: '2026-10-28' }))).days).toEqual([
    { day: '2026-10-28', isSchoolDay: false, dayOff: 'Осенние каникулы', lessons: [] },
  ]);
  expect(await days('kozlova', egor, '2027-02-16')).toMatchObject({
    days: [{ isSchoolDay: false, dayOff: 'Дополнительные каникулы' }],
    next: '2027-02-22',
  });
  expect((await days('smirnov', anna, '2027-02-16')).days).toMatchObject([{ isSchoolDay: true, dayOff: null }]);
});

test('homework of several days, and of a subject at its next lesson', async () => {
  const span = { from: '2026-11-24', to: '2026-11-25' } as const;
  const { days } = await asMother(act => studentHomeworkDays(act, anna, span));
  expect(days.map(({ day, tasks }) => [day, tasks.map(({ homework }) => homework)])).toEqual([
    ['2026-11-24', ['Задачи 1–3']],
    ['2026-11-25', [null]],
  ]);
  // At 12:30 today's fifth lesson goes on, so the next is tomorrow's.
  const next = await asMother(act => homeworkOfSubjects(act, anna, { subjectIds: [subjectId] }));
  expect(next.subjects).toMatchObject([{ subject: 'Шахматы', day: '2026-11-25', tasks: [{ homework: null }] }]);
  school.world.set('2026-11-24T09:00:00+03:00');
  const before = await asMother(act => homeworkOfSubjects(act, anna, { subjectIds: [subjectId] }));
  expect(before.subjects).toMatchObject([{ day: '2026-11-24', tasks: [{ homework: 'Задачи 1–3' }] }]);
  school.world.set('2026-11-24T12:30:00+03:00');
  const onThursday = { subjectIds: [subjectId], day: '2026-11-26' } as const;
  expect((await asMother(act => homeworkOfSubjects(act, anna, onThursday))).subjects).toEqual([]);
});

test('absences: a full day, one that waits for the class teacher, and what may still be explained', async () => {
  for (const day of ['2026-11-23', '2026-11-24'])
    await school.as('ivanova', act =>
      markAbsences(act, lessons[day]!, [{ studentId: chess.students[1], kind: day === '2026-11-23' ? 'н' : 'оп' }]),
    );
  const boris = chess.students[1];
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :boris, 'mother', '2026-09-01' from person where login = 'smirnov'`,
    { boris },
  );
  const span = { from: '2026-11-02', to: '2026-11-24' } as const;
  const absences = () => asMother(act => studentAbsences(act, boris, span));
  expect(await absences()).toMatchObject({
    figures: { lessons: 2, missed: 1, days: 1, late: 1, attendance: 500 },
    days: [
      { day: '2026-11-23', missed: 1, full: true, state: 'unexplained', mayExplain: true },
      { day: '2026-11-24', missed: 0, late: 1, full: false, state: null, mayExplain: false },
    ],
  });
  // The lessons that are to come are none of the year so far.
  expect(await asMother(act => yearOfStudent(act, boris))).toEqual({
    days: [
      { day: '2026-11-23', missed: 1, full: true },
      { day: '2026-11-24', missed: 0, full: false },
    ],
  });
  await asMother(act =>
    explainAbsence(act, { studentId: boris, since: '2026-11-23', until: '2026-11-23', reason: 'ill', text: '' }),
  );
  expect((await absences()).days[0]).toMatchObject({ state: 'waiting', mayExplain: false });
  const teacher = await school.as('fedorova', act => studentAbsences(act, boris, span));
  expect(teacher.days[0]).toMatchObject({ mayExplain: false });
});

test('the staff sees who stands in for whom, and never why; families do not', async () => {
  const seen = await school.as('volkov', act => substitutionsOfDay(act, '2026-11-25'));
  expect(seen.lessons).toContainEqual({
    ...{ lessonId: lessons['2026-11-25'], slot: 5, startsAt: '12:10', endsAt: '12:50', className: '3К', room: '1' },
    ...{
      subject: 'Шахматы',
      subgroup: null,
      teacher: 'Иванова Н. П.',
      substitute: 'Волков Д. О.',
      decided: 'instead',
      part: 'substituting',
    },
  });
  expect(JSON.stringify(seen)).not.toContain('болезнь');
  const parent = school.as('petrova', act => substitutionsOfDay(act, '2026-11-25'));
  expect(await refusalOf(parent)).toMatchObject({ kind: 'not-found' });
});

test('bells, and the holidays of the year with those of grade 1 for whom they are', async () => {
  const rung = await asMother(bells);
  expect(rung[0]).toEqual({ slot: 1, startsAt: '08:30', endsAt: '09:10' });
  expect(rung).toHaveLength(8);
  const of = (grades?: number[]) => asMother(act => holidays(act, grades));
  const year = await of([3]);
  expect(year).toMatchObject({ now: null, summer: false, next: { name: 'Зимние каникулы', firstDay: '2026-12-31' } });
  expect(year.daysOff.map(({ name }) => name)).not.toContain('Дополнительные каникулы');
  expect((await of([3, 1])).daysOff.map(({ name }) => name)).toContain('Дополнительные каникулы');
  // Autumn: Saturday 24 October to Sunday 1 November, nine days.
  expect(year.daysOff[0]).toMatchObject({ name: 'Осенние каникулы', firstDay: '2026-10-24', days: 9 });
});

test('strangers are told of no student, and a longer span costs the same queries', async () => {
  const span = { from: '2026-11-23', to: '2026-11-29' } as const;
  for (const ask of [
    (act: Act) => studentTimetable(act, anna, span),
    (act: Act) => studentHomeworkDays(act, anna, span),
    (act: Act) => homeworkOfSubjects(act, anna, { subjectIds: [subjectId] }),
    (act: Act) => studentWeek(act, anna),
    (act: Act) => studentAbsences(act, anna, span),
    (act: Act) => yearOfStudent(act, anna),
  ] as ((act: Act) => Promise<unknown>)[]) {
    expect(await refusalOf(school.as('petrova', ask))).toMatchObject({ kind: 'not-found' });
  }
  const count = (to: typeof span.to) =>
    school.countQueries(() =>
      school.as('morozov', async act => {
        await studentTimetable(act, anna, { ...span, to });
        await studentAbsences(act, anna, { ...span, to });
      }),
    );
  expect(await count('2026-11-29' as const)).toBe(await count('2026-12-20' as never));
});
