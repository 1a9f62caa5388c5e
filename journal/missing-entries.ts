import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import type { Owed } from './lesson-head.ts';
import { isEnded, isHeld, lessonTables, owed, ownerId, studentsOn, timeParams } from './lesson-sql.ts';

/** Something owed to the journal, and who owes it. */
export type MissingEntry = {
  courseId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  classTeacherId: number | null;
  subgroup: number | null;
  ownerId: number;
  owner: string;
} & (
  | { kind: 'lesson'; lessonId: number; day: Day; slot: number; owed: Owed[]; overdue: boolean }
  | { kind: 'few-marks'; students: number; of: number; due: number }
);

/** Narrows to what one person owes, or to some classes. */
export interface MissingChoice {
  ownerId?: number | undefined;
  classIds?: readonly number[] | undefined;
}

/**
 * What the journal lacks in the current period of each class (in holidays: the one just over), as one query:
 * - lessons that have ended without topic, homework or attendance; a substituted one is the substitute's;
 *   `overdue` when only the deputy can still open it;
 * - courses in which some students have fewer marks than floor(fewest × the period's share passed since they came);
 *   `due` is that number for who was there from the first day.
 */
export async function missingEntries(act: HouseAct, choice: MissingChoice = {}): Promise<MissingEntry[]> {
  const rows = await prepared<EntryRow>(act.em, queryFor(choice), {
    ...timeParams(act),
    owner: choice.ownerId,
    classes: `{${(choice.classIds ?? []).join(',')}}`,
  });
  return rows.map(({ kind, lessonId, day, slot, owed, overdue, students, of, due, ...common }) =>
    kind === 'lesson'
      ? { ...common, kind, lessonId: lessonId!, day: day!, slot: slot!, owed: owed!, overdue: overdue! }
      : { ...common, kind, students: students!, of: of!, due: due! },
  );
}

interface EntryRow {
  kind: 'lesson' | 'few-marks';
  courseId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  classTeacherId: number | null;
  subgroup: number | null;
  ownerId: number;
  owner: string;
  lessonId: number | null;
  day: Day | null;
  slot: number | null;
  owed: Owed[] | null;
  overdue: boolean | null;
  students: number | null;
  of: number | null;
  due: number | null;
}

function queryFor({ ownerId: owner, classIds }: MissingChoice): string {
  const classes = classIds === undefined ? '' : 'and k.id = any(:classes)';
  const ofTeacher = owner === undefined ? '' : 'and c.teacher_id = :owner';
  // One's own courses and those one stands in for: said first, or the lessons of the whole school would be looked through.
  const [withCourses, inClasses, inCourses] =
    owner === undefined
      ? ['', '', '']
      : [
          `courses as materialized (
    select c.id, c.school_class_id from course c where c.teacher_id = :owner
    union select c.id, c.school_class_id from substitution u join lesson l on l.id = u.lesson_id
      join course c on c.id = l.course_id where u.teacher_id = :owner),`,
          'and k.id in (select school_class_id from courses)',
          'and c.id in (select id from courses)',
        ];
  return `
  with ${withCourses}
  current_period as (
    select k.id as class_id, p.first_day, p.last_day,
      case k.period_kind when 'quarter' then s.fewest_marks_in_quarter else s.fewest_marks_in_half_year end as fewest,
      s.editing_days
    from school_class k
    cross join school s
    cross join lateral (
      select p.* from period p where p.year_id = k.year_id and p.kind = k.period_kind and p.first_day <= :today
      order by p.first_day desc limit 1) p
    where not exists (
        select 1 from school_year y join school_year later on later.first_day > y.first_day
        where y.id = k.year_id and later.first_day <= :today) ${classes} ${inClasses}),
  given as (
    select c.id as course_id, m.student_id, count(*) as marks
    from course c
    join current_period p on p.class_id = c.school_class_id
    join lesson l on l.course_id = c.id and l.day between p.first_day and p.last_day
    join mark m on m.lesson_id = l.id and m.replaced_at is null and m.value is not null
    where c.graded ${ofTeacher}
    group by c.id, m.student_id),
  lacking as (
    select 'lesson' as kind, l.course_id, ${ownerId} as owner_id, l.id as lesson_id, l.day, l.slot, ${owed} as owed,
      l.day + p.editing_days < :today::date as overdue, null::int as students, null::int as of, null::int as due
    from ${lessonTables}
    join current_period p on p.class_id = k.id
    where l.day between p.first_day and least(p.last_day, :today::date) and ${isEnded} and ${isHeld}
      and (l.topic is null or l.attendance_at is null or (l.homework is null and not l.no_homework and k.grade > 1))
      ${owner === undefined ? '' : `and ${ownerId} = :owner`} ${inCourses}
    union all
    select 'few-marks', c.id, c.teacher_id, null, null, null, null, null,
      (count(*) filter (where coalesce(given.marks, 0) < ${dueSince('greatest(p.first_day, here.since)')}))::int,
      count(*)::int, max(${dueSince('p.first_day')})
    from course c
    join school_class k on k.id = c.school_class_id
    join current_period p on p.class_id = k.id
    cross join lateral ${studentsOn('least(p.last_day, :today::date)')} here
    left join given on given.course_id = c.id and given.student_id = here.student_id
    where c.graded and k.grade > 1 ${ofTeacher}
    group by c.id)
  select x.kind, c.id as "courseId", j.name as subject, k.id as "classId", k.grade || k.letter as "className", k.grade,
    k.class_teacher_id as "classTeacherId", g.number as subgroup, x.owner_id as "ownerId", ${shortNameOf('o')} as owner, x.lesson_id as "lessonId",
    x.day::text as day, x.slot, x.owed, x.overdue, x.students, x.of, x.due
  from lacking x
  join course c on c.id = x.course_id
  join subject j on j.id = c.subject_id
  join school_class k on k.id = c.school_class_id
  join person o on o.id = x.owner_id
  left join subgroup g on g.id = c.subgroup_id
  where x.kind = 'lesson' or x.students > 0
  order by x.kind desc, x.day desc, x.slot desc, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number`;
}

/** SQL: how many marks are due by today to who came on the day: a whole number, rounded down. */
function dueSince(day: string): string {
  return `floor(p.fewest * greatest(0, least(p.last_day, :today::date) - ${day} + 1)::numeric
    / (p.last_day - p.first_day + 1))::int`;
}
