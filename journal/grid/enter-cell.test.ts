import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { type CellEntry, enterCell } from './enter-cell.ts';

// It is Tuesday, 12:30. Иванова teaches chess in 3К, Фёдорова leads the class.
let school: TestSchool;
let chess: SmallClass;
let now: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
});
afterAll(() => school.close());
// A lesson of its own for each test, all of them yesterday.
let slot = 0;
beforeEach(async () => {
  now = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: ++slot });
});

const enter = (typed: string, more: Partial<CellEntry> = {}, login = 'ivanova') =>
  school.as(login, act => enterCell(act, { lessonId: now, studentId: anna, typed, ...more }));
const cell = async (typed: string, more: Partial<CellEntry> = {}, login = 'ivanova') => {
  const answer = await enter(typed, more, login);
  return answer.state === 'saved' ? answer.cell : answer;
};
const reason = async (typed: string, more: Partial<CellEntry> = {}, login = 'ivanova') =>
  (await refusalOf(enter(typed, more, login))).reason;
const rows = (table: 'mark' | 'absence') =>
  query<{ id: number }>(school, `select id from ${table} where lesson_id = :now`, { now });

describe('what is typed into a cell', () => {
  test.each([
    ['5', '5'],
    [' 4 / 3 ', '4/3'],
    ['/3', '/3'],
    ['Н', 'н'],
    ['оп 5', 'оп 5'],
    ['5оп', 'оп 5'],
    ['.', '.'],
    ['', ''],
  ])('«%s» stands there as «%s»', async (typed, stands) => {
    expect(await cell(typed)).toBe(stands);
  });

  test('is the whole of it: a second mark, a late arrival and everything else goes with what is typed over it', async () => {
    expect(await cell('оп 4/3')).toBe('оп 4/3');
    expect(await cell('4')).toBe('4');
    expect(await cell('оп')).toBe('оп');
    expect(await cell('')).toBe('');
  });

  test('leaves the other mark as it was, and its kind of work', async () => {
    await enter('4', { workKindId: 3 });
    await enter('4/5', { workKindId: 2 });
    const marks = await query(
      school,
      'select position, value, work_kind_id as kind from mark where lesson_id = :now and replaced_at is null order by position',
      { now },
    );
    expect(marks).toEqual([
      { position: 1, value: 4, kind: 3 },
      { position: 2, value: 5, kind: 2 },
    ]);
  });

  test('becomes an owed work with a day to come; the mark that follows keeps the kind', async () => {
    await enter('.', { workKindId: 4 });
    const [owed] = await query(
      school,
      `select m.value, m.owed, (m.due_on - l.day) as days, m.work_kind_id as kind from mark m join lesson l on l.id = m.lesson_id
       where l.id = :now`,
      { now },
    );
    expect(owed).toEqual({ value: null, owed: true, days: 14, kind: 4 });
    expect(await cell('3')).toBe('3');
    const [came] = await query(
      school,
      'select owed, work_kind_id as kind from mark where lesson_id = :now and replaced_at is null',
      {
        now,
      },
    );
    expect(came).toEqual({ owed: false, kind: 4 });
  });

  test('of who was absent may be owed, and be handed in later', async () => {
    await enter('н');
    expect(await cell('н .')).toBe('н .');
    expect(await cell('н 4')).toBe('н 4');
  });

  test('tells what comes out of it: the mean in hundredths, and too few marks to suggest more than «н/а»', async () => {
    const vera = chess.students[2];
    expect(await enter('4/5', { studentId: vera })).toMatchObject({
      figures: [{ mean: 450, marks: 2, few: true, suggested: 'not-attested' }],
    });
  });
});

