import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '#school/refusal.ts';
import { courseOf, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, type SmallClass, studentOf } from '#test/journal.ts';
import { acceptSuggested } from './accept-suggested.ts';
import { chooseFinal, chooseFinals } from './choose-final.ts';
import type { FinalEntry } from './enter-final.ts';
import { finalsOfCourse } from './finals-of-course.ts';

// Tuesday, 24 November: the first quarter is closed, the second goes on.
let school: TestSchool;
let small: SmallClass;
let [anna, boris, vera] = [0, 0, 0];
let [first, second, third] = [0, 0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  [anna, boris, vera] = small.students;
  first = await periodIdOf(school, 'quarter', 1);
  second = await periodIdOf(school, 'quarter', 2);
  third = await periodIdOf(school, 'quarter', 3);
});
afterAll(() => school.close());
beforeEach(() => query(school, 'truncate period_mark, notice, unlock restart identity cascade'));

const choose = (entry: Partial<FinalEntry>, login = 'ivanova', courseId = small.courseId) =>
  school.as(login, act =>
    chooseFinal(act, { courseId, studentId: anna, stage: 'period', periodId: second, value: 5, ...entry }),
  );
const finals = (login = 'ivanova', courseId = small.courseId) => school.as(login, act => finalsOfCourse(act, courseId));
const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable(),
    error => error,
  );
const rows = () =>
  query(
    school,
    `select value, word, suggested, replaced_at is not null as replaced, replaces_id as replaces
     from period_mark order by id`,
  );

describe('the final marks of a course', () => {
  test('show mean, suggestion, too few marks and what is borderline', async () => {
    const { columns, students } = await finals();
    expect(columns.map(({ key, number, locked, open }) => [key, number, locked, open])).toEqual([
      [`period-${first}`, 1, 'period', false],
      [`period-${second}`, 2, null, true],
    ]);
    expect(columns[1]).toMatchObject({ due: 3, chosen: 0, ready: 1, borderline: 1, late: false });
    expect(students.map(({ name, cells }) => [name, cells[1]])).toMatchObject([
      ['Арсеньева Анна', { mean: 444, marks: 4, few: false, suggested: 4, borderline: true, choice: null }],
      ['Быков Борис', { mean: 450, marks: 2, few: true, suggested: 'not-attested', borderline: false }],
      ['Волошина Вера', { mean: 433, marks: 3, few: false, suggested: 4, borderline: false }],
    ]);
    expect(students[0]!.cells[0]).toMatchObject({ mean: null, marks: 0, few: true, suggested: 'not-attested' });
  });

  test('follow the thresholds of the grade where the school has set them', async () => {
    await query(
      school,
      'insert into thresholds (grade, five, four, three) values (null, 465, 365, 265), (3, 430, 330, 230)',
    );
    const { students } = await finals();
    expect(students.map(({ cells }) => cells[1]!.suggested)).toEqual([5, 'not-attested', 5]);
    await query(school, 'delete from thresholds where grade = 3');
    expect((await finals()).students[0]!.cells[1]).toMatchObject({ suggested: 4, borderline: false });
    await query(school, 'delete from thresholds');
  });

  test('count an owed work as a 2 after its last day, unless the school never does', async () => {
    await query(
      school,
      `insert into mark (lesson_id, student_id, position, owed, due_on, work_kind_id, by_id, at)
       select l.id, :vera, 1, true, '2026-11-23', 1, p.id, now() from lesson l, person p
       where l.course_id = :courseId and l.day = '2026-11-18' and p.login = 'ivanova'`,
      { vera, courseId: small.courseId },
    );
    // (4 + 4 + 5 + 2)/4 = 3.75
    expect((await finals()).students[2]!.cells[1]).toMatchObject({ mean: 375, marks: 4, suggested: 4 });
    await query(school, 'update school set owed_counts_as_two = false');
    expect((await finals()).students[2]!.cells[1]).toMatchObject({ mean: 433, marks: 3 });
    await query(school, 'update school set owed_counts_as_two = true');
    await query(school, `update mark set due_on = '2026-11-24' where owed`);
    expect((await finals()).students[2]!.cells[1]).toMatchObject({ mean: 433, marks: 3 });
    await query(school, 'delete from mark where owed');
  });

  test('are read in as many queries whatever the number of students', async () => {
    const maths = await courseOf(school, '5Б', 'Математика');
    const small3 = await school.countQueries(() => finals());
    const big = await school.countQueries(() => finals('ivanova', maths));
    expect(big).toBe(small3);
  });

  test('are read by teacher, class teacher, deputy and director, and written by the teacher alone', async () => {
    for (const [login, maySet] of [
      ['ivanova', true],
      ['fedorova', false],
      ['morozov', false],
      ['sokolova', false],
    ] as const) {
      expect(await finals(login)).toMatchObject({ maySet });
    }
    for (const login of ['orlova', 'volkov', 'petrova', 'masha', 'kuznetsov']) {
      expect(await refusal(finals(login)), login).toMatchObject({ kind: 'not-found' });
      expect(await refusal(choose({}, login)), login).toMatchObject({ kind: 'not-found' });
    }
    for (const login of ['fedorova', 'morozov', 'sokolova']) {
      expect(await refusal(choose({}, login)), login).toMatchObject({ reason: 'not-allowed/setFinal' });
    }
  });
});

