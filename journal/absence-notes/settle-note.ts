import { AbsenceNote } from '#db/journal/absence-note.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { changeReasons } from '../attendance/change-reasons.ts';
import type { NoteReason } from './explain-absence.ts';

/**
 * The class teacher accepts a parent's explanation or turns it down; the parent hears which. Accepted, it turns the «н»
 * of those days into «б» or «у»; a reason that stands there already stays. Gives how many lessons it explained.
 * Refusals: not-found, not-allowed (also in a period closed by order), conflict when it was settled before.
 */
export async function settleNote(act: Act, noteId: number, { accepted }: { accepted: boolean }): Promise<number> {
  const note = await findNote(act, noteId);
  permit(act, 'giveReason', note);
  const settled = { settledBy: act.em.getReference(Person, act.by.id), settledAt: act.at, accepted };
  const written = await act.em.nativeUpdate(AbsenceNote, { id: noteId, settledAt: null }, settled);
  if (written === 0) throw new Refusal('conflict', 'absence-note/settled');
  const { classId, studentId, since, until, givenName } = note;
  const choice = { classId, studentIds: [studentId], from: since, to: until, over: ['unknown' as const] };
  const { changed } = accepted ? await changeReasons(act, choice, reasonOf(note.reason)) : { changed: 0 };
  const facts = { studentId, givenName, since, until, accepted };
  act.tell(note.byId, { kind: 'absence-note-settled', subject: `absence-note:${noteId}`, facts, studentId });
  return changed;
}

/** What a journal writes for what a parent has said. */
export function reasonOf(reason: NoteReason): 'ill' | 'valid' {
  return reason === 'ill' ? 'ill' : 'valid';
}

interface FoundNote {
  studentId: number;
  givenName: string;
  classId: number;
  since: Day;
  until: Day;
  reason: NoteReason;
  byId: number;
}

/** A note of a student who is in a class today that the actor may look at. */
async function findNote(act: Act, noteId: number): Promise<FoundNote> {
  const [note] = await act.em.execute<FoundNote[]>(
    `select n.student_id as "studentId", p.given_name as "givenName", e.school_class_id as "classId",
       n.since::text as since, n.until::text as until, n.reason, n.by_id as "byId"
     from absence_note n
     join student s on s.id = n.student_id
     join person p on p.id = s.person_id
     join enrolment e on e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
     where n.id = :noteId order by e.since desc limit 1`,
    { noteId, today: act.today },
  );
  if (!note) throw new Refusal('not-found', 'not-found');
  see(act, 'readAttendance', note.classId);
  return note;
}
