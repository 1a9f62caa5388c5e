import type { ActivityDoor } from '#db/school/activity-day.ts';
import type { Act } from '../act.ts';
import { type Role, roles, staffRoles } from '../actor.ts';
import { addDays, type Day, daysBetween, parseDay } from '../calendar.ts';
import { see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { staffOnDay } from '../staff.ts';

export interface ActivitySpan {
  from: Day;
  to: Day;
}

/** One day: sign-ins by password, and how many different people used the program. */
export interface ActivityOfDay {
  day: Day;
  signIns: number;
  people: number;
  staff: number;
  parents: number;
  students: number;
}

export interface ActivityOfRole {
  role: Role;
  /** Who hold the role today. */
  accounts: number;
  /** Different people who used the program in the span while they held it. */
  people: number;
  /** Of these, by their days: a person of five days counts five. */
  personDays: number;
  signIns: number;
  /** What they were told in the span, and what of it has been opened neither on the site nor on paper. */
  told: number;
  unread: number;
}

export interface ActivityView extends ActivitySpan {
  days: ActivityOfDay[];
  roles: ActivityOfRole[];
  doors: { door: ActivityDoor; people: number }[];
  /** Different people, all roles together. */
  people: number;
  signIns: number;
}

const longestSpan = 366;

/** The days typed, by default the last thirty up to today. Refusals: invalid at from, to. */
export function activitySpan(act: Act, typed: { from?: string | undefined; to?: string | undefined }): ActivitySpan {
  const to = typed.to ? parseDay(typed.to) : act.today;
  if (!to || to > act.today) invalid('activity/to', 'to');
  const from = typed.from ? parseDay(typed.from) : addDays(to, -29);
  if (!from || from > to) invalid('activity/from', 'from');
  if (daysBetween(from, to) >= longestSpan) invalid('activity/long', 'from', { most: longestSpan });
  return { from, to };
}

/** Statistics of use for registrar and director (7c, 8.2). Refusals: not-found to everybody else, invalid as activitySpan. */
export async function activity(
  act: Act,
  typed: { from?: string | undefined; to?: string | undefined },
): Promise<ActivityView> {
  see(act, 'readActivity');
  const span = activitySpan(act, typed);
  const [total] = await act.em.execute<{ people: number; signIns: number }[]>(
    `select count(distinct person_id)::int as people, coalesce(sum(sign_ins), 0)::int as "signIns"
     from activity_day where day between :from and :to`,
    { ...span },
  );
  return {
    ...span,
    ...total!,
    days: await byDay(act, span),
    roles: await byRole(act, span),
    doors: await act.em.execute(
      `select door, count(distinct person_id)::int as people from activity_day where day between :from and :to
       group by door order by people desc, door`,
      { ...span },
    ),
  };
}

function byDay(act: Act, span: ActivitySpan): Promise<ActivityOfDay[]> {
  return act.em.execute<ActivityOfDay[]>(
    `select d.day::date::text as day, coalesce(sum(a.sign_ins), 0)::int as "signIns",
       count(a.person_id)::int as people, (count(*) filter (where a.staff))::int as staff,
       (count(*) filter (where a.parent))::int as parents, (count(*) filter (where a.student))::int as students
     from generate_series(:from::date, :to::date, interval '1 day') d(day) left join (
       select day, person_id, sum(sign_ins) as sign_ins, bool_or(roles && :staff::text[]) as staff,
         bool_or('parent' = any(roles)) as parent, bool_or('student' = any(roles)) as student
       from activity_day where day between :from and :to group by day, person_id) a on a.day = d.day::date
     group by d.day order by d.day`,
    { ...span, staff: `{${staffRoles.join(',')}}` },
  );
}

async function byRole(act: Act, span: ActivitySpan): Promise<ActivityOfRole[]> {
  const rows = await act.em.execute<ActivityOfRole[]>(
    `with held as materialized (
       select s.person_id, r.role from (${staffOnDay.replace('?', ':today')}) s cross join unnest(s.roles) r(role)
       union select g.parent_id, 'parent' from guardianship g join person p on p.id = g.parent_id and p.deactivated_at is null
         where g.since <= :today and (g.until is null or g.until >= :today)
       union select s.person_id, 'student' from student s join person p on p.id = s.person_id and p.deactivated_at is null),
     used as (
       select role, count(*)::int as people, sum(days)::int as "personDays", sum(sign_ins)::int as "signIns"
       from (select r.role, a.person_id, count(distinct a.day) as days, sum(a.sign_ins) as sign_ins
         from activity_day a cross join unnest(a.roles) r(role) where a.day between :from and :to
         group by r.role, a.person_id) each_person
       group by role),
     told as (
       select h.role, count(*)::int as told, (count(*) filter (where n.read_at is null and n.handed_at is null))::int as unread
       from notice n join held h on h.person_id = n.reader_id
       where n.sent_out_at is not null and n.outcome in ('at-once', 'digest') and n.kind not in ('digest', 'consent-request')
         and n.at >= :from::date::timestamp at time zone :timeZone and n.at < (:to::date + 1)::timestamp at time zone :timeZone
       group by h.role)
     select w.role, (select count(*)::int from held h where h.role = w.role) as accounts, coalesce(u.people, 0) as people,
       coalesce(u."personDays", 0) as "personDays", coalesce(u."signIns", 0) as "signIns",
       coalesce(t.told, 0) as told, coalesce(t.unread, 0) as unread
     from unnest(:roles::text[]) with ordinality w(role, place) left join used u on u.role = w.role left join told t on t.role = w.role
     order by w.place`,
    { ...span, today: act.today, timeZone: act.timeZone, roles: `{${roles.join(',')}}` },
  );
  return rows;
}