describe('Иванова', () => {
  test('chooses, corrects and takes back a mark, and nothing is forgotten', async () => {
    await choose({ value: 5 });
    expect((await finals()).students[0]!.cells[1]).toMatchObject({ choice: 5, suggested: 4, differs: true, was: null });
    await choose({ value: '4' });
    expect((await finals()).students[0]!.cells[1]).toMatchObject({
      choice: 4,
      differs: false,
      was: 5,
      by: 'Иванова Н. П.',
    });
    await choose({ value: null });
    await choose({ value: 'Н/А' });
    expect((await finals()).students[0]!.cells[1]).toMatchObject({ choice: 'not-attested', was: null });
    expect(await rows()).toEqual([
      { value: 5, word: null, suggested: 4, replaced: true, replaces: null },
      { value: 4, word: null, suggested: 4, replaced: true, replaces: 1 },
      { value: null, word: null, suggested: 4, replaced: true, replaces: 2 },
      { value: null, word: 'not-attested', suggested: 4, replaced: false, replaces: 3 },
    ]);
  });

  test('leaves no trace with the same mark again, or with a slip put right at once', async () => {
    await choose({ value: null });
    await choose({ value: 4 });
    await choose({ value: 4 });
    await school.as('ivanova', act =>
      chooseFinals(act, small.courseId, [
        { studentId: anna, stage: 'period', periodId: second, value: 3 },
        { studentId: anna, stage: 'period', periodId: second, value: 4 },
      ]),
    );
    expect(await rows()).toHaveLength(1);
  });

  test('writes nothing of a list in which one mark is refused, and hears about each', async () => {
    const no = await refusal(
      school.as('ivanova', act =>
        chooseFinals(act, small.courseId, [
          { studentId: anna, stage: 'period', periodId: second, value: 5 },
          { studentId: boris, stage: 'period', periodId: second, value: 6 },
          { studentId: vera, stage: 'period', periodId: second, value: 'зачёт' },
        ]),
      ),
    );
    expect(no.details.map(({ reason, field }) => [reason, field])).toEqual([
      ['final/scale', `final[${boris}-period-${second}]`],
      ['final/marks-only', `final[${vera}-period-${second}]`],
    ]);
    expect(await rows()).toEqual([]);
  });

  test('accepts what is suggested in one press: Вера, and Анна only when asked, Борис never', async () => {
    const accept = (borderline: boolean) =>
      school.as('ivanova', act =>
        acceptSuggested(act, small.courseId, { stage: 'period', periodId: second, borderline }),
      );
    expect(await accept(false)).toBe(1);
    expect((await finals()).students.map(({ cells }) => cells[1]!.choice)).toEqual([null, null, 4]);
    await choose({ studentId: vera, value: 5 });
    expect(await accept(true)).toBe(1);
    expect((await finals()).students.map(({ cells }) => cells[1]!.choice)).toEqual([4, null, 5]);
    expect(await accept(true)).toBe(0);
  });

  test('does not write over what changed while the page stood open', async () => {
    await choose({ value: 4 });
    expect(await refusal(choose({ value: 5, shown: null }))).toMatchObject({
      kind: 'conflict',
      reason: 'final/overtaken',
    });
    await choose({ value: 4, shown: null });
    await choose({ value: 5, shown: 4 });
    expect((await finals()).students[0]!.cells[1]).toMatchObject({ choice: 5 });
  });
});

