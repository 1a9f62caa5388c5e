import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let id: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
  id = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const post = (what: 'marks' | 'absences', body: object, lesson = id) =>
  ivanova.json('POST', `/api/lessons/${lesson}/${what}`, body);

describe('lessons for programs', () => {
  test('give the day of Иванова, and narrow it', async () => {
    const own = (await ivanova.json('GET', '/api/lessons?mine=true')).json();
    expect(own).toMatchObject({ day: '2026-11-24', isSchoolDay: true, previous: '2026-11-23', next: '2026-11-25' });
    expect(own.lessons.find((one: { id: number }) => one.id === id)).toMatchObject({
      className: '3К',
      subject: 'Шахматы',
      part: 'own',
      now: true,
      mayFill: true,
      owed: [],
    });
    const narrow = (await ivanova.json('GET', `/api/lessons?day=2026-11-24&classId=${chess.id}`)).json();
    expect(narrow.lessons).toHaveLength(1);
  });

  test('refuse a day that no calendar has', async () => {
    for (const day of ['2026-02-30', '2026-13-01', 'today']) {
      const answer = await ivanova.json('GET', `/api/lessons?day=${day}`);
      expect([answer.statusCode, answer.json().error.kind], day).toEqual([422, 'invalid']);
    }
  });

  test('take topic and homework and answer with the lesson', async () => {
    const answer = await ivanova.json('PUT', `/api/lessons/${id}`, { topic: 'Gambit', homework: 'Задача 4' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ topic: 'Gambit', homework: 'Задача 4', notRussian: ['topic'] });
    const cleared = await ivanova.json('PUT', `/api/lessons/${id}`, { topic: null, noHomework: true });
    expect(cleared.json()).toMatchObject({ topic: null, homework: null, noHomework: true });
  });

  test('take a mark and a list of marks, correct and take back', async () => {
    const given = await post('marks', { studentId: anna, value: 4, workKind: 'тест', comment: 'Хорошо.' });
    expect(given.statusCode).toBe(200);
    expect(given.json().students).toMatchObject([
      { id: anna, marks: [{ position: 1, value: 4, workKind: 'тест', comment: 'Хорошо.', was: null }] },
    ]);
    const both = await post('marks', [
      { studentId: anna, value: '5' },
      { studentId: boris, value: 3, position: 2 },
    ]);
    expect(both.json().students).toMatchObject([
      { marks: [{ value: 5, was: 4 }] },
      { marks: [{ value: 3, position: 2 }] },
    ]);
    const back = await post('marks', [
      { studentId: anna, value: null },
      { studentId: boris, value: '', position: 2 },
    ]);
    expect(back.json().students).toMatchObject([{ marks: [] }, { marks: [] }]);
  });

  test('take absences one by one, as a list, and an empty list for «nobody»', async () => {
    const late = await post('absences', { studentId: anna, kind: 'late' });
    expect(late.json().students).toMatchObject([{ id: anna, absence: 'late' }]);
    const list = await post('absences', [
      { studentId: anna, kind: null },
      { studentId: boris, kind: 'unknown' },
    ]);
    expect(list.json().students).toMatchObject([{ absence: null }, { absence: 'unknown' }]);
    expect((await post('absences', [])).statusCode).toBe(200);
    expect((await ivanova.json('GET', `/api/lessons/${id}`)).json()).toMatchObject({
      attendanceTaken: true,
      setsHomework: true,
      scale: [5, 4, 3, 2],
      students: [{ name: 'Арсеньева Анна' }, { name: 'Быков Борис', absence: 'unknown' }, { name: 'Волошина Вера' }],
    });
    await post('absences', { studentId: boris, kind: null });
  });
});

