import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveMark } from '#journal/give-mark.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, smallClass } from '#test/journal.ts';

// Анна of 3К is Петрова's child here.
let school: TestSchool;
let anna: number;
let lessonId: number;
beforeAll(async () => {
  school = await openTestSchool();
  const chess = await smallClass(school);
  [anna] = chess.students;
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since) select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna },
  );
  const monday = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 1 });
  await addMark(school, { lessonId: monday, studentId: anna, value: 3, at: '2026-11-23T06:00:00Z' });
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value: 4, workKind: 'тест' }));
});
afterAll(() => school.close());

test('Петрова’s program reads the marks of today by default, of any days when asked', async () => {
  const petrova = await school.browser('petrova');
  const today = await petrova.json('GET', `/api/students/${anna}/marks`);
  expect(today.statusCode).toBe(200);
  expect(today.json()).toEqual({
    student: { id: anna, name: 'Арсеньева Анна', givenName: 'Анна', className: '3К', grade: 3 },
    from: '2026-11-24',
    to: '2026-11-24',
    days: [
      {
        day: '2026-11-24',
        entries: [
          {
            lessonId,
            slot: 1,
            subject: 'Шахматы',
            marks: [
              {
                position: 1,
                value: 4,
                workKind: 'тест',
                weight: 2,
                comment: null,
                at: '2026-11-24T09:30:00.000Z',
                changed: null,
              },
            ],
            absence: null,
          },
        ],
      },
    ],
  });
  const week = await petrova.json('GET', `/api/students/${anna}/marks?from=2026-11-23&to=2026-11-24`);
  expect(week.json().days.map(({ day }: { day: string }) => day)).toEqual(['2026-11-23', '2026-11-24']);
  const since = await petrova.json('GET', `/api/students/${anna}/marks?changedSince=2026-11-24T00:00:00Z`);
  expect(since.json().changed).toMatchObject([{ kind: 'mark', value: 4, was: null, day: '2026-11-24' }]);
});

test('one end alone reaches to today; ends the wrong way round are refused', async () => {
  const petrova = await school.browser('petrova');
  const span = async (query: string) => {
    const answer = await petrova.json('GET', `/api/students/${anna}/marks?${query}`);
    return answer.statusCode === 200 ? [answer.json().from, answer.json().to] : answer.statusCode;
  };
  expect(await span('from=2026-11-02')).toEqual(['2026-11-02', '2026-11-24']);
  expect(await span('to=2026-11-02')).toEqual(['2026-11-02', '2026-11-02']);
  expect(await span('from=2026-12-01')).toEqual(['2026-12-01', '2026-12-01']);
  expect(await span('from=2026-11-24&to=2026-11-02')).toBe(422);
  expect(await span('from=2020-01-01&to=2026-11-24')).toBe(422);
  expect(await span('from=2026-02-30')).toBe(422);
  expect(await span('from=yesterday')).toBe(422);
});

test('another family’s program finds nothing at that address', async () => {
  for (const login of ['smirnov', 'masha', 'volkov', 'kuznetsov']) {
    const answer = await (await school.browser(login)).json('GET', `/api/students/${anna}/marks`);
    expect(answer.statusCode, login).toBe(404);
  }
  expect((await (await school.browser()).json('GET', `/api/students/${anna}/marks`)).statusCode).toBe(401);
});
