import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { type CellEntry, enterCell } from '../grid/enter-cell.ts';
import { verifyLog } from '../history/verify-log.ts';
import { contestedCells } from './contested-cells.ts';
import { settleConflict } from './settle-conflict.ts';

// Иванова teaches chess in 3К, Волков stands in for her: the lessons are his, Фёдорова leads the class.
let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
  await query(school, 'delete from cell_conflict');
});
afterAll(() => school.close());
let slot = 0;
beforeEach(async () => {
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: ++slot });
  await standIn(school, { lessonId });
});

const enter = (login: string, typed: string, more: Partial<CellEntry> = {}) =>
  school.as(login, act => enterCell(act, { lessonId, studentId: anna, typed, base: '', ...more }));
const contested = async (login: string) =>
  (await school.as(login, act => contestedCells(act, chess.courseId))).filter(cell => cell.lessonId === lessonId);
const settle = async (login: string, chosen: 'entry' | 'standing', shown: string) => {
  const [cell] = await query<{ id: number }>(school, 'select max(id) as id from cell_conflict');
  return school.as(login, act => settleConflict(act, cell!.id, { chosen, shown }));
};
const stands = async (studentId = anna) => {
  const marks = await query<{ said: string }>(
    school,
    `select coalesce(m.value::text, '–') as said from mark m where m.lesson_id = :lessonId and m.student_id = :studentId order by id`,
    { lessonId, studentId },
  );
  return marks.map(({ said }) => said);
};
const told = () =>
  query<{ login: string; facts: Record<string, unknown> }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'cell-settled' and n.subject = 'conflict:' || (select max(id) from cell_conflict)`,
  );
const ends = () =>
  query<{ typed: string; chosen: string | null; by: string | null }>(
    school,
    `select x.typed, x.chosen, p.login as by from cell_conflict x left join person p on p.id = x.settled_by_id
     where x.lesson_id = :lessonId order by x.id`,
    { lessonId },
  );

describe('an entry that comes too late', () => {
  test('is its author’s to decide on when the lesson is theirs', async () => {
    await enter('ivanova', '4');
    expect(await enter('volkov', '5')).toMatchObject({ state: 'conflict', theirs: { text: '4' } });
    expect(await contested('volkov')).toEqual([]);
  });

  test('waits for the substitute when the teacher has sent it, once by its key; both are shown', async () => {
    await enter('volkov', '4');
    const handed = await enter('ivanova', '5', { key: 'once-and-only' });
    expect(handed).toMatchObject({ state: 'handed', theirs: { text: '4', by: expect.stringContaining('Волков') } });
    expect(await enter('ivanova', '5', { key: 'once-and-only' })).toEqual(handed);
    expect(await stands()).toEqual(['4']);
    const [cell, ...others] = await contested('volkov');
    expect(others).toEqual([]);
    expect(cell).toMatchObject({
      ...{ student: 'Арсеньева Анна', subject: 'Шахматы', className: '3К', decides: true },
      late: { text: '5', by: expect.stringContaining('Иванова') },
      standing: { text: '4', by: expect.stringContaining('Волков') },
    });
    expect(await contested('ivanova')).toMatchObject([{ decides: false, late: { text: '5' } }]);
    expect(await contested('fedorova')).toEqual([]);
    expect((await refusalOf(contested('petrova'))).kind).toBe('not-found');
  });

  test('shows its author what stands only while the lesson is theirs to read', async () => {
    await enter('volkov', '4');
    await enter('ivanova', '5');
    const teach = (login: string) =>
      query(school, 'update course set teacher_id = (select id from person where login = :login) where id = :id', {
        login,
        id: chess.courseId,
      });
    await teach('kuznetsov');
    expect(await contested('ivanova')).toEqual([]);
    expect(await contested('volkov')).toHaveLength(1);
    await teach('ivanova');
    expect(await contested('ivanova')).toHaveLength(1);
  });

  test('is refused at once by the rules, and keeps nothing then', async () => {
    await enter('volkov', '4');
    expect(await refusalOf(enter('ivanova', '7'))).toMatchObject({ reason: 'mark/scale' });
    expect(await refusalOf(enter('ivanova', 'осв'))).toMatchObject({ reason: 'mark/exempt' });
    expect(await contested('volkov')).toEqual([]);
  });

  test('gives way to a later one of the same person, and goes when they agree', async () => {
    await enter('volkov', '4');
    await enter('ivanova', '5');
    expect(await enter('ivanova', '3', { base: '4' })).toMatchObject({ state: 'handed' });
    expect(await ends()).toEqual([
      { typed: '5', chosen: 'renewed', by: 'ivanova' },
      { typed: '3', chosen: null, by: null },
    ]);
    expect(await enter('ivanova', '4', { base: '4' })).toMatchObject({ state: 'saved', cell: '4' });
    expect((await ends()).at(-1)).toMatchObject({ chosen: 'withdrawn' });
    expect(await stands()).toEqual(['4']);
  });

  test('of the class teacher is none of hers where it would take a mark away', async () => {
    await enter('volkov', '4');
    expect(await refusalOf(enter('fedorova', '', { base: '5' }))).toMatchObject({ reason: 'not-allowed/fillLesson' });
    expect(await contested('volkov')).toEqual([]);
  });

  test('of the class teacher about a reason is the class teacher’s own', async () => {
    await enter('volkov', 'н');
    expect(await enter('fedorova', 'б')).toMatchObject({ state: 'conflict', theirs: { text: 'н' } });
  });
});

describe('the owner of the lesson', () => {
  beforeEach(async () => {
    await enter('volkov', '4');
    await enter('ivanova', '5');
  });

  test('takes the late entry: an ordinary one of the owner’s; its author hears of it', async () => {
    expect(await settle('volkov', 'entry', '4')).toMatchObject({ state: 'saved', cell: '5' });
    expect(await stands()).toEqual(['4', '5']);
    expect(await ends()).toEqual([{ typed: '5', chosen: 'entry', by: 'volkov' }]);
    const [notice] = await told();
    expect(notice).toMatchObject({ login: 'ivanova', facts: { typed: '5', stands: '4', chosen: 'entry' } });
    expect(school.press.screen('notices/cell-settled', { notices: [notice!.facts] }).text).toContain(
      'учитель урока принял вашу запись «5» вместо «4»',
    );
    expect(await school.house.asHouse(verifyLog)).toMatchObject({ whole: true });
    expect(await refusalOf(settle('volkov', 'standing', '5'))).toMatchObject({ reason: 'cell/settled' });
  });

  test('leaves what stands: nothing is written, its author hears of it', async () => {
    expect(await settle('volkov', 'standing', '4')).toBeNull();
    expect(await stands()).toEqual(['4']);
    const [notice] = await told();
    expect(school.press.screen('notices/cell-settled', { notices: [notice!.facts] }).text).toContain(
      'оставил «4», ваша запись «5» не внесена',
    );
    expect(await contested('volkov')).toEqual([]);
  });

  test('is shown both again when the cell says something else by now', async () => {
    await enter('volkov', '3', { base: '4' });
    expect(await settle('volkov', 'entry', '4')).toMatchObject({ state: 'conflict', theirs: { text: '3' } });
    expect(await contested('volkov')).toMatchObject([{ standing: { text: '3' } }]);
  });

  test('is shown both again too when leaving what was shown, and stands no more', async () => {
    await enter('volkov', '3', { base: '4' });
    expect(await settle('volkov', 'standing', '4')).toMatchObject({ state: 'conflict', theirs: { text: '3' } });
    expect(await contested('volkov')).toHaveLength(1);
    expect(await settle('volkov', 'standing', '3')).toBeNull();
    expect((await told())[0]!.facts).toMatchObject({ stands: '3', chosen: 'standing' });
  });

  test('alone decides: not the teacher of the course while there is a substitute, nor who only reads', async () => {
    for (const login of ['ivanova', 'fedorova', 'sokolova'])
      expect((await refusalOf(settle(login, 'entry', '4'))).kind, login).toBe('not-allowed');
    for (const login of ['orlova', 'petrova'])
      expect((await refusalOf(settle(login, 'entry', '4'))).kind, login).toBe('not-found');
    await query(school, 'delete from substitution where lesson_id = :lessonId', { lessonId });
    expect(await settle('ivanova', 'entry', '4')).toMatchObject({ state: 'saved' });
    expect(await told()).toEqual([]);
  });

  test('cannot take it in a period closed meanwhile, nor for a student who has left: it waits on', async () => {
    await query(school, 'update period set closed_at = now()');
    expect(await refusalOf(settle('volkov', 'entry', '4'))).toMatchObject({ reason: 'lesson/period-closed' });
    await query(school, `update period set closed_at = null where first_day > '2026-11-01'`);
    await query(school, `update enrolment set until = '2026-11-20' where student_id = :anna`, { anna });
    expect(await refusalOf(settle('volkov', 'entry', '4'))).toMatchObject({ reason: 'lesson/stranger' });
    await query(school, 'update enrolment set until = null where student_id = :anna', { anna });
    expect(await contested('volkov')).toHaveLength(1);
  });
});

test('«н» chosen over a mark takes the mark away, and the other way round', async () => {
  await enter('volkov', 'н', { studentId: boris });
  await enter('ivanova', '5', { studentId: boris });
  expect(await settle('volkov', 'entry', 'н')).toMatchObject({ state: 'saved', cell: '5' });
  await enter('ivanova', 'н', { studentId: boris, base: '' });
  expect(await settle('volkov', 'entry', '5')).toMatchObject({ state: 'saved', cell: 'н' });
  expect(await stands(boris)).toEqual(['5', '–']);
});

test('programs read and decide too', async () => {
  await enter('volkov', '4');
  await enter('ivanova', '5');
  const volkov = await school.browser('volkov');
  const { cells } = (await volkov.json('GET', `/api/journal/conflicts?courseId=${chess.courseId}`)).json();
  const cell = cells.find((one: { lessonId: number }) => one.lessonId === lessonId);
  expect(cell).toMatchObject({ decides: true, late: { text: '5' }, standing: { text: '4' } });
  const decide = { chosen: 'standing', shown: '4' };
  expect((await volkov.json('POST', `/api/journal/conflicts/${cell.id}`, decide)).json()).toEqual({ state: 'left' });
  expect((await volkov.json('POST', `/api/journal/conflicts/${cell.id}`, decide)).statusCode).toBe(409);
});
