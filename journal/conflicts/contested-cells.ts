import type { AbsenceKind } from '#db/journal/absence.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { type LessonFacts, may, see } from '#school/permissions.ts';
import { cellText } from '../grid/cell-text.ts';
import { ownerId } from '../lesson-sql.ts';

/** A cell with two entries: what stands there, and one that came too late and waits for the owner of the lesson. */
export interface ContestedCell {
  id: number;
  lessonId: number;
  day: Day;
  slot: number;
  courseId: number;
  subject: string;
  className: string;
  subgroup: number | null;
  studentId: number;
  /** «Петрова Мария» */
  student: string;
  late: { text: string; by: string; at: Date };
  /** Author and moment are unknown where the cell was never written. */
  standing: { text: string; by: string | null; at: Date | null };
  /** The actor owns the lesson and decides; else the late entry is the actor's own. */
  decides: boolean;
}

/**
 * The cells with two entries that the actor decides on (the substitute where there is one, else the teacher of the course),
 * and those where the actor's own entry waits, as long as the lesson is theirs to read; of one journal, or of all. One query. Refuses: not-found.
 */
export async function contestedCells(act: Act, courseId?: number): Promise<ContestedCell[]> {
  see(act, 'readJournals');
  const rows = await prepared<StoredCell>(act.em, contestedQuery, {
    ...{ courseId: courseId ?? null, me: act.by.id, teaches: act.by.roles.has('teacher') },
  });
  const readable = rows.filter(({ facts }) => may(act.by, 'readLesson', facts));
  return readable.map(({ facts: _, lateBy, lateAt, typed, marks, absence, standsBy, standsAt, ...row }) => ({
    ...row,
    late: { text: typed, by: lateBy, at: new Date(lateAt) },
    standing: {
      text: cellText({ absence, marks: marks ?? [] }),
      by: standsBy,
      at: standsAt === null ? null : new Date(standsAt),
    },
  }));
}

interface StoredCell extends Omit<ContestedCell, 'late' | 'standing'> {
  facts: LessonFacts;
  typed: string;
  lateBy: string;
  lateAt: string;
  marks: { position: number; value: number | null; owed: boolean }[] | null;
  absence: AbsenceKind | null;
  standsBy: string | null;
  standsAt: string | null;
}

const ofCell = 'r.lesson_id = x.lesson_id and r.student_id = x.student_id and r.replaced_at is null';

const contestedQuery = `
  select x.id, l.id as "lessonId", l.day::text as day, l.slot, c.id as "courseId", j.name as subject,
    k.grade || k.letter as "className", g.number as subgroup, x.student_id as "studentId",
    n.family_name || ' ' || n.given_name as student, x.typed, ${shortNameOf('b')} as "lateBy", x.at as "lateAt",
    (select json_agg(json_build_object('position', r.position, 'value', r.value, 'owed', r.owed) order by r.position)
      from mark r where ${ofCell}) as marks,
    (select r.kind from absence r where ${ofCell}) as absence, stood.by as "standsBy", stood.at as "standsAt",
    :teaches and ${ownerId} = :me as decides,
    json_build_object('teacherId', c.teacher_id, 'substituteId', u.teacher_id, 'classId', k.id) as facts
  from cell_conflict x
  join lesson l on l.id = x.lesson_id
  join course c on c.id = l.course_id
  join school_class k on k.id = c.school_class_id
  join subject j on j.id = c.subject_id
  join person b on b.id = x.by_id
  join student s on s.id = x.student_id
  join person n on n.id = s.person_id
  left join subgroup g on g.id = c.subgroup_id
  left join substitution u on u.lesson_id = l.id
  left join lateral (
    select ${shortNameOf('w')} as by, e.at
    from (select r.by_id, r.at from mark r where ${ofCell} union all select r.by_id, r.at from absence r where ${ofCell}) e
    join person w on w.id = e.by_id order by e.at desc limit 1) stood on true
  where x.settled_at is null and (:courseId::int is null or l.course_id = :courseId)
    and ((:teaches and ${ownerId} = :me) or x.by_id = :me)
  order by l.day, l.slot, n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", x.id`;
