import type { HouseAct } from '../act.ts';
import { usualBellScheduleOf } from '../bells.ts';
import type { Day } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { shortNameOf } from '../names.ts';
import type { ClashRules } from './clashes.ts';
import type { CourseFacts, Placed } from './placed.ts';

/** An entry with its row. */
export interface Entry extends Placed {
  id: number;
}

/** Every entry that is valid on the day or begins later, of the classes of that day's year. One query. */
export async function entriesFrom(act: HouseAct, from: Day): Promise<Entry[]> {
  const rows = await act.em.execute<EntryRow[]>(
    `select t.id, t.weekday, t.slot, t.week, t.room_id as "roomId", r.name as room, t.joint,
       t.since::text as since, t.until::text as until, ${courseColumns}
     from timetable_entry t left join room r on r.id = t.room_id, ${courseTables}
     where c.id = t.course_id and ${ofYear} and (t.until is null or (t.until > :from and t.until > t.since))
     order by t.weekday, t.slot, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number, t.id`,
    { from },
  );
  return rows.map(withSubgroup);
}

/** Every course of the day's year, class by class. One query. */
export async function coursesOn(act: HouseAct, from: Day): Promise<CourseFacts[]> {
  const rows = await act.em.execute<CourseRow[]>(
    `select ${courseColumns} from ${courseTables} where ${ofYear}
     order by k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number, c.id`,
    { from },
  );
  return rows.map(withSubgroup);
}

/** What the clash check must know from a day on: load, bells of an ordinary week, who is in two subgroups. Three queries. */
export async function clashRules(act: HouseAct, from: Day): Promise<ClashRules> {
  const bells = new Map<string, { startsAt: string; endsAt: string }>();
  const rung = await act.em.execute<BellRow[]>(bellsQuery, { from });
  for (const { shift, weekday, slot, startsAt, endsAt } of rung)
    bells.set(`${shift} ${weekday} ${slot}`, { startsAt, endsAt });
  const members = await act.em.execute<{ id: number; students: number[] }[]>(
    `select m.subgroup_id as id, array_agg(m.student_id) as students from subgroup_member m
     where m.until is null or m.until > :from group by m.subgroup_id`,
    { from },
  );
  const studentsOf = new Map(members.map(({ id, students }) => [id, new Set(students)]));
  return {
    from,
    courses: await coursesOn(act, from),
    bellOf: (shift, weekday, slot) => bells.get(`${shift} ${weekday} ${slot}`),
    shareStudents: (one, other) =>
      !(studentsOf.get(one) ?? new Set()).isDisjointFrom(studentsOf.get(other) ?? new Set()),
  };
}

interface BellRow {
  shift: number;
  weekday: number;
  slot: number;
  startsAt: string;
  endsAt: string;
}

type CourseRow = Omit<CourseFacts, 'subgroup'> & { subgroupId: number | null; subgroupNumber: number | null };
type EntryRow = CourseRow & Omit<Entry, keyof CourseFacts>;

function withSubgroup<R extends { subgroupId: number | null; subgroupNumber: number | null }>(row: R) {
  const { subgroupId, subgroupNumber, ...rest } = row;
  return { ...rest, subgroup: subgroupId === null ? null : { id: subgroupId, number: subgroupNumber! } };
}

const courseColumns = `c.id as "courseId", k.id as "classId", k.grade || k.letter as "className", k.shift,
  j.id as "subjectId", j.name as subject, g.id as "subgroupId", g.number as "subgroupNumber",
  p.id as "teacherId", ${shortNameOf('p')} as teacher, c.hours_per_week as "hoursPerWeek"`;

const courseTables = `(course c join school_class k on k.id = c.school_class_id join school_year y on y.id = k.year_id
  join subject j on j.id = c.subject_id join person p on p.id = c.teacher_id
  left join subgroup g on g.id = c.subgroup_id)`;

const ofYear = isYearOf(':from::date');

const bellsQuery = `
  select s.shift, w.weekday, b.slot, b.starts_at as "startsAt", b.ends_at as "endsAt"
  from (select distinct shift from school_class) s cross join generate_series(1, 7) w(weekday)
  join bell b on b.schedule_id = ${usualBellScheduleOf({ day: ':from::date', weekday: 'w.weekday', shift: 's.shift' })}`;