describe('a final mark is refused', () => {
  test.each([
    [6, 'final/scale'],
    [1, 'final/scale'],
    [4.5, 'final/scale'],
    ['4,5', 'final/scale'],
    ['пять', 'final/scale'],
    ['осв.', 'mark/exempt'],
    ['зачёт', 'final/marks-only'],
    ['fail', 'final/marks-only'],
  ])('when %s is typed', async (value, reason) => {
    expect(await refusal(choose({ value }))).toMatchObject({ kind: 'invalid', reason });
  });

  test('«1» is taken where the school has it on its scale', async () => {
    await query(school, 'update school set lowest_mark = 1');
    await choose({ value: 1 });
    await query(school, 'update school set lowest_mark = 2');
    expect((await finals()).students[0]!.cells[1]).toMatchObject({ choice: 1 });
  });

  test('in a closed period, until the deputy opens this journal', async () => {
    const late = () => choose({ periodId: first });
    expect(await refusal(late())).toMatchObject({ kind: 'not-allowed', reason: 'lesson/period-closed' });
    const unlock = (courseId: number, until: string, ended = 'null') =>
      query(
        school,
        `insert into unlock (course_id, period_id, reason, by_id, at, until, ended_at)
         select :courseId, :first, 'болезнь учителя', id, now(), :until, ${ended} from person where login = 'morozov'`,
        { courseId, first, until },
      );
    await unlock(small.courseId, '2026-11-23');
    await unlock(small.courseId, '2026-11-25', 'now()');
    await unlock(await courseOf(school, '5Б', 'Математика'), '2026-11-25');
    expect(await refusal(late())).toMatchObject({ reason: 'lesson/period-closed' });
    await unlock(small.courseId, '2026-11-24');
    await late();
    expect((await finals()).columns[0]).toMatchObject({ locked: null, unlockedUntil: '2026-11-24', chosen: 1 });
  });

  test('in a period that has not begun, of another kind, and for the year before its last period', async () => {
    const halfYear = await periodIdOf(school, 'half-year', 1);
    for (const at of [{ periodId: third }, { periodId: halfYear }, { stage: 'year' }, { stage: 'exam' }] as const) {
      expect(await refusal(choose({ periodId: null, ...at }))).toMatchObject({ reason: 'final/no-column' });
    }
  });

  test('for a student of another class, and for who left before the end of the period', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    expect(await refusal(choose({ studentId: masha }))).toMatchObject({ reason: 'final/stranger' });
    await query(school, `update enrolment set until = '2026-11-20' where student_id = :vera`, { vera });
    expect(await refusal(choose({ studentId: vera }))).toMatchObject({ reason: 'final/stranger' });
    const { students } = await finals();
    expect(students[2]!.cells.map(cell => cell === null)).toEqual([false, true]);
    await query(school, 'update enrolment set until = null where student_id = :vera', { vera });
  });

  test('in grade 1, quoting clause 3.4', async () => {
    const courseId = await courseOf(school, '1А', 'Математика');
    const egor = await studentOf(school, 'Козлов Егор');
    expect(await finals('fedorova', courseId)).toMatchObject({ scale: 'none', columns: [], students: [] });
    expect(await refusal(choose({ studentId: egor }, 'fedorova', courseId))).toMatchObject({
      reason: 'mark/first-grade',
    });
    expect(school.press.sentence('refusals/mark/first-grade')).toContain('пункт 3.4');
  });

  test('as a number in a subject without marks, where зачёт stands', async () => {
    await query(school, 'update course set graded = false where id = :id', { id: small.courseId });
    expect(await refusal(choose({ value: 5 }))).toMatchObject({ reason: 'final/words-only' });
    expect(await refusal(choose({ value: 'н/а' }))).toMatchObject({ reason: 'final/words-only' });
    await choose({ value: 'зачёт' });
    await choose({ studentId: boris, value: 'незач' });
    const { students } = await finals();
    expect(students.map(({ cells }) => [cells[1]!.choice, cells[1]!.suggested])).toEqual([
      ['pass', null],
      ['fail', null],
      [null, null],
    ]);
    await query(school, 'update course set graded = true where id = :id', { id: small.courseId });
  });
});

