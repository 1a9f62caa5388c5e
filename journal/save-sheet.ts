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
  const marks = sheet.changes.filter(change => change.cell === 'mark');
  const absences = sheet.changes.filter(change => change.cell === 'absence');
  const oldMarks = marks.flatMap(({ before }) => before?.id ?? []);
  const oldAbsences = absences.flatMap(({ student }) => student.absenceId ?? []);
  // Retired first: a cell has one current row at any moment.
  if (oldMarks.length > 0) await act.em.nativeUpdate(Mark, { id: { $in: oldMarks } }, { replacedAt: act.at });
  if (oldAbsences.length > 0) await act.em.nativeUpdate(Absence, { id: { $in: oldAbsences } }, { replacedAt: act.at });
  for (const change of marks) writeMark(act, sheet, change);
  for (const change of absences) writeAbsence(act, sheet, change);
  if (absences.length > 0) await markAttendanceTaken(act, sheet);
  await act.em.flush();
  recordCells(act, sheet);
  await applyAcceptedNotes(act, [sheet]);
  await tellFamilies(act, sheet);
}

/** Records that the roll was called, the first time. */
export async function markAttendanceTaken(act: Act, { lesson }: Sheet): Promise<void> {
  if (lesson.attendanceTaken) return;
  lesson.attendanceTaken = true;
  await act.em.nativeUpdate(Lesson, { id: lesson.id, attendanceAt: null }, { attendanceAt: act.at });
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
