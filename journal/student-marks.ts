import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type Change, changesSince } from './changes-since.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';

export interface StudentMarks {
  student: StudentFactsView;
  from: Day;
  to: Day;
  /** Only days on which there is something, in order. */
  days: { day: Day; entries: LessonEntry[] }[];
  /** What became different after the moment asked about, on any day; absent when it was not asked. */
  changed?: Change[];
}

/** What stands in one lesson about the student. */
export interface LessonEntry {
  lessonId: number;
  slot: number;
  subject: string;
  marks: MarkEntryView[];
  /** Missing or late; the reason is health and never goes into a messenger. */
  absence: { presence: 'absent' | 'late'; reason: 'ill' | 'valid' | 'unexcused' | null } | null;
}

export interface MarkEntryView {
  position: number;
  value: number;
  workKind: string;
  weight: number;
  comment: string | null;
  at: Date;
  /** Set when it replaced another value. */
  changed: { from: number } | null;
}

export interface MarksQuery {
  from: Day;
  to: Day;
  /** A subject's name, in any case. */
  subject?: string | undefined;
  changedSince?: Date | undefined;
}

/**
 * A student's marks, absences and lates by day and lesson, both days included. For the student, parents, the class
 * teacher, deputy and director. Refuses: not-found.
 */
export async function studentMarks(act: Act, studentId: number, query: MarksQuery): Promise<StudentMarks> {
  const student = await seenStudent(act, studentId);
  const { from, to, subject, changedSince } = query;
  const rows = await act.em.execute<EntryRow[]>(entriesQuery, { studentId, from, to, subject: subject ?? null });
  return {
    student,
    from,
    to,
    days: [...Map.groupBy(rows, row => row.day)].map(([day, entries]) => ({ day, entries: entries.map(entryView) })),
    ...(changedSince ? { changed: await changesSince(act, studentId, changedSince) } : {}),
  };
}

interface EntryRow {
  day: Day;
  lessonId: number;
  slot: number;
  subject: string;
  absence: AbsenceKind | null;
  marks: (Omit<MarkEntryView, 'at' | 'changed'> & { at: string; was: number | null })[];
}

// From the student's own rows to lessons: the indexes by student are short, whatever the size of the school.
const entriesQuery = `
  with marks as (
    select m.lesson_id, json_agg(json_build_object('position', m.position, 'value', m.value, 'workKind', w.name,
        'weight', w.weight, 'comment', m.comment, 'at', m.at, 'was', was.value) order by m.position) as marks
    from mark m join work_kind w on w.id = m.work_kind_id left join mark was on was.id = m.replaces_id
    where m.student_id = :studentId and m.replaced_at is null and m.value is not null
    group by m.lesson_id),
  absences as (
    select a.lesson_id, a.kind from absence a
    where a.student_id = :studentId and a.replaced_at is null and a.kind is not null)
  select l.day::text as day, l.id as "lessonId", l.slot, j.name as subject, a.kind as absence,
    coalesce(m.marks, '[]') as marks
  from marks m full join absences a on a.lesson_id = m.lesson_id
  join lesson l on l.id = coalesce(m.lesson_id, a.lesson_id)
  join course c on c.id = l.course_id
  join subject j on j.id = c.subject_id
  where l.day between :from and :to and (:subject::text is null or lower(j.name) = lower(:subject))
  order by l.day, l.slot, l.id`;

function entryView({ day: _, absence, marks, ...row }: EntryRow): LessonEntry {
  return {
    ...row,
    marks: marks.map(({ was, at, ...mark }) => ({
      ...mark,
      at: new Date(at),
      changed: was === null || was === mark.value ? null : { from: was },
    })),
    absence: absence === null ? null : presenceOf(absence),
  };
}

function presenceOf(kind: AbsenceKind): LessonEntry['absence'] {
  if (kind === 'late') return { presence: 'late', reason: null };
  return { presence: 'absent', reason: kind === 'unknown' ? null : kind };
}
