import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { giveMark } from './give-mark.ts';
import { markAbsence } from './mark-absence.ts';
import { studentMarks } from './student-marks.ts';

let school: TestSchool;
let chess: SmallClass;
let anna: number;
let friday: number;
let monday: number;
let tuesday: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna] = chess.students;
  friday = await addLesson(school, chess.courseId, { day: '2026-11-20', slot: 2 });
  monday = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 1 });
  tuesday = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 3 });
  await addMark(school, { lessonId: friday, studentId: anna, value: 4, workKind: 5, at: '2026-11-20T07:00:00Z' });
  await addMark(school, {
    lessonId: friday,
    studentId: anna,
    value: 3,
    workKind: 5,
    position: 2,
    at: '2026-11-20T07:00:00Z',
  });
  await addMark(school, { lessonId: monday, studentId: anna, value: 2, at: '2026-11-23T06:00:00Z' });
});
afterAll(() => school.close());

const marks = (from: `${number}-${number}-${number}`, to = from, changedSince?: string, login = 'fedorova') =>
  school.as(login, act =>
    studentMarks(act, anna, { from, to, ...(changedSince ? { changedSince: new Date(changedSince) } : {}) }),
  );

test('Анна’s days hold her marks by lesson, with kind and weight', async () => {
  const view = await marks('2026-11-20', '2026-11-24');
  expect(view.student).toMatchObject({
    id: anna,
    name: 'Арсеньева Анна',
    givenName: 'Анна',
    className: '3К',
    grade: 3,
  });
  const dictation = {
    workKind: 'диктант',
    weight: 2,
    comment: null,
    at: new Date('2026-11-20T07:00:00Z'),
    changed: null,
  };
  expect(view.days).toEqual([
    {
      day: '2026-11-20',
      entries: [
        {
          lessonId: friday,
          slot: 2,
          subject: 'Шахматы',
          marks: [
            { position: 1, value: 4, ...dictation },
            { position: 2, value: 3, ...dictation },
          ],
          absence: null,
        },
      ],
    },
    {
      day: '2026-11-23',
      entries: [
        {
          lessonId: monday,
          slot: 1,
          subject: 'Шахматы',
          marks: [
            {
              position: 1,
              value: 2,
              workKind: 'ответ на уроке',
              weight: 1,
              comment: null,
              at: new Date('2026-11-23T06:00:00Z'),
              changed: null,
            },
          ],
          absence: null,
        },
      ],
    },
  ]);
});

test('a correction shows what it replaced, what was taken back is not shown', async () => {
  await school.as('ivanova', act =>
    giveMark(act, { lessonId: monday, studentId: anna, value: 5, comment: 'Пересдала.' }),
  );
  const [day] = (await marks('2026-11-23')).days;
  expect(day!.entries[0]!.marks[0]).toMatchObject({ value: 5, comment: 'Пересдала.', changed: { from: 2 } });
  await school.as('ivanova', act => giveMark(act, { lessonId: monday, studentId: anna, value: null }));
  expect((await marks('2026-11-23')).days).toEqual([]);
});

test('absences and lates stand beside marks, a reason apart from the fact', async () => {
  await school.as('ivanova', act => markAbsence(act, { lessonId: tuesday, studentId: anna, kind: 'unknown' }));
  const absence = async () => (await marks('2026-11-24')).days[0]?.entries[0]?.absence;
  expect(await absence()).toEqual({ presence: 'absent', reason: null });
  await query(school, `update absence set kind = 'ill' where lesson_id = :tuesday`, { tuesday });
  expect(await absence()).toEqual({ presence: 'absent', reason: 'ill' });
  await school.as('ivanova', act => markAbsence(act, { lessonId: tuesday, studentId: anna, kind: 'late' }));
  expect(await absence()).toEqual({ presence: 'late', reason: null });
});

test('one subject can be asked for, in any case', async () => {
  const ask = (subject: string) =>
    school.as('fedorova', act => studentMarks(act, anna, { from: '2026-11-20', to: '2026-11-20', subject }));
  expect((await ask('шахматы')).days).toHaveLength(1);
  expect((await ask('Музыка')).days).toEqual([]);
});

describe('what has changed since a moment', () => {
  // It is 12:30 now; everything above was entered at this moment.
  test('is a new mark, a correction, a mark taken back and an absence, as against that moment', async () => {
    const view = await marks('2026-11-24', '2026-11-24', '2026-11-24T09:00:00Z');
    expect(view.changed!.map(({ at: _, ...change }) => change)).toEqual([
      {
        kind: 'mark',
        day: '2026-11-23',
        slot: 1,
        subject: 'Шахматы',
        lessonId: monday,
        value: null,
        was: 2,
        workKind: 'ответ на уроке',
        comment: null,
      },
      {
        kind: 'absence',
        day: '2026-11-24',
        slot: 3,
        subject: 'Шахматы',
        lessonId: tuesday,
        presence: 'late',
        was: 'present',
      },
    ]);
  });

  test('counts what was new then as a new mark', async () => {
    const { changed } = await marks('2026-11-24', '2026-11-24', '2026-11-20T00:00:00Z');
    expect(
      changed!.map(change => [change.day, change.kind, change.kind === 'mark' ? change.value : change.presence]),
    ).toEqual([
      ['2026-11-20', 'mark', 4],
      ['2026-11-20', 'mark', 3],
      ['2026-11-24', 'absence', 'late'],
    ]);
  });

  test('leaves out what went there and back', async () => {
    const since = school.world.now().toISOString();
    school.world.pass(1000);
    await school.as('ivanova', act => giveMark(act, { lessonId: friday, studentId: anna, value: 5 }));
    school.world.pass(1000);
    await school.as('ivanova', act => giveMark(act, { lessonId: friday, studentId: anna, value: 4 }));
    expect((await marks('2026-11-24', '2026-11-24', since)).changed).toEqual([]);
  });
});

test('Маша’s marks are read by herself, her mother, her class teacher, deputy and director, and nobody else (2.4)', async () => {
  const masha = await studentOf(school, 'Петрова Мария');
  const ask = (login: string) =>
    school.as(login, act => studentMarks(act, masha, { from: '2026-11-01', to: '2026-11-24' }));
  for (const login of ['masha', 'petrova', 'ivanova', 'morozov', 'sokolova']) {
    expect((await ask(login)).student.name, login).toBe('Петрова Мария');
  }
  for (const login of ['smirnov', 'kozlova', 'belova', 'orlova', 'volkov', 'fedorova', 'kuznetsov']) {
    expect(await refusalOf(ask(login)), login).toMatchObject({ kind: 'not-found' });
  }
  expect(
    await refusalOf(
      school.as('morozov', act => studentMarks(act, 2_000_000_000, { from: '2026-11-01', to: '2026-11-24' })),
    ),
  ).toMatchObject({ kind: 'not-found' });
});

test('a day and a whole year of marks cost the same two statements', async () => {
  const reader = await school.person('petrova');
  const masha = await studentOf(school, 'Петрова Мария');
  const cost = (from: `${number}-${number}-${number}`) =>
    school.countQueries(() => school.house.as(reader, act => studentMarks(act, masha, { from, to: '2026-11-24' })));
  expect(await cost('2026-09-01')).toBe(await cost('2026-11-24'));
  const bare = await school.countQueries(() => school.house.as(reader, async () => {}));
  expect((await cost('2026-09-01')) - bare).toBe(2);
});
