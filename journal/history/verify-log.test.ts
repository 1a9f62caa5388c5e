import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { genesis, hashOf } from '#school/history/chain.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';
import { fillLessonSheet } from '../fill-lesson-sheet.ts';
import { giveMark, giveMarks } from '../give-mark.ts';
import { markAbsence } from '../mark-absence.ts';
import type { SheetRow } from '../sheet-row.ts';
import { beginHistory } from './opening.ts';
import { verifyLog } from './verify-log.ts';

let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let anna: number;
let boris: number;
let vera: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris, vera] = chess.students;
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
});
afterAll(() => school.close());

const verify = (options?: { pageSize: number }) => school.house.asHouse(act => verifyLog(act, options));
const give = (value: number | null, studentId = anna) =>
  school.as('ivanova', act => giveMark(act, { lessonId, studentId, value }));
const lines = () =>
  query<{ id: number; deed: string; subject: string; before: object; after: object; by: string }>(
    school,
    `select h.id, h.deed, h.subject, h.before, h.after, p.login as by from change h left join person p on p.id = h.by_id
     where h.deed <> 'opening' order by h.id`,
  );

/** Does something to the tables as their owner can, looks, and puts everything back. */
const tampered = async (sql: string, params: Record<string, unknown> = {}) => {
  await query(school, 'alter table change disable trigger user');
  let verdict: Awaited<ReturnType<typeof verify>> | undefined;
  const rollback = new Error('only a try');
  await school.house
    .asHouse(async act => {
      await act.em.execute(sql, params);
      verdict = await verifyLog(act);
      throw rollback;
    })
    .catch(error => {
      if (error !== rollback) throw error;
    });
  await query(school, 'alter table change enable trigger user');
  return verdict;
};

test('an empty history is whole, and nothing is promised yet', async () => {
  expect(await verify()).toEqual({ whole: true, lines: 0, hash: genesis });
});

test('the history begins once, over everything the sample school holds', async () => {
  expect(await school.house.asHouse(beginHistory)).toBe(true);
  expect(await school.house.asHouse(beginHistory)).toBe(false);
  const [{ count }] = (await query<{ count: number }>(school, 'select count(*)::int as count from change')) as [
    { count: number },
  ];
  expect(count).toBeGreaterThan(50);
  expect(await verify({ pageSize: 10 })).toMatchObject({ whole: true, lines: count });
});

describe('what Иванова writes', () => {
  test('leaves a line for each change: who, old, new; the same again leaves none', async () => {
    await give(4);
    await give(5);
    await give(5);
    await give(null);
    await school.as('ivanova', act => markAbsence(act, { lessonId, studentId: boris, kind: 'н' }));
    await school.as('ivanova', act => fillLesson(act, lessonId, { topic: 'Ход конём', homework: '§ 3' }));
    await school.as('ivanova', act => fillLesson(act, lessonId, { noHomework: true }));
    const mark = (value: number) => ({ value, comment: null, owed: false, workKindId: 1 });
    const subject = `mark:${lessonId}:${anna}:1`;
    const by = 'ivanova';
    expect((await lines()).map(({ id: _, ...line }) => line)).toEqual([
      { deed: 'mark', subject, by, before: null, after: mark(4) },
      { deed: 'mark', subject, by, before: mark(4), after: mark(5) },
      { deed: 'mark', subject, by, before: mark(5), after: null },
      { deed: 'absence', subject: `absence:${lessonId}:${boris}`, by, before: null, after: { kind: 'unknown' } },
      { deed: 'topic', subject: `topic:${lessonId}`, by, before: null, after: { text: 'Ход конём' } },
      { deed: 'homework', subject: `homework:${lessonId}`, by, before: null, after: { text: '§ 3', none: false } },
      {
        deed: 'homework',
        subject: `homework:${lessonId}`,
        by,
        before: { text: '§ 3', none: false },
        after: { text: null, none: true },
      },
    ]);
    expect(await verify()).toMatchObject({ whole: true });
  });

  test('costs as many statements for a sheet of the whole class as for one mark', async () => {
    const row = (mark: string): SheetRow => ({ absence: '', mark, second: '', kind: '', comment: '' });
    const write = (marks: string[]) =>
      school.countQueries(() =>
        school.as('ivanova', act =>
          fillLessonSheet(act, lessonId, {
            text: { topic: `Ход ${marks.join()}`, homework: '', noHomework: true },
            rows: new Map(marks.map((mark, index) => [chess.students[index]!, row(mark)])),
            shown: { text: { topic: '', homework: '', noHomework: true }, rows: new Map() },
            attendance: true,
          }),
        ),
      );
    await query(school, 'update lesson set topic = null where id = :lessonId', { lessonId });
    await school.as('ivanova', act => markAbsence(act, { lessonId, studentId: boris, kind: null }));
    const one = await write(['3']);
    await query(school, 'update lesson set topic = null where id = :lessonId', { lessonId });
    const three = await write(['4', '4', '4']);
    expect(three).toBe(one);
  });
});

