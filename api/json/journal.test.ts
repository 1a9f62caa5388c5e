import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let lesson: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  lesson = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const put = (body: object, browser = ivanova) => browser.json('PUT', '/api/journal/cells', body);

describe('PUT /api/journal/cells', () => {
  test('answers each of several cells by itself, in their order', async () => {
    const [anna, boris, vera] = chess.students;
    const answer = await put([
      { lessonId: lesson, studentId: anna, typed: '4/5', key: 'entry-0001' },
      { lessonId: lesson, studentId: boris, typed: '7', key: 'entry-0002' },
      { lessonId: lesson, studentId: vera, typed: 'н', key: 'entry-0003' },
      { lessonId: lesson, studentId: anna, typed: '3', base: '', key: 'entry-0004' },
    ]);
    expect(answer.statusCode).toBe(200);
    const { answers } = answer.json();
    expect(answers).toMatchObject([
      { state: 'saved', cell: '4/5', figures: [{ mean: 450, marks: 2, suggested: 'not-attested' }] },
      { state: 'refused', kind: 'invalid', sentence: expect.stringMatching(/^Быков Борис: отметка\s— целое число/) },
      { state: 'saved', cell: 'н' },
      { state: 'conflict', theirs: { text: '4/5', by: 'Иванова Н. П.', at: '2026-11-24T09:30:00.000Z' } },
    ]);
  });

  test('gives the answer of before to an entry that comes again', async () => {
    const [anna] = chess.students;
    const entry = { lessonId: lesson, studentId: anna, typed: '4/5', key: 'entry-0001' };
    expect((await put([entry])).json()).toMatchObject({ answers: [{ state: 'saved', cell: '4/5' }] });
    const marks = await query(school, 'select id from mark where lesson_id = :lesson', { lesson });
    expect(marks).toHaveLength(2);
  });

  test('refuses a single cell as any other deed', async () => {
    const [anna] = chess.students;
    const single = (typed: string, browser = ivanova) => put({ lessonId: lesson, studentId: anna, typed }, browser);
    expect((await single('4/5')).json()).toMatchObject({ answers: [{ state: 'saved' }] });
    expect((await single('осв')).statusCode).toBe(422);
    expect((await single('5', await school.browser('sokolova'))).statusCode).toBe(403);
    expect((await single('5', await school.browser('petrova'))).statusCode).toBe(404);
    expect((await single('5', await school.browser())).statusCode).toBe(401);
  });

  test('takes nothing without the token, and nothing that is no entry', async () => {
    const [anna] = chess.students;
    const entry = { lessonId: lesson, studentId: anna, typed: '2', key: 'entry-0009' };
    const stranger = { ...ivanova, csrfToken: '' };
    const server = await school.server();
    const headers = { cookie: stranger.cookie };
    const without = await server.inject({ method: 'PUT', url: '/api/journal/cells', headers, payload: [entry] });
    expect(without.statusCode).toBe(403);
    for (const wrong of [[], [{ ...entry, lessonId: 'one' }], [{ ...entry, typed: 'я'.repeat(41) }]]) {
      expect((await put(wrong)).statusCode, JSON.stringify(wrong).slice(0, 40)).toBe(422);
    }
  });
});

test('a cell saved over HTTP is a handful of statements, in a class of three and in a whole one with a term behind it', async () => {
  const cost = (entry: object) => school.countQueries(async () => expect((await put(entry)).statusCode).toBe(200));
  const [, boris] = chess.students;
  const other = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 2 });
  const [own] = await query<{ lessonId: number; studentId: number }>(
    school,
    `select l.id as "lessonId", e.student_id as "studentId" from lesson l join course c on c.id = l.course_id
     join enrolment e on e.school_class_id = c.school_class_id and e.until is null
     where c.teacher_id = (select id from person where login = 'ivanova') and c.graded and c.subgroup_id is null
       and l.day = '2026-11-23' and not exists (select 1 from absence a where a.lesson_id = l.id)
       and not exists (select 1 from mark m where m.lesson_id = l.id) order by l.id, e.student_id limit 1`,
  );
  // The session and who it is, begin, the lesson held, the cell and whether its key has come before, the mark, who hears of it
  // (two), what comes out, the answer kept, notices, the history (three), commit.
  expect(await cost({ lessonId: other, studentId: boris, typed: '5', key: 'entry-0100' })).toBe(15);
  expect(await cost({ ...own!, typed: '5', key: 'entry-0101' })).toBe(15);
  // A correction costs no more than the first mark.
  expect(await cost({ ...own!, typed: '4', key: 'entry-0102' })).toBe(15);
});

describe('GET /api/journal', () => {
  test('lists the journals and opens one', async () => {
    const list = (await ivanova.json('GET', '/api/journal')).json();
    expect(list.own).toContainEqual(
      expect.objectContaining({ courseId: chess.courseId, subject: 'Шахматы', part: 'own' }),
    );
    const shown = (await ivanova.json('GET', `/api/journal/${chess.courseId}`)).json();
    expect(shown).toMatchObject({ subject: 'Шахматы', className: '3К', graded: true, maySet: true });
    expect(shown.students[0]).toMatchObject({
      name: 'Арсеньева Анна',
      cells: {
        [lesson]: {
          text: '4/5',
          marks: [
            { position: 1, value: 4 },
            { position: 2, value: 5 },
          ],
        },
      },
      figures: [{ mean: 450, choice: null }],
    });
    expect((await ivanova.json('GET', `/api/journal/${chess.courseId}?period=1`)).json().lessons).toEqual([]);
    expect((await ivanova.json('GET', `/api/journal/${chess.courseId}?period=all`)).statusCode).toBe(422);
  });
});
