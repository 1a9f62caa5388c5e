import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import type { MarkEntry } from './enter-mark.ts';
import { giveMark, giveMarks } from './give-mark.ts';
import { lesson } from './lesson.ts';
import { markAbsence } from './mark-absence.ts';

// It is Tuesday, 12:30: the fifth lesson (12:10–12:50) is going on, chess of 3К with Иванова.
let school: TestSchool;
let chess: SmallClass;
let now: number;
let anna: number;
let boris: number;
let vera: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  now = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
  [anna, boris, vera] = chess.students;
});
afterAll(() => school.close());

const give = (entry: Partial<MarkEntry>, { lessonId = now, login = 'ivanova' } = {}) =>
  school.as(login, act => giveMark(act, { studentId: anna, value: 5, ...entry, lessonId }));
const marksOf = async (studentId: number) => {
  const { students } = await school.as('ivanova', act => lesson(act, now));
  return students.find(student => student.id === studentId)!.marks.map(({ workKindId: _, ...mark }) => mark);
};
const history = (studentId: number) =>
  query<{ value: number | null; replaced: boolean; follows: boolean }>(
    school,
    `select value, replaced_at is not null as replaced, replaces_id is not null as follows
     from mark where lesson_id = :now and student_id = :studentId order by id`,
    { now, studentId },
  );

describe('Иванова in chess of 3К', () => {
  test('gives, corrects and takes back a mark, and the journal forgets nothing', async () => {
    await give({ value: 4 });
    const common = { position: 1, workKind: 'ответ на уроке', comment: null };
    expect(await marksOf(anna)).toEqual([{ ...common, value: 4, was: null }]);
    await give({ value: '5', workKind: 'Контрольная работа', comment: ' Без  ошибок. ' });
    expect(await marksOf(anna)).toEqual([
      { position: 1, value: 5, workKind: 'контрольная работа', comment: 'Без ошибок.', was: 4 },
    ]);
    await give({ value: null });
    expect(await marksOf(anna)).toEqual([]);
    await give({ value: 3 });
    expect(await marksOf(anna)).toEqual([{ ...common, value: 3, was: null }]);
    expect(await history(anna)).toEqual([
      { value: 4, replaced: true, follows: false },
      { value: 5, replaced: true, follows: true },
      { value: null, replaced: true, follows: true },
      { value: 3, replaced: false, follows: true },
    ]);
  });

  test('gives two marks for a work graded twice, and the same marks again change nothing', async () => {
    const dictation: MarkEntry[] = [
      { studentId: boris, value: 4, workKind: 'диктант' },
      { studentId: boris, value: 3, workKind: 'диктант', position: 2 },
    ];
    await school.as('ivanova', act => giveMarks(act, now, dictation));
    await school.as('ivanova', act => giveMarks(act, now, dictation));
    expect((await marksOf(boris)).map(({ position, value }) => [position, value])).toEqual([
      [1, 4],
      [2, 3],
    ]);
    expect(await history(boris)).toHaveLength(2);
  });

  test('keeps kind and comment when only the value is corrected', async () => {
    await give({ studentId: boris, value: 4, workKind: 'проект', comment: 'Хорошо.' });
    await give({ studentId: boris, value: 5 });
    expect((await marksOf(boris))[0]).toMatchObject({ value: 5, workKind: 'проект', comment: 'Хорошо.', was: 4 });
    await give({ studentId: boris, value: 5, comment: '' });
    expect((await marksOf(boris))[0]).toMatchObject({ value: 5, comment: null, was: null });
  });

  test('says a cell twice in one go and means the last', async () => {
    const entries = [2, 5].map(value => ({ studentId: vera, value }));
    await school.as('ivanova', act => giveMarks(act, now, entries));
    expect(await history(vera)).toEqual([{ value: 5, replaced: false, follows: false }]);
  });

  test('writes nothing of a list in which marks are refused, and hears about each', async () => {
    const before = await history(anna);
    const entries: MarkEntry[] = [
      { studentId: anna, value: 5 },
      { studentId: boris, value: 7 },
      { studentId: vera, value: 'пять' },
    ];
    const no = await refusalOf(school.as('ivanova', act => giveMarks(act, now, entries)));
    expect(no).toMatchObject({ reason: 'lesson/nothing-written', facts: { count: 2 } });
    expect(no.details.map(({ reason, facts }) => [reason, facts.student])).toEqual([
      ['mark/scale', 'Быков Борис'],
      ['mark/scale', 'Волошина Вера'],
    ]);
    expect(await history(anna)).toEqual(before);
  });

  test('and a colleague at the same moment leave one current mark', async () => {
    await Promise.all([2, 3, 4, 5].map(value => give({ studentId: vera, value })));
    const rows = await history(vera);
    expect(rows.filter(({ replaced }) => !replaced)).toHaveLength(1);
  });
});

