import { AbsenceNote } from '#db/journal/absence-note.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, daysBetween, parseDay } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { tidyText } from '#school/typed-text.ts';
import { seenStudent } from '../student-facts.ts';

export const noteReasons = ['ill', 'valid', 'other'] as const;
export type NoteReason = (typeof noteReasons)[number];

/** What a parent says of a child's absence, past or to come; every value still to be checked. */
export interface NoteEntry {
  studentId: number;
  /** First and last day, ISO. */
  since: string;
  until: string;
  /** ill, valid, other. */
  reason: string;
  /** Asked for where the reason is another. */
  text: string;
}

/** So far back an absence is explained, so far ahead announced, and so many days it lasts at most. */
export const daysBack = 31;
const daysAhead = 92;
const longestAbsence = 62;
export const longestNote = 500;

/**
 * A parent explains or announces an absence of their child; the class teacher is told of the fact, without a word of health,
 * and confirms it or does not. The same once more is the same note. Gives its id. Refusals: not-found, not-allowed, invalid.
 */
export async function explainAbsence(act: Act, entry: NoteEntry): Promise<number> {
  const { studentId } = entry;
  const student = await seenStudent(act, studentId);
  permit(act, 'explainAbsence', { studentId });
  if (student.classId === null) throw new Refusal('invalid', 'absence-note/no-class', { field: 'since' });
  const { since, until } = readDays(act, entry);
  const reason = noteReasons.find(one => one === entry.reason) ?? invalid('absence-note/reason', 'reason');
  const text = readText(entry.text, reason);
  const [waiting] = await act.em.find(AbsenceNote, {
    ...{ student: studentId, since, until, reason, text, by: act.by.id, settledAt: null },
  });
  if (waiting) return waiting.id;
  const note = act.em.create(AbsenceNote, {
    student: act.em.getReference(Student, studentId),
    ...{ since, until, reason, text },
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
  await act.em.flush();
  await tellClassTeacher(act, { noteId: note.id, studentId, classId: student.classId, since, until });
  return note.id;
}

function readDays(act: Act, entry: NoteEntry): { since: Day; until: Day } {
  const since = parseDay(entry.since) ?? invalid('day', 'since');
  const until = parseDay(entry.until) ?? invalid('day', 'until');
  const [earliest, latest] = [addDays(act.today, -daysBack), addDays(act.today, daysAhead)];
  if (since < earliest) invalid('absence-note/too-early', 'since', { earliest });
  if (until > latest) invalid('absence-note/too-late', 'until', { latest });
  if (until < since) invalid('days', 'until');
  if (daysBetween(since, until) >= longestAbsence) invalid('absence-note/too-long', 'until', { most: longestAbsence });
  return { since, until };
}

function readText(typed: string, reason: NoteReason): string | null {
  const text = tidyText(typed).trim();
  if (text.length > longestNote) invalid('lesson/text-long', 'text', { most: longestNote, length: text.length });
  if (text === '' && reason === 'other') invalid('absence-note/text', 'text');
  return text || null;
}

interface About {
  noteId: number;
  studentId: number;
  classId: number;
  since: Day;
  until: Day;
}

async function tellClassTeacher(act: Act, { noteId, studentId, classId, since, until }: About): Promise<void> {
  const [found] = await act.em.execute<{ teacherId: number; student: string }[]>(
    `select k.class_teacher_id as "teacherId", p.family_name || ' ' || left(p.given_name, 1) || '.' as student
     from school_class k, student s join person p on p.id = s.person_id
     where k.id = :classId and s.id = :studentId and k.class_teacher_id is not null`,
    { classId, studentId },
  );
  if (!found) return;
  const { teacherId, student } = found;
  const facts = { noteId, studentId, student, since, until, ahead: until >= act.today };
  act.tell(teacherId, { kind: 'absence-note', subject: `absence-note:${noteId}`, facts });
}
