import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf } from '#test/journal.ts';
import { attendanceMonth } from '../attendance/attendance-month.ts';
import { grid } from '../grid/grid.ts';
import { lesson } from '../lesson.ts';
import { markAbsence } from '../mark-absence.ts';
import { explainAbsence, type NoteEntry } from './explain-absence.ts';
import { notesOfClass } from './notes-of-class.ts';
import { notesOfStudent } from './notes-of-student.ts';
import { settleNote } from './settle-note.ts';

let school: TestSchool;
let masha: number;
let dima: number;
let maths: number;
let classId: number;
beforeAll(async () => {
  school = await openTestSchool();
  masha = await studentOf(school, 'Петрова Мария');
  dima = await studentOf(school, 'Смирнов Дмитрий');
  maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
  await query(school, 'delete from notice');
  await query(school, 'delete from mark where lesson_id = :maths', { maths });
  await query(school, 'delete from absence where lesson_id = :maths', { maths });
});
afterAll(() => school.close());

const explain = (entry: Partial<NoteEntry> = {}, login = 'petrova') =>
  school.as(login, act =>
    explainAbsence(act, {
      ...{ studentId: masha, since: '2026-11-24', until: '2026-11-25', reason: 'ill', text: 'Температура' },
      ...entry,
    }),
  );
const settle = (id: number, accepted: boolean, login = 'ivanova') =>
  school.as(login, act => settleNote(act, id, { accepted }));
const told = async (login: string) =>
  query<{ kind: string; facts: Record<string, unknown> }>(
    school,
    `select kind, facts from notice where reader_id = :id and kind like 'absence-note%' order by id`,
    { id: await school.person(login) },
  );
const absenceOf = async (studentId: number) =>
  (await school.as('ivanova', act => lesson(act, maths))).students.find(({ id }) => id === studentId)!.absence;

describe('Петрова explains why Маша is missing', () => {
  let note: number;
  test('Иванова, the class teacher, hears of the fact and not of the reason', async () => {
    await school.as('ivanova', act => markAbsence(act, { lessonId: maths, studentId: masha, kind: 'н' }));
    note = await explain();
    const [notice] = await told('ivanova');
    expect(notice).toEqual({
      kind: 'absence-note',
      facts: {
        ...{ noteId: note, studentId: masha, student: 'Петрова М.' },
        ...{ since: '2026-11-24', until: '2026-11-25', ahead: true },
      },
    });
    const text = school.press.screen('notices/absence-note', { notices: [notice!.facts] }).text;
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      '<b>Петрова М.</b>: родители сообщили, что не будет с 24 ноября по 25 ноября.',
    );
    expect(text).not.toMatch(/Температура|бол/i);
  });

  test('the same sent twice is one note', async () => {
    expect(await explain()).toBe(note);
    expect(await told('ivanova')).toHaveLength(1);
  });

  test('it stands beside the month of the class, reason and all, for those who keep and control it', async () => {
    for (const login of ['ivanova', 'morozov', 'sokolova']) {
      const { notes } = await school.as(login, act => attendanceMonth(act, classId, '2026-09-01'));
      expect(notes, login).toMatchObject([
        {
          id: note,
          student: 'Петрова Мария',
          since: '2026-11-24',
          until: '2026-11-25',
          reason: 'ill',
          text: 'Температура',
          accepted: null,
        },
      ]);
    }
  });

  test('accepted, it turns «н» into «б», and Петрова hears of it', async () => {
    expect(await settle(note, true)).toBe(1);
    expect(await absenceOf(masha)).toBe('ill');
    const [notice] = await told('petrova');
    expect(notice).toMatchObject({ kind: 'absence-note-settled', facts: { givenName: 'Мария', accepted: true } });
    const text = school.press.screen('notices/absence-note-settled', { notices: [notice!.facts] }).text;
    expect(text.replaceAll('\u00a0', ' ')).toContain('с 24 ноября по 25 ноября принято');
    expect(text).not.toMatch(/бол/i);
    const own = await school.as('petrova', act => notesOfStudent(act, masha));
    expect(own).toMatchObject({ mayExplain: true, notes: [{ id: note, accepted: true }] });
  });

  test('settled once, it is settled', async () => {
    expect(await refusalOf(settle(note, false))).toMatchObject({ kind: 'conflict', reason: 'absence-note/settled' });
  });

  test('«н» entered later on a day already explained has its reason at once, in Иванова’s name', async () => {
    await school.as('ivanova', act => markAbsence(act, { lessonId: maths, studentId: masha, kind: null }));
    await school.as('ivanova', act => markAbsence(act, { lessonId: maths, studentId: masha, kind: 'н' }));
    expect(await absenceOf(masha)).toBe('ill');
  });
});