describe('a mark is refused', () => {
  test.each([
    [6, 'mark/scale'],
    [1, 'mark/scale'],
    [0, 'mark/scale'],
    ['4.5', 'mark/scale'],
    ['0x5', 'mark/scale'],
    ['осв.', 'mark/exempt'],
    [' ОСВ', 'mark/exempt'],
    ['освобождена', 'mark/exempt'],
  ])('when «%s» is typed', async (value, reason) => {
    const no = await refusalOf(give({ value }));
    expect(no).toMatchObject({ kind: 'invalid', reason });
    if (reason === 'mark/exempt') expect(school.press.sentence(`refusals/${reason}`, no.facts)).toContain('пункт 3.3');
  });

  test('as «1», unless the school has it on its scale', async () => {
    await query(school, 'update school set lowest_mark = 1');
    await give({ value: 1 });
    expect((await marksOf(anna))[0]).toMatchObject({ value: 1 });
    await query(school, 'update school set lowest_mark = 2');
  });

  test('for an unknown kind of work, a third mark, an endless comment', async () => {
    expect(await refusalOf(give({ workKindId: 9999 }))).toMatchObject({ reason: 'mark/work-kind' });
    expect(await refusalOf(give({ workKind: 'пение' }))).toMatchObject({ reason: 'mark/work-kind' });
    expect(await refusalOf(give({ position: 3 }))).toMatchObject({ reason: 'mark/position' });
    const no = await refusalOf(give({ comment: 'а'.repeat(501) }));
    expect(no).toMatchObject({ reason: 'lesson/text-long', facts: { most: 500, length: 501 } });
  });

  test('in grade 1, quoting clause 3.4, whatever the course says', async () => {
    await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
    const no = await refusalOf(give({}));
    await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
    expect(no).toMatchObject({ kind: 'invalid', reason: 'mark/first-grade' });
    expect(school.press.sentence(`refusals/${no.reason}`, no.facts)).toContain('пункт 3.4');
  });

  test('in a course without marks, without a word of grade 1', async () => {
    await query(school, 'update course set graded = false where id = :courseId', { courseId: chess.courseId });
    const no = await refusalOf(give({}));
    await query(school, 'update course set graded = true where id = :courseId', { courseId: chess.courseId });
    expect(no).toMatchObject({ kind: 'invalid', reason: 'mark/ungraded', facts: { subject: 'Шахматы' } });
    expect(school.press.sentence(`refusals/${no.reason}`, no.facts)).not.toMatch(/3\.4|1-м/);
  });

  test('before the lesson has begun, and is taken at its first minute', async () => {
    const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-25', slot: 5 });
    expect(await refusalOf(give({}, { lessonId }))).toMatchObject({ reason: 'lesson/not-begun' });
    school.world.set('2026-11-25T12:09:00+03:00');
    expect(await refusalOf(give({}, { lessonId }))).toMatchObject({ reason: 'lesson/not-begun' });
    school.world.set('2026-11-25T12:10:00+03:00');
    await give({}, { lessonId });
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('for a student of another class, and for one who has left by that day', async () => {
    const [other] = await query<{ id: number }>(
      school,
      'select student_id as id from enrolment where school_class_id <> :id limit 1',
      { id: chess.id },
    );
    expect(await refusalOf(give({ studentId: other!.id }))).toMatchObject({ reason: 'lesson/stranger' });
    const leave = (until: string) =>
      query(school, 'update enrolment set until = :until where student_id = :vera', { until, vera });
    await leave('2026-11-24');
    expect(await refusalOf(give({ studentId: vera }))).toMatchObject({ reason: 'lesson/stranger' });
    await leave('2026-11-25');
    await give({ studentId: vera, value: 4 });
  });

  test('for a student of the other subgroup, and for one who changed subgroups before that day', async () => {
    await query(
      school,
      `with g as (insert into subgroup (school_class_id, subject_id, number) select :id, subject_id, 2 from course where id = :courseId returning id),
       c as (update course set subgroup_id = (select id from g) where id = :courseId)
       insert into subgroup_member (subgroup_id, student_id, since, until)
       select g.id, m.student, m.since::date, m.until::date from g,
         (values (:anna, '2026-09-01', null), (:boris, '2026-09-01', '2026-11-24')) m (student, since, until)`,
      { ...chess, anna, boris },
    );
    await give({ studentId: anna, value: 4 });
    const no = await refusalOf(give({ studentId: boris }));
    expect(no).toMatchObject({ reason: 'lesson/stranger', facts: { subgroup: 2, className: '3К' } });
    await query(school, 'update course set subgroup_id = null where id = :courseId', { courseId: chess.courseId });
  });

  test('beside «н», but not beside «оп»', async () => {
    const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-23' });
    const miss = (kind: string | null) =>
      school.as('ivanova', act => markAbsence(act, { lessonId, studentId: boris, kind }));
    await miss('unknown');
    const no = await refusalOf(give({ studentId: boris }, { lessonId }));
    expect(no).toMatchObject({ reason: 'mark/absent', facts: { student: 'Быков Борис' } });
    await miss('late');
    await give({ studentId: boris, value: 4 }, { lessonId });
    expect(await refusalOf(miss('unknown'))).toMatchObject({ reason: 'absence/marked', facts: { value: 4 } });
  });

  test('when the editing window is over: then the deputy is named; and in a closed period', async () => {
    const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-16' });
    const no = await refusalOf(give({}, { lessonId }));
    expect(no).toMatchObject({ kind: 'not-allowed', reason: 'lesson/window-over', facts: { days: 7 } });
    expect(school.press.sentence(`refusals/${no.reason}`, no.facts)).toContain('завуч');
    await give({}, { lessonId: await addLesson(school, chess.courseId, { day: '2026-11-17' }) });

    await query(school, `update period set closed_at = now() where kind = 'quarter' and number = 2`);
    expect(await refusalOf(give({}))).toMatchObject({ kind: 'not-allowed', reason: 'lesson/period-closed' });
    await query(school, `update period set closed_at = null`);
  });

  test('from who does not give the lesson: those who control may look on, for others it is not there', async () => {
    for (const login of ['morozov', 'sokolova', 'fedorova']) {
      expect(await refusalOf(give({}, { login })), login).toMatchObject({ reason: 'not-allowed/fillLesson' });
    }
    for (const login of ['orlova', 'volkov', 'petrova', 'masha', 'kuznetsov']) {
      expect(await refusalOf(give({}, { login })), login).toMatchObject({ kind: 'not-found' });
    }
    expect(await refusalOf(give({}, { lessonId: 2_000_000_000 }))).toMatchObject({ kind: 'not-found' });
  });
});

test('Волков, who stands in, marks the lesson he took over and no other of that journal (3.2)', async () => {
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-20', slot: 2 });
  await standIn(school, { lessonId });
  await give({ value: 4 }, { lessonId, login: 'volkov' });
  expect(await refusalOf(give({}, { login: 'volkov' }))).toMatchObject({ kind: 'not-found' });
});