describe('what is done behind the program’s back', () => {
  beforeAll(async () => {
    await query(school, `update lesson set topic = 'Ход 4,4,4' where id = :lessonId`, { lessonId });
    await school.as('ivanova', act => markAbsence(act, { lessonId, studentId: vera, kind: null }));
  });
  beforeEach(async () => {
    await give(2, anna);
    await give(3, boris);
  });
  const where = { className: '3К', subjectName: 'Шахматы', day: '2026-11-24' };

  test('the table refuses to be changed, emptied or cut', async () => {
    for (const sql of ['update change set at = now()', 'delete from change', 'truncate change']) {
      await expect(query(school, sql)).rejects.toThrow('only appended to');
    }
  });

  test('a line changed is found, also one from the middle with its own hash made anew', async () => {
    const [line] = (await lines()).slice(-2);
    expect(await tampered(`update change set by_id = by_id + 1 where id = :id`, { id: line!.id })).toEqual({
      whole: false,
      fault: { found: 'hash', line: line!.id },
    });
    const [row] = await query<{ at: string; before: never; previous_hash: string; student_id: number }>(
      school,
      'select * from change where id = :id',
      { id: line!.id },
    );
    const { previous_hash: previous, before, student_id: student, at } = row!;
    const forged = { ...line!, at: new Date(at), course: chess.courseId, student, before, after: { value: 5 } };
    const by = await school.person('ivanova');
    const hash = hashOf(previous, { ...forged, by });
    expect(
      await tampered(`update change set after = '{"value": 5}', hash = :hash where id = :id`, { id: line!.id, hash }),
    ).toEqual({ whole: false, fault: { found: 'hash', line: line!.id + 1 } });
  });

  test('a line taken out of the middle leaves a gap', async () => {
    const [line] = (await lines()).slice(-2);
    expect(await tampered(`delete from change where id = :id`, { id: line!.id })).toEqual({
      whole: false,
      fault: { found: 'gap', line: line!.id },
    });
  });

  test('the last line taken off is missed by what stands in the journal', async () => {
    expect(await tampered('delete from change where id = (select max(id) from change)')).toMatchObject({
      whole: false,
      fault: { found: 'stray', deed: 'mark', subject: `mark:${lessonId}:${boris}:1`, ...where },
    });
  });

  test('the last lines taken off together with all that the history ever said of a cell are missed too', async () => {
    const fresh = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 2 });
    await school.as('ivanova', act => giveMark(act, { lessonId: fresh, studentId: anna, value: 4 }));
    expect(await tampered('delete from change where id = (select max(id) from change)')).toMatchObject({
      fault: { found: 'stray', subject: `mark:${fresh}:${anna}:1`, row: expect.any(Number) },
    });
  });

  test('a mark changed, taken out or put in is named by class, subject, day and row', async () => {
    const [mark] = await query<{ id: number }>(
      school,
      'select id from mark where lesson_id = :lessonId and student_id = :anna and replaced_at is null',
      { lessonId, anna },
    );
    const fault = { found: 'stray', deed: 'mark', subject: `mark:${lessonId}:${anna}:1`, ...where };
    expect(await tampered('update mark set value = 5 where id = :id', mark)).toEqual({
      whole: false,
      fault: { ...fault, row: mark!.id },
    });
    expect(await tampered('delete from mark where id = :id', mark)).toEqual({
      whole: false,
      fault: { ...fault, row: null },
    });
    expect(
      await tampered(
        `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
         select lesson_id, student_id, 2, 5, work_kind_id, by_id, at from mark where id = :id`,
        mark,
      ),
    ).toMatchObject({ fault: { deed: 'mark', subject: `mark:${lessonId}:${anna}:2` } });
  });

  test('so are an absence, a topic and homework', async () => {
    await school.as('ivanova', act => markAbsence(act, { lessonId, studentId: vera, kind: 'оп' }));
    const params = { lessonId, vera };
    expect(
      await tampered(
        `update absence set kind = 'ill' where lesson_id = :lessonId and student_id = :vera and replaced_at is null`,
        params,
      ),
    ).toMatchObject({ fault: { deed: 'absence', subject: `absence:${lessonId}:${vera}`, ...where } });
    expect(await tampered(`update lesson set topic = 'Иное' where id = :lessonId`, params)).toMatchObject({
      fault: { deed: 'topic', subject: `topic:${lessonId}`, row: lessonId, ...where },
    });
    expect(
      await tampered(`update lesson set no_homework = false, homework = '§ 9' where id = :lessonId`, params),
    ).toMatchObject({
      fault: { deed: 'homework', subject: `homework:${lessonId}` },
    });
  });

  test('what stood before the history can’t be changed unseen either: marks, absences, texts of the sample school', async () => {
    const [old] = await query<{ id: number; lesson: number; topic: number; absence: number }>(
      school,
      `select min(m.id) as id, min(m.lesson_id) as lesson, (select min(id) from absence) as absence,
         (select min(id) from lesson where topic is not null) as topic from mark m
       where m.lesson_id = (select lesson_id from mark order by id limit 1)`,
    );
    const found = {
      fault: { found: 'stray', deed: 'opening', subject: `lesson:${old!.lesson}`, day: expect.any(String) },
    };
    expect(await tampered('update mark set value = 7 - value where id = :id', old)).toMatchObject(found);
    expect(await tampered('delete from mark where id = :id', old)).toMatchObject(found);
    expect(await tampered(`update absence set kind = 'late' where id = :absence`, old)).toMatchObject({
      fault: { deed: 'opening' },
    });
    expect(await tampered(`update lesson set topic = topic || '.' where id = :topic`, old)).toMatchObject({
      fault: { deed: 'topic', row: old!.topic },
    });
  });

  test('and what is corrected through the program stays in order', async () => {
    const [old] = await query<{ lesson: number; student: number; teacher: string }>(
      school,
      `select m.lesson_id as lesson, m.student_id as student, p.login as teacher from mark m join lesson l on l.id = m.lesson_id
       join course c on c.id = l.course_id join person p on p.id = c.teacher_id
       where l.day = '2026-11-23' and p.login in ('ivanova', 'orlova') and m.value = 4 order by m.id limit 1`,
    );
    const { lesson, student, teacher } = old!;
    await school.as(teacher, act => giveMark(act, { lessonId: lesson, studentId: student, value: 3 }));
    expect(await verify()).toMatchObject({ whole: true });
  });
});

test('twenty acts at once make one chain', async () => {
  const before = (await lines()).length;
  const others: number[] = [];
  for (let slot = 11; slot <= 30; slot++)
    others.push(await addLesson(school, chess.courseId, { day: '2026-11-20', slot }));
  await Promise.all(
    others.map(id =>
      school.as('ivanova', act =>
        giveMarks(act, id, [
          { studentId: anna, value: 5 },
          { studentId: boris, value: 4 },
        ]),
      ),
    ),
  );
  expect((await lines()).length).toBe(before + 40);
  expect(await verify({ pageSize: 7 })).toMatchObject({ whole: true });
});