test('turned down, it changes nothing', async () => {
  await school.as('ivanova', act => markAbsence(act, { lessonId: maths, studentId: dima, kind: 'н' }));
  const note = await explain({ studentId: dima, reason: 'other', text: 'Проспал' }, 'smirnov');
  expect(await settle(note, false)).toBe(0);
  expect(await absenceOf(dima)).toBe('unknown');
  expect(await told('smirnov')).toMatchObject([{ facts: { accepted: false } }]);
});

describe('is refused', () => {
  test('to everyone but the child’s own parents', async () => {
    for (const login of ['masha', 'ivanova', 'morozov'])
      expect(await refusalOf(explain({}, login)), login).toMatchObject({ reason: 'not-allowed/explainAbsence' });
    for (const login of ['smirnov', 'orlova', 'kuznetsov'])
      expect(await refusalOf(explain({}, login)), login).toMatchObject({ kind: 'not-found' });
  });

  test('with days that cannot be, an unknown reason, «другое» without a word', async () => {
    const wrong = async (entry: Partial<NoteEntry>) => {
      const { reason, field } = await refusalOf(explain(entry));
      return [reason, field];
    };
    expect(await wrong({ since: '2026-02-30' })).toEqual(['day', 'since']);
    expect(await wrong({ until: 'завтра' })).toEqual(['day', 'until']);
    expect(await wrong({ since: '2026-11-26' })).toEqual(['days', 'until']);
    expect(await wrong({ since: '2026-10-23' })).toEqual(['absence-note/too-early', 'since']);
    expect(await wrong({ until: '2027-02-25' })).toEqual(['absence-note/too-late', 'until']);
    expect(await wrong({ until: '2027-01-25' })).toEqual(['absence-note/too-long', 'until']);
    expect(await wrong({ reason: 'late' })).toEqual(['absence-note/reason', 'reason']);
    expect(await wrong({ reason: 'other', text: ' ' })).toEqual(['absence-note/text', 'text']);
    expect(await wrong({ text: 'а'.repeat(501) })).toEqual(['lesson/text-long', 'text']);
  });

  test('settling by others than the class teacher', async () => {
    const note = await explain({ since: '2026-12-01', until: '2026-12-02' });
    expect(await refusalOf(settle(note, true, 'morozov'))).toMatchObject({ reason: 'not-allowed/giveReason' });
    for (const login of ['orlova', 'petrova'])
      expect(await refusalOf(settle(note, true, login)), login).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(settle(2_000_000_000, true))).toMatchObject({ kind: 'not-found' });
  });
});

describe('before the lesson', () => {
  test('who teaches it sees «родители сообщили: не будет» in the grid and on the sheet, never why', async () => {
    const later = await lessonOf(school, { className: '5Б', subject: 'Физическая культура', day: '2026-12-07' });
    const note = await explain({ since: '2026-12-07', until: '2026-12-07', reason: 'ill', text: 'Операция' });
    const [{ courseId }] = (await query(school, 'select course_id as "courseId" from lesson where id = :later', {
      later,
    })) as [{ courseId: number }];
    const seen = async () => {
      const rows = (await school.as('volkov', act => grid(act, courseId))).students;
      const sheet = await school.as('volkov', act => lesson(act, later));
      return [rows.find(({ id }) => id === masha)!.announced, sheet.students.find(({ id }) => id === masha)!.announced];
    };
    expect(await seen()).toEqual([expect.arrayContaining([{ since: '2026-12-07', until: '2026-12-07' }]), true]);
    await settle(note, true);
    expect((await seen())[1]).toBe(true);
    const browser = await school.browser('volkov');
    for (const address of [`/journal/${courseId}`, `/lessons/${later}`]) {
      const { body } = await browser.get(address);
      expect(body).toContain('родители сообщили: не будет');
      expect(body).not.toMatch(/Операция|болезнь/);
    }
    const other = await explain({ since: '2026-12-08', until: '2026-12-08' });
    await settle(other, false);
    const rows = (await school.as('volkov', act => grid(act, courseId))).students;
    expect(rows.find(({ id }) => id === masha)!.announced).not.toContainEqual({
      since: '2026-12-08',
      until: '2026-12-08',
    });
  });
});

test('nobody reads the notes of a class but through its month, and a parent only their own', async () => {
  const read = (login: string, work: (act: Act) => Promise<unknown>) => refusalOf(school.as(login, work));
  for (const login of ['petrova', 'orlova', 'masha'])
    expect(await read(login, act => attendanceMonth(act, classId, '2026-11-01'))).toMatchObject({ kind: 'not-found' });
  expect(await read('smirnov', act => notesOfStudent(act, masha))).toMatchObject({ kind: 'not-found' });
  const asTeacher = await school.as('ivanova', act => notesOfStudent(act, masha));
  expect(asTeacher).toMatchObject({ notes: [], mayExplain: false });
  const all = await school.house.asHouse(act =>
    notesOfClass(act as Act, classId, { from: '2026-11-01', to: '2026-11-30' }),
  );
  expect(all.map(({ accepted }) => accepted)).toEqual([null, true, false]);
});
