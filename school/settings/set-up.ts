import type { Act } from '../act.ts';
import { addDays } from '../calendar.ts';
import { may, see } from '../permissions.ts';

export const setUpSteps = [
  'about',
  'year',
  'periods',
  'days-off',
  'bells',
  'subjects',
  'rooms',
  'staff',
  'heads',
  'classes',
  'class-teachers',
  'load',
  'timetable',
  'students',
  'parents',
  'passwords',
  'consents',
  'channels',
  'backups',
] as const;
export type SetUpStep = (typeof setUpSteps)[number];

export interface SetUpLine {
  step: SetUpStep;
  /** Nothing yet, something, or all of it. */
  state: 'to-do' | 'partly' | 'done';
  /** How many there are, and how many are still without. */
  there: number;
  without: number;
  /** The page where it is done is one of the actor's. */
  mayOpen: boolean;
}

export interface SetUp {
  lines: SetUpLine[];
  done: number;
}

/** What of the school is set up and what is still to be done (2.1, 7), read off the data. Refusal: not-found. One query. */
export async function setUp(act: Act): Promise<SetUp> {
  see(act, 'readSchoolSettings');
  const [counts] = await act.em.execute<Record<SetUpStep, [there: number, without: number]>[]>(query, {
    today: act.today,
    since: addDays(act.today, -14),
    fresh: new Date(act.at.getTime() - 2 * 86_400_000),
  });
  const lines = setUpSteps.map(step => {
    const [there, without] = counts![step];
    const state = there === 0 ? ('to-do' as const) : without > 0 ? ('partly' as const) : ('done' as const);
    return { step, state, there, without, mayOpen: mayOpen(act, step) };
  });
  return { lines, done: lines.filter(({ state }) => state === 'done').length };
}

/** What of it is the registrar's alone; the heads see how far it is. */
function mayOpen({ by }: Act, step: SetUpStep): boolean {
  if (step === 'staff' || step === 'students' || step === 'parents' || step === 'passwords')
    return may(by, 'keepPeople');
  if (step === 'consents') return may(by, 'keepConsents');
  if (step === 'channels') return may(by, 'keepChannels');
  return step === 'backups' ? may(by, 'keepSystem') : true;
}

const isHeld = 'a.since <= :today and (a.until is null or a.until >= :today)';

// Of each step how many there are, and how many are still without.
const query = `
  with year as (select * from school_year where last_day >= :since order by first_day limit 1),
    class as (select k.* from school_class k where k.year_id = (select id from year)),
    load as (select c.* from course c join class k on k.id = c.school_class_id),
    pupil as (select distinct e.student_id, e.school_class_id from enrolment e join class k on k.id = e.school_class_id
      where e.until is null or e.until > :today),
    parent as (select distinct g.parent_id from guardianship g join pupil p on p.student_id = g.student_id
      where g.since <= :today and (g.until is null or g.until >= :today)),
    kind as (select distinct period_kind from class)
  select
    (select json_build_array(1, (town is null)::int) from school) as about,
    (select json_build_array(count(*), 0) from year) as year,
    json_build_array((select count(*) from period where year_id = (select id from year)), (select count(*) from kind
      where not exists (select from period p where p.year_id = (select id from year) and p.kind = kind.period_kind))) as periods,
    (select json_build_array(count(*), 0) from days_off where year_id = (select id from year)) as "days-off",
    (select json_build_array(count(*), 0) from bell_use where not special and (until is null or until > :today)) as bells,
    (select json_build_array(count(*), 0) from subject) as subjects,
    (select json_build_array(count(*), 0) from room where closed_on is null or closed_on > :today) as rooms,
    (select json_build_array(count(distinct a.person_id), 0) from assignment a join person p on p.id = a.person_id
      and p.deactivated_at is null where a.role = 'teacher' and ${isHeld}) as staff,
    (select json_build_array(count(distinct a.role), 2 - count(distinct a.role)) from assignment a join person p
      on p.id = a.person_id and p.deactivated_at is null where a.role in ('director', 'deputy') and ${isHeld}) as heads,
    (select json_build_array(count(*), 0) from class) as classes,
    (select json_build_array(count(class_teacher_id), count(*) - count(class_teacher_id)) from class) as "class-teachers",
    json_build_array((select count(*) from load), (select count(*) from class k
      where not exists (select from load c where c.school_class_id = k.id))) as load,
    (select json_build_array(count(*) filter (where placed), count(*) filter (where not placed)) from (
      select exists (select from timetable_entry t where t.course_id = c.id and (t.until is null or t.until > :today)) as placed
      from load c) asked) as timetable,
    json_build_array((select count(*) from pupil), (select count(*) from class k
      where not exists (select from pupil p where p.school_class_id = k.id))) as students,
    json_build_array((select count(*) from parent), (select count(distinct p.student_id) from pupil p where not exists (
      select from guardianship g where g.student_id = p.student_id and g.since <= :today
        and (g.until is null or g.until >= :today)))) as parents,
    (select json_build_array(count(password_hash), count(*) - count(password_hash)) from person
      where deactivated_at is null) as passwords,
    (select json_build_array(count(*) filter (where agreed), count(*) filter (where not agreed)) from (
      select exists (select from consent c where c.person_id = parent.parent_id and c.withdrawn_at is null) as agreed
      from parent) asked) as consents,
    (select json_build_array(count(*), 0) from channel_switch) as channels,
    (select json_build_array(count(*) filter (where at >= :fresh), 0) from upkeep where deed = 'backup-made') as backups`;