describe('the family', () => {
  const notices = () =>
    query<{ login: string; facts: Record<string, unknown> }>(
      school,
      `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'final' order by p.login`,
    );

  test('hears of a final mark once, whatever slips went before', async () => {
    const maths = await courseOf(school, '5Б', 'Математика');
    const masha = await studentOf(school, 'Петрова Мария');
    await choose({ studentId: masha, value: 3 }, 'ivanova', maths);
    await choose({ studentId: masha, value: 5 }, 'ivanova', maths);
    const told = await notices();
    expect(told.map(({ login }) => login)).toContain('petrova');
    expect(told.map(({ login }) => login)).toContain('masha');
    expect(new Set(told.map(({ login }) => login)).size).toBe(told.length);
    const { facts } = told.find(({ login }) => login === 'petrova')!;
    expect(facts).toMatchObject({ givenName: 'Мария', subject: 'Математика', number: 2, final: 5, old: null });
    expect(school.press.screen('notices/final', { notices: [facts] }).text).toBe(
      '<b>Мария, Математика: 5</b> — 2-я четверть',
    );
    await choose({ studentId: masha, value: null }, 'ivanova', maths);
    expect(await notices()).toEqual([]);
  });

  test('of two who are told, one at once and one in the evening, each hears of a mark taken back only if it was heard', async () => {
    const maths = await courseOf(school, '5Б', 'Математика');
    const masha = await studentOf(school, 'Петрова Мария');
    await choose({ studentId: masha, value: 3 }, 'ivanova', maths);
    await query(
      school,
      `update notice set sent_out_at = now() where reader_id = (select id from person where login = 'petrova')`,
    );
    await choose({ studentId: masha, value: null }, 'ivanova', maths);
    const told = await notices();
    expect(told.map(({ login }) => login)).toEqual(['petrova', 'petrova']);
    expect(told.map(({ facts }) => facts)).toMatchObject([{ final: 3 }, { final: null, old: 3 }]);
    await query(school, 'delete from notice');
  });

  test('hears what a told mark was corrected from', async () => {
    const maths = await courseOf(school, '5Б', 'Математика');
    const masha = await studentOf(school, 'Петрова Мария');
    await choose({ studentId: masha, value: 4 }, 'ivanova', maths);
    await query(school, 'update notice set sent_out_at = now()');
    await choose({ studentId: masha, value: 'н/а' }, 'ivanova', maths);
    const facts = (await notices()).filter(({ login }) => login === 'petrova').map(one => one.facts);
    expect(facts).toMatchObject([{ final: 4 }, { final: 'not-attested', old: 4 }]);
    expect(school.press.screen('notices/final', { notices: facts }).text).toBe(
      '<b>Мария, Математика: 4</b> — 2-я четверть\n<b>Мария, Математика: н/а</b> вместо 4 — 2-я четверть',
    );
  });

  test('hears of what became of it from where each stands: Маша at once, Петрова in the evening', async () => {
    const maths = await courseOf(school, '5Б', 'Математика');
    const masha = await studentOf(school, 'Петрова Мария');
    const mashaHears = () =>
      query(
        school,
        `update notice set sent_out_at = now() where reader_id = (select id from person where login = 'masha')`,
      );
    const toldTo = async (login: string) =>
      (await notices()).filter(one => one.login === login).map(({ facts: { final, old } }) => [final, old]);
    await choose({ studentId: masha, value: 4 }, 'ivanova', maths);
    await mashaHears();
    await choose({ studentId: masha, value: 5 }, 'ivanova', maths);
    expect([await toldTo('masha'), await toldTo('petrova')]).toEqual([
      [
        [4, null],
        [5, 4],
      ],
      [[5, null]],
    ]);
    await mashaHears();
    await choose({ studentId: masha, value: null }, 'ivanova', maths);
    expect([(await toldTo('masha')).at(-1), await toldTo('petrova')]).toEqual([[null, 5], []]);
  });
});
