import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import type { NoteReason } from './explain-absence.ts';

export interface NoteOfClass {
  id: number;
  studentId: number;
  /** «Петрова Мария» */
  student: string;
  since: Day;
  until: Day;
  reason: NoteReason;
  text: string | null;
  by: string;
  at: Date;
  /** Nothing while it waits. */
  accepted: boolean | null;
}

/** Parents' explanations of the students of a class today: those that wait, and the settled ones of some days. */
export async function notesOfClass(act: Act, classId: number, span: { from: Day; to: Day }): Promise<NoteOfClass[]> {
  const rows = await act.em.execute<(Omit<NoteOfClass, 'at'> & { at: string })[]>(
    `select n.id, n.student_id as "studentId", p.family_name || ' ' || p.given_name as student,
       n.since::text as since, n.until::text as until, n.reason, n.text, ${shortNameOf('b')} as by, n.at, n.accepted
     from absence_note n
     join enrolment e on e.student_id = n.student_id and e.school_class_id = :classId
       and e.since <= :today and (e.until is null or e.until > :today)
     join student s on s.id = n.student_id
     join person p on p.id = s.person_id
     join person b on b.id = n.by_id
     where n.settled_at is null or (n.since <= :to and n.until >= :from)
     order by n.settled_at is not null, n.since, n.id`,
    { classId, today: act.today, ...span },
  );
  return rows.map(row => ({ ...row, at: new Date(row.at) }));
}
