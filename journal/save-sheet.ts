import { Absence } from '#db/journal/absence.ts';
import { Lesson } from '#db/journal/lesson.ts';
import { Mark } from '#db/journal/mark.ts';
import { WorkKind } from '#db/journal/work-kind.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { addDays } from '#school/calendar.ts';
import { applyAcceptedNotes } from './absence-notes/apply-accepted.ts';
import { recordCells } from './history/record-entries.ts';
import type { Change, Sheet } from './sheet.ts';
import { tellFamilies } from './tell-families.ts';

/** Writes down what was entered: corrections as new rows over the old ones, and what families must be told. */
export async function saveSheet(act: Act, sheet: Sheet): Promise<void> {
  await writeSheets(act, [sheet]);
  await tellFamilies(act, sheet);
}

/** Writes down several lessons and tells nobody; as many statements as for one. */
export async function writeSheets(act: Act, sheets: readonly Sheet[]): Promise<void> {
  const changes = sheets.flatMap(sheet => sheet.changes);
  const oldMarks = changes.flatMap(change => (change.cell === 'mark' ? (change.before?.id ?? []) : []));
  const oldAbsences = changes.flatMap(change => (change.cell === 'absence' ? (change.student.absenceId ?? []) : []));
  // Retired first: a cell has one current row at any moment.
  if (oldMarks.length > 0) await act.em.nativeUpdate(Mark, { id: { $in: oldMarks } }, { replacedAt: act.at });
  if (oldAbsences.length > 0) await act.em.nativeUpdate(Absence, { id: { $in: oldAbsences } }, { replacedAt: act.at });
  for (const sheet of sheets) {
    for (const change of sheet.changes) {
      if (change.cell === 'mark') writeMark(act, sheet, change);
      else writeAbsence(act, sheet, change);
    }
  }
  await markAttendancesTaken(
    act,
    sheets.filter(sheet => sheet.changes.some(({ cell }) => cell === 'absence')),
  );
  await act.em.flush();
  for (const sheet of sheets) recordCells(act, sheet);
  await applyAcceptedNotes(act, sheets);
}

/** Records that the roll was called, the first time. */
export async function markAttendanceTaken(act: Act, sheet: Sheet): Promise<void> {
  await markAttendancesTaken(act, [sheet]);
}

async function markAttendancesTaken(act: Act, sheets: readonly Sheet[]): Promise<void> {
  const untaken = sheets.filter(({ lesson }) => !lesson.attendanceTaken);
  if (untaken.length === 0) return;
  for (const { lesson } of untaken) lesson.attendanceTaken = true;
  const ids = untaken.map(({ lesson }) => lesson.id);
  await act.em.nativeUpdate(Lesson, { id: { $in: ids }, attendanceAt: null }, { attendanceAt: act.at });
}

function writeMark(act: Act, { lesson }: Sheet, change: Extract<Change, { cell: 'mark' }>): void {
  const { student, position, before, after } = change;
  act.em.create(Mark, {
    lesson: act.em.getReference(Lesson, lesson.id),
    student: act.em.getReference(Student, student.id),
    position,
    value: after.value,
    owed: after.owed ?? false,
    dueOn: after.owed ? addDays(lesson.day, lesson.owedDays) : null,
    workKind: act.em.getReference(WorkKind, after.workKindId),
    comment: after.comment,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    replaces: before?.id ? act.em.getReference(Mark, before.id) : null,
  });
}

function writeAbsence(act: Act, { lesson }: Sheet, change: Extract<Change, { cell: 'absence' }>): void {
  const { student, after } = change;
  act.em.create(Absence, {
    lesson: act.em.getReference(Lesson, lesson.id),
    student: act.em.getReference(Student, student.id),
    kind: after,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    replaces: student.absenceId ? act.em.getReference(Absence, student.absenceId) : null,
  });
}
