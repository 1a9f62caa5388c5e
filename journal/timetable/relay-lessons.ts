import type { HouseAct } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { horizonDays } from '../lay-out-lessons.ts';
import { placesBetween } from './places.ts';
import { type Touch, touchesOf } from './touched.ts';

/** What became of the lessons when the timetable changed. */
export interface Relaid {
  /** Lessons that were taken out of the journal, and those that are new there. */
  removed: number;
  added: number;
  /** Lessons that stay though the timetable has them no more: somebody has worked on them. */
  kept: KeptLesson[];
}

export interface KeptLesson {
  lessonId: number;
  day: Day;
  slot: number;
  className: string;
  subject: string;
  subgroup: number | null;
  touches: Touch[];
}

/**
 * Makes the lessons of the courses follow the timetable from a day to come on (to another, where one is named), as far as any are laid out: those nobody has
 * touched are replaced, the others stay. Three queries.
 */
export async function relayLessons(
  act: HouseAct,
  { from, to, courseIds }: { from: Day; to?: Day; courseIds: readonly number[] },
): Promise<Relaid> {
  if (courseIds.length === 0) return { removed: 0, added: 0, kept: [] };
  const courses = `{${courseIds.join(',')}}`;
  const [last] = await act.em.execute<{ day: Day | null }[]>('select max(day)::text as day from lesson');
  const horizon = addDays(act.today, horizonDays);
  const laid = last!.day && last!.day > horizon ? last!.day : horizon;
  const params = { from, courses, to: to && to < laid ? to : laid };
  // Whoever fills one of them now is waited for, and then it is touched.
  await act.em.execute(
    'select id from lesson where course_id = any(:courses) and day >= :from order by id for update',
    params,
  );
  const [relaid] = await act.em.execute<Relaid[]>(relayQuery, params);
  return relaid!;
}

// What goes and what comes never stand in one place, so all of it may be one statement. A room that was changed for the
// one day stays so.
const relayQuery = `with ${placesBetween('t.course_id = any(:courses)')},
  homeless as materialized (
    select l.id, l.entry_id, ${touchesOf} as touches from lesson l
    where l.course_id = any(:courses) and l.day between :from and :to
      and not exists (select from place p where p.course_id = l.course_id and p.day = l.day and p.slot = l.slot)),
  removed as (delete from lesson l using homeless h where h.id = l.id and h.touches = '{}' returning l.id),
  followed as (
    update lesson l set entry_id = p.entry_id, room = case when l.room = coalesce(r.name, '') then p.room else l.room end
    from place p, timetable_entry was left join room r on r.id = was.room_id
    where p.course_id = l.course_id and p.day = l.day and p.slot = l.slot
      and was.id = l.entry_id and p.entry_id <> l.entry_id returning l.id),
  added as (
    insert into lesson (course_id, entry_id, day, slot, room)
    select course_id, entry_id, day, slot, room from place on conflict (course_id, day, slot) do nothing returning id)
  select (select count(*)::int from removed) as removed, (select count(*)::int from added) as added,
    (select coalesce(json_agg(json_build_object('lessonId', l.id, 'day', l.day, 'slot', l.slot,
        'className', k.grade || k.letter, 'subject', j.name, 'subgroup', g.number, 'touches', h.touches)
        order by l.day, l.slot, k.grade, k.letter collate "ru-x-icu", l.id), '[]')
      from homeless h join lesson l on l.id = h.id join course c on c.id = l.course_id
      join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
      left join subgroup g on g.id = c.subgroup_id
      where h.touches <> '{}' and h.entry_id is not null) as kept`;
