import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { type StudentFactsView, seenStudent } from '../student-facts.ts';
import type { NoteReason } from './explain-absence.ts';

export interface NotesOfStudent {
  student: StudentFactsView;
  /** The latest first; only one's own, for a parent. */
  notes: {
    id: number;
    since: Day;
    until: Day;
    reason: NoteReason;
    text: string | null;
    /** Nothing while it waits. */
    accepted: boolean | null;
  }[];
  mayExplain: boolean;
}

/** What a parent has explained of a child's absences, and what became of it. Refuses: not-found. */
export async function notesOfStudent(act: Act, studentId: number): Promise<NotesOfStudent> {
  const student = await seenStudent(act, studentId);
  const notes = await act.em.execute<NotesOfStudent['notes']>(
    `select id, since::text as since, until::text as until, reason, text, accepted from absence_note
     where student_id = :studentId and by_id = :by order by since desc, id desc limit 30`,
    { studentId, by: act.by.id },
  );
  return { student, notes, mayExplain: may(act.by, 'explainAbsence', { studentId }) };
}
