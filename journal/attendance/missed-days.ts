import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { readOnce } from '#school/shared.ts';
import { isHeld, studentsOn } from '../lesson-sql.ts';
import type { StudentDay } from './figures.ts';
import { countOf } from './student-days.ts';

export interface MissedDay extends StudentDay {
  classId: number;
}

/**
 * The days on which a student of the classes missed a lesson or came late to one, both ends included, by class and day: what the
 * figures of a year are counted of without a look at all other days. Of `held` it knows no more than of `lessons`. One query.
 */
export async function missedDays(act: HouseAct, { classIds, from, to }: Span): Promise<MissedDay[]> {
  if (!act.shared) return readDays(act, { classIds, from, to });
  // Where every class is asked for in turn, all of them are read once.
  const all = await readOnce(act, `missed ${from} ${to}`, async () =>
    Map.groupBy(await readDays(act, { classIds: null, from, to }), ({ classId }) => classId),
  );
  return classIds.toSorted((a, b) => a - b).flatMap(id => all.get(id) ?? []);
}

interface Span {
  classIds: readonly number[];
  from: Day;
  to: Day;
}

function readDays(
  act: HouseAct,
  { classIds, from, to }: Omit<Span, 'classIds'> & { classIds: readonly number[] | null },
): Promise<MissedDay[]> {
  return act.em.execute<MissedDay[]>(daysQuery, { classes: classIds && `{${classIds.join(',')}}`, from, to });
}

const daysQuery = `
  with missed as materialized (
    select distinct c.school_class_id as class_id, a.student_id, l.day
    from absence a join lesson l on l.id = a.lesson_id join course c on c.id = l.course_id
    where a.replaced_at is null and a.kind is not null and (:classes::int[] is null or c.school_class_id = any(:classes::int[])) and l.day between :from and :to)
  select m.class_id as "classId", m.student_id as "studentId", m.day::text as day, count(*)::int as lessons,
    count(*)::int as held, ${(['ill', 'valid', 'unexcused', 'unknown', 'late'] as const).map(countOf).join(', ')}
  from missed m
  join course c on c.school_class_id = m.class_id
  join lesson l on l.course_id = c.id and l.day = m.day
  join lateral ${studentsOn('m.day')} here on here.student_id = m.student_id
  left join substitution u on u.lesson_id = l.id
  left join absence a on a.lesson_id = l.id and a.student_id = m.student_id and a.replaced_at is null
  where ${isHeld}
  group by m.class_id, m.student_id, m.day
  order by m.class_id, m.day, m.student_id`;
