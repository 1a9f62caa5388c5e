import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLesson } from './fill-lesson.ts';
import { giveMark, giveMarks } from './give-mark.ts';
import { markAbsence } from './mark-absence.ts';
import { gatherSeconds } from './tell-families.ts';

// Анна of 3К has two parents here, Петрова and Смирнов; Борис and Вера have none.
let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let anna: number;
let slot = 0;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna] = chess.students;
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login in ('petrova', 'smirnov')`,
    { anna },
  );
});
beforeEach(async () => {
  slot += 1;
  await query(school, 'delete from notice');
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-23', slot });
});
afterAll(() => school.close());

const mark = (value: number | null, more: object = {}) =>
  school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value, ...more }));
const miss = (kind: string | null) =>
  school.as('ivanova', act => markAbsence(act, { lessonId, studentId: anna, kind }));
const missIn = (id: number, kind: string | null) =>
  school.as('ivanova', act => markAbsence(act, { lessonId: id, studentId: anna, kind }));
let nextSlot = 100;
const sameDay = () => addLesson(school, chess.courseId, { day: '2026-11-23', slot: nextSlot++ });
/** What Петрова is told of absences, and whether it waits for the evening. */
const calm = async () => {
  const rows = await query<{ subject: string; presence: string; calm: boolean }>(
    school,
    `select n.subject, n.facts->>'presence' as presence, n.calm from notice n join person p on p.id = n.reader_id
     where p.login = 'petrova' order by n.id`,
  );
  return rows.map(row => [row.subject, row.presence, row.calm]);
};
const notices = () =>
  query<{ login: string; kind: string; subject: string; facts: Record<string, unknown>; wait: number }>(
    school,
    `select p.login, n.kind, n.subject, n.facts, extract(epoch from n.due_at - n.at)::int as wait
     from notice n join person p on p.id = n.reader_id order by n.id`,
  );
/** The courier has taken everything written so far. */
const carried = () => query(school, 'update notice set sent_out_at = now()');
const said = async () => {
  const heard = (await notices()).filter(({ login }) => login === 'petrova');
  return heard.map(({ kind, facts }) =>
    school.press.screen(`notices/${kind}`, { notices: [facts] }).text.replaceAll('\u00a0', ' '),
  );
};

describe('a new mark', () => {
  test('is told to both parents and to Анна herself, with everything one asks at home', async () => {
    await mark(5, { workKind: 'тест', comment: 'Умница.' });
    const told = await notices();
    expect(told.map(({ login, kind, subject, wait }) => [login, kind, subject, wait])).toEqual(
      ['petrova', 'smirnov', 'small-Анна'].map(login => [login, 'mark', `lesson:${lessonId}`, gatherSeconds]),
    );
    expect(told[0]!.facts).toEqual({
      cell: `mark ${anna} 1`,
      studentId: anna,
      givenName: 'Анна',
      lessonId,
      subject: 'Шахматы',
      day: '2026-11-23',
      slot,
      mark: { value: 5, workKind: 'тест', comment: 'Умница.' },
      old: null,
    });
    expect(await said()).toEqual(['<b>Анна, Шахматы: 5</b> — тест, 23 ноября\n<i>Умница.</i>']);
  });

  test('said again is not told again', async () => {
    await mark(4);
    await mark(4);
    expect(await notices()).toHaveLength(3);
    await carried();
    await mark(4);
    expect(await notices()).toHaveLength(3);
  });

  test('is not told to a parent whose account is closed, nor to one whose guardianship has ended', async () => {
    await query(
      school,
      `update guardianship set until = '2026-11-20' where parent_id in (select id from person where login = 'smirnov')`,
    );
    await query(school, `update person set deactivated_at = now() where login = 'small-Анна'`);
    await mark(4);
    expect((await notices()).map(({ login }) => login)).toEqual(['petrova']);
    await query(school, 'update guardianship set until = null');
    await query(school, `update person set deactivated_at = null`);
  });
});

describe('a corrected mark', () => {
  test('is told as old and new once the first has gone out', async () => {
    await mark(3);
    await carried();
    await mark(4);
    expect(await said()).toEqual([
      expect.stringContaining('Шахматы: 3</b>'),
      expect.stringContaining('Шахматы: 4</b> вместо 3'),
    ]);
  });

  test('is told once, as new, when the slip was put right before it went out', async () => {
    await mark(2);
    school.world.pass(10_000);
    await mark(5);
    expect(await said()).toEqual(['<b>Анна, Шахматы: 5</b> — ответ на уроке, 23 ноября']);
  });

  test('is told from the value that was heard, whatever stood between', async () => {
    await mark(3);
    await carried();
    await mark(2);
    await mark(5);
    expect((await said()).slice(1)).toEqual([expect.stringContaining('5</b> вместо 3')]);
  });

  test('is not told when it comes back to what was heard', async () => {
    await mark(3);
    await carried();
    await mark(2);
    await mark(3);
    expect(await said()).toHaveLength(1);
  });

  test('that changes only its kind or comment says so', async () => {
    await mark(4);
    await carried();
    await mark(4, { workKind: 'диктант' });
    expect((await said())[1]).toBe('<b>Анна, Шахматы: 4</b> — диктант, 23 ноября (запись уточнена)');
  });
});

describe('a mark taken back', () => {
  test('before it went out is never heard of', async () => {
    await mark(2);
    await mark(null);
    expect(await notices()).toEqual([]);
  });

  test('after it went out is told', async () => {
    await mark(2);
    await carried();
    await mark(null);
    expect((await said())[1]).toBe('<b>Анна, Шахматы</b>: отметка 2 убрана, 23 ноября');
  });
});

describe('one parent has heard at once, the other waits for the evening', () => {
  /** The courier has told Петрова; the others wait. */
  const petrovaHeard = () =>
    query(
      school,
      `update notice set sent_out_at = now() where reader_id = (select id from person where login = 'petrova')`,
    );
  const toldTo = async () => (await notices()).map(({ login }) => login);

  test('a mark taken back is told to the first alone', async () => {
    await mark(5);
    await petrovaHeard();
    await mark(null);
    expect(await toldTo()).toEqual(['petrova', 'petrova']);
    expect((await notices())[1]!.facts).toMatchObject({ mark: null, old: { value: 5 } });
  });

  test('a corrected mark is told to the first as old and new, to the other as new', async () => {
    await mark(5);
    await petrovaHeard();
    await mark(4);
    const facts = new Map((await notices()).map(notice => [notice.login, notice.facts]));
    expect(facts.get('petrova')).toMatchObject({ mark: { value: 4 }, old: { value: 5 } });
    expect(facts.get('smirnov')).toMatchObject({ mark: { value: 4 }, old: null });
  });

  test('an absence taken back is told to the first alone', async () => {
    await miss('absent');
    await petrovaHeard();
    await miss(null);
    expect(await toldTo()).toEqual(['petrova', 'petrova']);
    expect((await notices())[1]!.facts).toMatchObject({ presence: 'present', old: 'absent' });
  });
});

describe('an absence', () => {
  test('is told to parents alone, and never why', async () => {
    await miss('unknown');
    const told = await notices();
    expect(told.map(({ login, kind, wait }) => [login, kind, wait])).toEqual([
      ['petrova', 'absence', 20],
      ['smirnov', 'absence', 20],
    ]);
    expect(told[0]!.facts).toMatchObject({ presence: 'absent', old: 'present', givenName: 'Анна' });
    expect(await said()).toEqual([`<b>Анна</b>: нет на уроке. Шахматы, ${slot}-й урок, 23 ноября`]);
  });

  test('that becomes «оп» after it went out is told anew; taken back, too', async () => {
    await miss('unknown');
    await carried();
    await miss('late');
    await carried();
    await miss(null);
    expect((await said()).map(text => text.split('.')[0])).toEqual([
      '<b>Анна</b>: нет на уроке',
      '<b>Анна</b>: опоздание',
      '<b>Анна</b>: на уроке, запись об опоздании убрана',
    ]);
  });

  test('taken back before anybody heard of it leaves nothing', async () => {
    await miss('unknown');
    await miss(null);
    expect(await notices()).toEqual([]);
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at)
       select :lessonId, :anna, 'ill', id, now() from person where login = 'ivanova'
       on conflict do nothing`,
      { lessonId, anna },
    );
    await miss(null);
    expect(await notices()).toEqual([]);
  });

  test('with a reason of health is told without it', async () => {
    await miss('unknown');
    await carried();
    await query(school, `update absence set kind = 'ill' where lesson_id = :lessonId and replaced_at is null`, {
      lessonId,
    });
    await miss('late');
    const texts = JSON.stringify((await notices()).map(({ facts }) => facts));
    expect(texts).not.toContain('ill');
    expect((await notices()).at(-1)!.facts).toMatchObject({ presence: 'late', old: 'absent' });
  });

  test('of a further lesson of the same day waits for the evening; the first one is told at once', async () => {
    const [second, third] = [await sameDay(), await sameDay()];
    await miss('unknown');
    await carried();
    await missIn(second, 'unknown');
    await missIn(third, 'late');
    expect(await calm()).toEqual([
      [`lesson:${lessonId}`, 'absent', false],
      [`lesson:${second}`, 'absent', true],
      [`lesson:${third}`, 'late', false],
    ]);
  });

  test('of a further lesson becomes the first when that one falls away', async () => {
    const second = await sameDay();
    await miss('unknown');
    await missIn(second, 'unknown');
    await miss(null);
    expect(await calm()).toEqual([[`lesson:${second}`, 'absent', false]]);
  });

  test('of another day is a first one again', async () => {
    await miss('unknown');
    const other = await addLesson(school, chess.courseId, { day: '2026-11-20', slot: slot + 20 });
    await missIn(other, 'unknown');
    expect((await calm()).map(([, , waits]) => waits)).toEqual([false, false]);
  });

  test('is told in grade 1 as well', async () => {
    await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
    await miss('unknown');
    expect(await notices()).toHaveLength(2);
    await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
  });
});

test('a topic is told to nobody', async () => {
  await school.as('ivanova', act => fillLesson(act, lessonId, { topic: 'Пат' }));
  expect(await notices()).toEqual([]);
});

test('the marks of a lesson are told in as many statements for three students as for one', async () => {
  const entries = chess.students.map(studentId => ({ studentId, value: 4 }));
  const [first, second] = [lessonId, await addLesson(school, chess.courseId, { day: '2026-11-20', slot })];
  const teacher = await school.person('ivanova');
  const one = await school.countQueries(() =>
    school.house.as(teacher, act => giveMarks(act, first, entries.slice(0, 1))),
  );
  const three = await school.countQueries(() => school.house.as(teacher, act => giveMarks(act, second, entries)));
  expect(three).toBe(one);
});