describe('programs hear the same refusals as pages', () => {
  const message = async (answer: Promise<{ statusCode: number; json(): { error: { message: string } } }>) => {
    const { statusCode, json } = await answer;
    return [statusCode, json().error.message.replaceAll('\u00a0', ' ')];
  };

  test('of clauses 3.3 and 3.4', async () => {
    expect(await message(post('marks', { studentId: anna, value: 'осв.' }))).toEqual([
      422,
      expect.stringContaining('3.3'),
    ]);
    expect(await message(post('absences', { studentId: anna, kind: 'осв' }))).toEqual([
      422,
      expect.stringContaining('3.3'),
    ]);
    await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
    expect(await message(post('marks', { studentId: anna, value: 5 }))).toEqual([422, expect.stringContaining('3.4')]);
    expect(await message(ivanova.json('PUT', `/api/lessons/${id}`, { homework: 'Задача' }))).toEqual([
      422,
      expect.stringContaining('В 1-м классе домашних заданий нет'),
    ]);
    await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
    await query(school, 'update course set graded = false where id = :courseId', { courseId: chess.courseId });
    expect(await message(post('marks', { studentId: anna, value: 5 }))).toEqual([
      422,
      expect.stringContaining('предмет без отметок'),
    ]);
    await query(school, 'update course set graded = true where id = :courseId', { courseId: chess.courseId });
  });

  test('of the scale, of an unknown kind, of absence, of strangers, with the students’ names', async () => {
    await post('absences', { studentId: boris, kind: 'unknown' });
    const answer = await message(
      post('marks', [
        { studentId: anna, value: 6 },
        { studentId: boris, value: 5 },
      ]),
    );
    expect(answer[0]).toBe(422);
    expect(answer[1]).toMatch(
      /^Ничего не записано.*Арсеньева Анна: отметка — целое число от 2 до 5.*Быков Борис: на этом уроке стоит отсутствие/,
    );
    for (const value of [0, 1, -5, 4.5, true, 'отлично']) {
      expect((await message(post('marks', { studentId: anna, value })))[0], String(value)).toBe(422);
    }
    expect(await message(post('marks', { studentId: anna, value: 5, workKindId: 999 }))).toEqual([
      422,
      expect.stringContaining('Такого вида работы'),
    ]);
    expect(await message(post('marks', { studentId: 999_999, value: 5 }))).toEqual([
      422,
      expect.stringContaining('этого ученика не было в классе 3К'),
    ]);
    const { students } = (await ivanova.json('GET', `/api/lessons/${id}`)).json();
    expect(students.flatMap(({ marks }: { marks: object[] }) => marks)).toEqual([]);
  });

  test('of the future, of the past, of a closed period', async () => {
    const tomorrow = await addLesson(school, chess.courseId, { day: '2026-11-25' });
    const old = await addLesson(school, chess.courseId, { day: '2026-11-16' });
    expect(await message(post('marks', { studentId: anna, value: 5 }, tomorrow))).toEqual([
      422,
      expect.stringContaining('ещё не начался'),
    ]);
    expect((await ivanova.json('PUT', `/api/lessons/${tomorrow}`, { topic: 'Цугцванг' })).statusCode).toBe(200);
    expect(await message(post('marks', { studentId: anna, value: 5 }, old))).toEqual([
      403,
      expect.stringContaining('завуч'),
    ]);
    await query(school, 'update period set closed_at = now()');
    expect(await message(post('marks', { studentId: anna, value: 5 }))).toEqual([
      403,
      expect.stringContaining('закрыт'),
    ]);
    await query(school, 'update period set closed_at = null');
  });

  test('of shape: no student, no value, a text where a number is due', async () => {
    for (const body of [
      {},
      { studentId: anna },
      { value: 5 },
      { studentId: 'Анна', value: 5 },
      [{ studentId: anna }],
      'x',
    ]) {
      const answer = await post('marks', body as object);
      expect([answer.statusCode, answer.json().error.kind], JSON.stringify(body)).toEqual([422, 'invalid']);
    }
    expect((await ivanova.json('GET', '/api/lessons/0')).statusCode).toBe(422);
    expect((await ivanova.json('GET', '/api/lessons/2000000000')).statusCode).toBe(404);
  });

  test('of who may: others look on or see nothing; a write without its token changes nothing', async () => {
    const status = async (login: string) => {
      const browser = await school.browser(login);
      const write = await browser.json('POST', `/api/lessons/${id}/marks`, { studentId: anna, value: 5 });
      return [(await browser.json('GET', `/api/lessons/${id}`)).statusCode, write.statusCode];
    };
    expect(await status('morozov')).toEqual([200, 403]);
    expect(await status('fedorova')).toEqual([200, 403]);
    expect(await status('orlova')).toEqual([404, 404]);
    expect(await status('petrova')).toEqual([404, 404]);
    const stranger = await school.browser();
    expect((await stranger.json('GET', `/api/lessons/${id}`)).statusCode).toBe(401);
  });
});