describe('what is refused', () => {
  test('a mark beside an absence, and an absence beside a mark', async () => {
    await enter('н');
    expect(await reason('5')).toBe('mark/absent');
    expect(await reason('н 5')).toBe('mark/absent');
    await enter('5', { studentId: boris });
    expect(await reason('н', { studentId: boris })).toBe('absence/marked');
  });

  test.each([
    ['6', 'mark/scale'],
    ['1', 'mark/scale'],
    ['44', 'mark/scale'],
    ['осв', 'mark/exempt'],
    ['осв.', 'mark/exempt'],
    ['ура', 'cell/unreadable'],
    ['н оп', 'cell/unreadable'],
    ['4/3/2', 'cell/unreadable'],
    ['б', 'absence/kind'],
  ])('«%s»: %s, and nothing is written', async (typed, why) => {
    expect(await reason(typed)).toBe(why);
    expect(await rows('mark')).toEqual([]);
    expect(await rows('absence')).toEqual([]);
  });

  test('whoever is no teacher of the lesson; who may not see it finds nothing', async () => {
    expect(await reason('5', {}, 'sokolova')).toBe('not-allowed/enterCell');
    expect(await reason('5', {}, 'fedorova')).toBe('not-allowed/fillLesson');
    for (const login of ['volkov', 'kuznetsov', 'petrova', 'masha']) {
      expect(await reason('5', {}, login), login).toBe('not-found');
    }
  });

  test('grade 1, a future lesson, a closed period, a stranger', async () => {
    const later = await addLesson(school, chess.courseId, { day: '2026-11-27', slot });
    expect(await reason('5', { lessonId: later })).toBe('lesson/not-begun');
    const closed = await addLesson(school, chess.courseId, { day: '2026-10-20', slot });
    expect(await reason('5', { lessonId: closed })).toBe('lesson/period-closed');
    const old = await addLesson(school, chess.courseId, { day: '2026-11-12', slot });
    expect(await reason('5', { lessonId: old })).toBe('lesson/window-over');
    const masha = (await school.as('masha', async act => act.by.studentId))!;
    expect(await reason('5', { studentId: masha })).toBe('lesson/stranger');
    const [first] = await query<{ lesson: number; student: number }>(
      school,
      `select l.id as lesson, e.student_id as student from lesson l join course c on c.id = l.course_id
       join enrolment e on e.school_class_id = c.school_class_id join school_class k on k.id = c.school_class_id
       where k.grade = 1 and l.day = '2026-11-24' and c.teacher_id = (select id from person where login = 'fedorova')
       order by l.slot limit 1`,
    );
    const inFirst = { lessonId: first!.lesson, studentId: first!.student };
    expect(await reason('5', inFirst, 'fedorova')).toBe('mark/first-grade');
    expect(await reason('.', inFirst, 'fedorova')).toBe('mark/first-grade');
    expect(await cell('н', inFirst, 'fedorova')).toBe('н');
  });
});

describe('Фёдорова, the class teacher', () => {
  test('gives «н» a reason, another one, and takes it back', async () => {
    await enter('н');
    for (const code of ['б', 'у', 'нп', 'н']) expect(await cell(code, {}, 'fedorova')).toBe(code);
  });

  test('does so after the editing window too, but not in a closed period', async () => {
    const old = await addLesson(school, chess.courseId, { day: '2026-11-11', slot });
    const closed = await addLesson(school, chess.courseId, { day: '2026-10-19', slot });
    for (const lessonId of [old, closed]) {
      await query(
        school,
        `insert into absence (lesson_id, student_id, kind, by_id, at) select :lessonId, :anna, 'unknown', id, now()
         from person where login = 'ivanova'`,
        { lessonId, anna },
      );
    }
    expect(await cell('б', { lessonId: old }, 'fedorova')).toBe('б');
    expect(await reason('б', { lessonId: closed }, 'fedorova')).toBe('lesson/period-closed');
  });

  test('says no reason for who was there, and takes nobody’s «н» or mark away', async () => {
    expect(await reason('б', {}, 'fedorova')).toBe('absence/not-missing');
    await enter('н');
    expect(await reason('', {}, 'fedorova')).toBe('not-allowed/fillLesson');
    await enter('5', { studentId: boris });
    expect(await reason('', { studentId: boris }, 'fedorova')).toBe('not-allowed/fillLesson');
  });

  test('keeps her reason when the teacher puts «н» again', async () => {
    await enter('н');
    await enter('б', {}, 'fedorova');
    expect(await cell('н')).toBe('б');
  });
});

describe('an entry that waited in a browser', () => {
  test('arrives once: sent again under its key it has the same answer and writes nothing', async () => {
    const first = await enter('5', { key: 'key-one-1' });
    await enter('4', { key: 'key-two-2' });
    const again = await enter('5', { key: 'key-one-1' });
    expect(again).toEqual(first);
    expect(await cell('4', { base: '4' })).toBe('4');
    expect(await rows('mark')).toHaveLength(2);
  });

  test('arrives once, even when two tabs send it at the same moment', async () => {
    await Promise.all([1, 2, 3, 4].map(() => enter('5', { key: 'key-race-1' })));
    expect(await rows('mark')).toHaveLength(1);
    expect(await query(school, `select id from entry_receipt where key = 'key-race-1'`)).toHaveLength(1);
  });

  test('has a key of its own for each person', async () => {
    await enter('н', { key: 'key-both-1' });
    expect(await cell('б', { key: 'key-both-1' }, 'fedorova')).toBe('б');
  });

  test('does not go over what somebody else has written meanwhile: both are told', async () => {
    await standIn(school, { lessonId: now });
    await enter('4');
    expect(await enter('5', { base: '' }, 'volkov')).toEqual({
      state: 'conflict',
      theirs: { text: '4', by: expect.stringMatching(/^Иванова/), at: '2026-11-24T09:30:00.000Z' },
    });
    expect(await rows('mark')).toHaveLength(1);
    expect(await cell('5', { base: '4' }, 'volkov')).toBe('5');
  });

  test('agrees with who has written the same meanwhile', async () => {
    await enter('5');
    expect(await cell('5', { base: '' })).toBe('5');
    expect(await rows('mark')).toHaveLength(1);
  });
});
