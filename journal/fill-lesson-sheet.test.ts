import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLessonSheet, type LessonForm } from './fill-lesson-sheet.ts';
import { giveMark } from './give-mark.ts';
import { lesson } from './lesson.ts';
import { markAbsence } from './mark-absence.ts';
import type { SheetRow } from './sheet-row.ts';

let school: TestSchool;
let chess: SmallClass;
let id: number;
let anna: number;
let boris: number;
let vera: number;
let slot = 0;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris, vera] = chess.students;
});
beforeEach(async () => {
  slot += 1;
  id = await addLesson(school, chess.courseId, { day: '2026-11-23', slot });
});
afterAll(() => school.close());

const view = () => school.as('ivanova', act => lesson(act, id));
/** The form as the page would show it now. */
const opened = async (): Promise<LessonForm> => {
  const { topic, homework, noHomework, students } = await view();
  const text = { topic: topic ?? '', homework: homework ?? '', noHomework };
  const rows = () => new Map(students.map(student => [student.id, { ...student.row }]));
  return { text: { ...text }, rows: rows(), shown: { text, rows: rows() }, attendance: false };
};
const typed = (form: LessonForm, studentId: number, fields: Partial<SheetRow>) =>
  Object.assign(form.rows.get(studentId)!, fields);
const save = (form: LessonForm) => school.as('ivanova', act => fillLessonSheet(act, id, form));
const cells = async () =>
  (await view()).students.map(({ absence, marks }) => [
    absence,
    ...marks.map(({ value, workKind }) => `${value} ${workKind}`),
  ]);

describe('the form of a lesson', () => {
  test('writes topic, homework, absences and marks at once', async () => {
    const form = await opened();
    Object.assign(form, { text: { topic: 'Дебют', homework: '', noHomework: true }, workKindId: 4 });
    typed(form, anna, { absence: 'absent' });
    typed(form, boris, { mark: '5', second: '4', comment: 'Красиво.' });
    typed(form, vera, { absence: 'late', mark: '3', kind: '2' });
    await save(form);
    expect(await cells()).toEqual([
      ['unknown'],
      [null, '5 контрольная работа', '4 контрольная работа'],
      ['late', '3 домашняя работа'],
    ]);
    const { topic, noHomework, attendanceTaken, owed, students } = await view();
    expect({ topic, noHomework, attendanceTaken, owed }).toEqual({
      topic: 'Дебют',
      noHomework: true,
      attendanceTaken: true,
      owed: [],
    });
    expect(students[1]!.marks.map(({ comment }) => comment)).toEqual(['Красиво.', null]);
  });

  test('sent a second time changes nothing', async () => {
    const form = await opened();
    typed(form, anna, { mark: '4' });
    await save(form);
    await save(form);
    await save(await opened());
    expect(await cells()).toEqual([[null, '4 ответ на уроке'], [null], [null]]);
  });

  test('puts «н» right into a mark, and a mark into «н», in one go', async () => {
    const first = await opened();
    typed(first, anna, { absence: 'absent' });
    typed(first, boris, { mark: '2' });
    await save(first);
    const second = await opened();
    typed(second, anna, { absence: '', mark: '5' });
    typed(second, boris, { absence: 'absent', mark: '' });
    await save(second);
    expect(await cells()).toEqual([[null, '5 ответ на уроке'], ['unknown'], [null]]);
  });

  test('changes the kind of work of both marks of a line', async () => {
    const first = await opened();
    typed(first, anna, { mark: '4', second: '3', kind: '5' });
    await save(first);
    const second = await opened();
    expect(second.rows.get(anna)).toMatchObject({ mark: '4', second: '3', kind: '5' });
    typed(second, anna, { kind: '6' });
    await save(second);
    expect((await cells())[0]).toEqual([null, '4 сочинение', '3 сочинение']);
  });

  test('says that the roll was called though nobody is missing', async () => {
    await save({ ...(await opened()), attendance: true });
    expect((await view()).attendanceTaken).toBe(true);
  });

  test('writes nothing when anything is wrong, and names each line and field', async () => {
    const form = await opened();
    form.text.topic = 'Эндшпиль';
    form.text.homework = 'д'.repeat(2001);
    typed(form, anna, { mark: '5' });
    typed(form, boris, { absence: 'absent', mark: '5' });
    typed(form, vera, { mark: '9' });
    const no = await refusalOf(save(form));
    expect(no).toMatchObject({ reason: 'lesson/nothing-written', facts: { count: 3 } });
    expect(no.details.map(({ field, reason, facts }) => [field, reason, facts.student])).toEqual([
      ['homework', 'lesson/text-long', undefined],
      [`mark[${boris}]`, 'mark/absent', 'Быков Борис'],
      [`mark[${vera}]`, 'mark/scale', 'Волошина Вера'],
    ]);
    expect(await cells()).toEqual([[null], [null], [null]]);
    expect((await view()).topic).toBe(null);
  });

  test('wants a mark for a comment', async () => {
    const form = await opened();
    typed(form, anna, { comment: 'Молодец' });
    expect(await refusalOf(save(form))).toMatchObject({
      details: [{ reason: 'mark/comment-alone', field: `comment[${anna}]`, facts: { student: 'Арсеньева Анна' } }],
    });
  });
});

describe('a form opened before somebody else wrote', () => {
  test('leaves untouched what it did not touch', async () => {
    const form = await opened();
    await school.as('ivanova', act => giveMark(act, { lessonId: id, studentId: anna, value: 5 }));
    await school.as('ivanova', act => markAbsence(act, { lessonId: id, studentId: boris, kind: 'late' }));
    typed(form, vera, { mark: '4' });
    await save(form);
    expect(await cells()).toEqual([[null, '5 ответ на уроке'], ['late'], [null, '4 ответ на уроке']]);
  });

  test('is not taken over another mark in silence, and is when both say the same', async () => {
    const form = await opened();
    await school.as('ivanova', act => giveMark(act, { lessonId: id, studentId: anna, value: 5 }));
    typed(form, anna, { mark: '4' });
    expect(await refusalOf(save(form))).toMatchObject({
      details: [{ kind: 'conflict', reason: 'lesson/overtaken', field: `mark[${anna}]`, facts: { now: '5' } }],
    });
    typed(form, anna, { mark: '5' });
    await save(form);
    expect((await cells())[0]).toEqual([null, '5 ответ на уроке']);
  });

  test('asks before it replaces another topic', async () => {
    const [first, second] = [await opened(), await opened()];
    first.text.topic = 'Дебют';
    await save(first);
    second.text.topic = 'Эндшпиль';
    expect(await refusalOf(save(second))).toMatchObject({
      details: [{ reason: 'lesson/overtaken', field: 'topic', facts: { now: 'Дебют' } }],
    });
  });
});
