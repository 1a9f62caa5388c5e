import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { type Day, daysBetween } from '#school/calendar.ts';
import { laterYearHasBegun } from '#school/current-year.ts';
import { teacherIdOn } from '#school/load/teacher-then.ts';
import { shortNameOf } from '#school/names.ts';
import { Refusal } from '#school/refusal.ts';
import { isBegun, isEnded, isHeld, lessonTables, owed, timeParams, unlockedUntil } from './lesson-sql.ts';

export type Owed = 'topic' | 'homework' | 'attendance';

/** One lesson with everything that lists, permissions and rules ask about it. */
export interface LessonHead {
  id: number;
  day: Day;
  slot: number;
  room: string;
  /** Local times of the bell, «08:30»; absent when the slot has no bell. */
  startsAt: string | null;
  endsAt: string | null;
  courseId: number;
  subjectId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  /** Number of the subgroup, or nothing for the whole class. */
  subgroup: number | null;
  graded: boolean;
  teacherId: number;
  teacher: string;
  substituteId: number | null;
  substitute: string | null;
  /** The substitute gives it together with the own subgroup. */
  combined: boolean;
  /** It is not held: its teacher is away and nobody stands in. */
  cancelled: boolean;
  topic: string | null;
  homework: string | null;
  noHomework: boolean;
  /** The lesson for which the homework is due, when it is not the next. */
  homeworkForId: number | null;
  /** The line of the plan by which it was given. */
  plannedTopicId: number | null;
  /** The kind of control work planned for it. */
  controlId: number | null;
  attendanceTaken: boolean;
  /** The timetable has it no more; it stayed because somebody had worked on it. */
  offTimetable: boolean;
  /** The lesson's time has come; before it nobody can be marked or missing. */
  begun: boolean;
  ended: boolean;
  /** What an ended lesson lacks. */
  owed: Owed[];
  /** Why nobody may write here: it is not held; or its period is closed by order, or the editing window over, and the deputy has not opened it. */
  locked: 'cancelled' | 'year' | 'period' | 'window' | null;
  editingDays: number;
  /** Days in which an owed work may come. */
  owedDays: number;
  lowestMark: number;
}

interface Choice {
  /** A condition over the tables of `lessonTables`. */
  where: string;
  params: Record<string, unknown>;
  /** Holds others who would write into these lessons until the act ends. */
  toWrite?: boolean;
}

/** The lessons that satisfy a condition, in the order of day, slot and class; one query. */
export async function loadLessons(act: HouseAct, { where, params, toWrite }: Choice): Promise<LessonHead[]> {
  const rows = await prepared<HeadRow>(
    act.em,
    `${headQuery} where ${where}
     order by l.day, l.slot, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number
     ${toWrite ? 'for update of l' : ''}`,
    { ...params, ...timeParams(act) },
  );
  return rows.map(({ periodClosed, unlocked, pastYear, ...row }) => {
    const isLate = daysBetween(row.day, act.today) > row.editingDays;
    const closed = unlocked ? null : periodClosed ? 'period' : isLate ? 'window' : null;
    return { ...row, locked: row.cancelled ? 'cancelled' : pastYear ? 'year' : closed };
  });
}

/** One lesson by id. Refuses: not-found. */
export async function findLesson(act: HouseAct, id: number, options: { toWrite?: boolean } = {}): Promise<LessonHead> {
  const [lesson] = await loadLessons(act, { where: 'l.id = :id', params: { id }, ...options });
  if (!lesson) throw new Refusal('not-found', 'not-found');
  return lesson;
}

type HeadRow = Omit<LessonHead, 'locked'> & { periodClosed: boolean; unlocked: boolean; pastYear: boolean };

const headQuery = `
  select l.id, l.day::text as day, l.slot, l.room, b.starts_at as "startsAt", b.ends_at as "endsAt",
    c.id as "courseId", j.id as "subjectId", j.name as subject, k.id as "classId", k.grade || k.letter as "className", k.grade,
    g.number as subgroup, c.graded and k.grade > 1 as graded,
    c.teacher_id as "teacherId", ${shortNameOf('t')} as teacher,
    u.teacher_id as "substituteId", ${shortNameOf('st')} as substitute,
    coalesce(u.kind = 'combined', false) as combined, not (${isHeld}) as cancelled,
    l.topic, l.homework, l.no_homework as "noHomework", l.homework_for_id as "homeworkForId",
    l.planned_topic_id as "plannedTopicId", l.control_id as "controlId", l.attendance_at is not null as "attendanceTaken",
    coalesce(e.since > l.day or e.until <= l.day, false) as "offTimetable",
    ${isBegun} as begun, ${isEnded} as ended, case when ${isEnded} and ${isHeld} then ${owed} else '{}' end as owed,
    exists (select from school_year y where y.id = k.year_id and ${laterYearHasBegun(':today::date')}) as "pastYear",
    p.closed_at is not null as "periodClosed", ${unlockedUntil} is not null as unlocked, s.editing_days as "editingDays", s.owed_days as "owedDays", s.lowest_mark as "lowestMark"
  from ${lessonTables}
  join person t on t.id = ${teacherIdOn('l.day')}
  cross join school s
  left join timetable_entry e on e.id = l.entry_id
  left join subgroup g on g.id = c.subgroup_id
  left join person st on st.id = u.teacher_id
  left join period p on p.year_id = k.year_id and p.kind = k.period_kind and l.day between p.first_day and p.last_day`;
