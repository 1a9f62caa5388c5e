import { Lesson } from '#db/journal/lesson.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { addDays } from '#school/calendar.ts';
import { applyAcceptedNotes } from './absence-notes/apply-accepted.ts';
import { recordCells } from './history/record-entries.ts';
import { keepComplete } from './keep-complete.ts';
import type { LessonHead } from './lesson-head.ts';
import type { Change, Sheet } from './sheet.ts';
import { tellFamilies } from './tell-families.ts';

/** Writes down what was entered: corrections as new rows over the old ones, and what families must be told. */
export async function saveSheet(act: Act, sheet: Sheet): Promise<void> {
  await writeSheets(act, [sheet]);
  await tellFamilies(act, sheet);
}

/** Writes down several lessons and tells nobody; as many statements as for one. */
export async function writeSheets(act: Act, sheets: readonly Sheet[]): Promise<void> {
  await writeMarks(act, sheets);
  await writeAbsences(act, sheets);
  await markAttendancesTaken(
    act,
    sheets.filter(sheet => sheet.changes.some(({ cell }) => cell === 'absence')),
  );
  await act.settle();
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
  await keepComplete(act, ids);
}

/** Corrections are rows over the old ones, which are retired first: a cell has one current row at any moment. */
async function writeMarks(act: Act, sheets: readonly Sheet[]): Promise<void> {
  const marks = sheets.flatMap(({ lesson, changes }) =>
    changes.flatMap(change => (change.cell === 'mark' ? [markRow(lesson, change)] : [])),
  );
  if (marks.length === 0) return;
  await prepared(
    act.em,
    `with given as (
       select * from jsonb_to_recordset(:marks::jsonb) as x("lessonId" int, "studentId" int, position int, value int,
         owed boolean, "dueOn" date, "workKindId" int, comment text, replaces int)),
     retired as (
       update mark set replaced_at = :at where id in (select replaces from given) returning id)
     insert into mark (lesson_id, student_id, position, value, owed, due_on, work_kind_id, comment, by_id, at, replaces_id)
     select "lessonId", "studentId", position, value, owed, "dueOn", "workKindId", comment, :by, :at, replaces
     from given where (select count(*) from retired) >= 0`,
    { marks: JSON.stringify(marks), at: act.at, by: act.by.id },
  );
}

function markRow(lesson: LessonHead, { student, position, before, after }: Extract<Change, { cell: 'mark' }>) {
  const { value, owed = false, workKindId, comment } = after;
  const dueOn = owed ? addDays(lesson.day, lesson.owedDays) : null;
  const about = { lessonId: lesson.id, studentId: student.id, position, replaces: before?.id ?? null };
  return { ...about, value, owed, dueOn, workKindId, comment };
}

async function writeAbsences(act: Act, sheets: readonly Sheet[]): Promise<void> {
  const absences = sheets.flatMap(({ lesson, changes }) =>
    changes.flatMap(change => {
      if (change.cell !== 'absence') return [];
      const { student, after: kind } = change;
      return [{ lessonId: lesson.id, studentId: student.id, kind, replaces: student.absenceId }];
    }),
  );
  if (absences.length === 0) return;
  await prepared(
    act.em,
    `with given as (
       select * from jsonb_to_recordset(:absences::jsonb) as x("lessonId" int, "studentId" int, kind text, replaces int)),
     retired as (
       update absence set replaced_at = :at where id in (select replaces from given) returning id)
     insert into absence (lesson_id, student_id, kind, by_id, at, replaces_id)
     select "lessonId", "studentId", kind, :by, :at, replaces from given where (select count(*) from retired) >= 0`,
    { absences: JSON.stringify(absences), at: act.at, by: act.by.id },
  );
}
