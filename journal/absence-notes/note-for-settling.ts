import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** An explanation as its class teacher sees it in a chat: without the reason, which stays on the site. */
export interface NoteForSettling {
  id: number;
  student: string;
  since: Day;
  until: Day;
  accepted: boolean | null;
}

/** For those who keep or control the attendance of the student's class. Refusal: not-found. */
export async function noteForSettling(act: Act, noteId: number): Promise<NoteForSettling> {
  const [found] = await act.em.execute<(NoteForSettling & { classId: number })[]>(
    `select n.id, ${shortNameOf('p')} as student, n.since::text as since, n.until::text as until, n.accepted,
       e.school_class_id as "classId"
     from absence_note n join student s on s.id = n.student_id join person p on p.id = s.person_id
     join enrolment e on e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
     where n.id = :noteId order by e.since desc limit 1`,
    { noteId, today: act.today },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  const { classId, ...note } = found;
  see(act, 'readAttendance', classId);
  return note;
}
