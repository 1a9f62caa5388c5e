import type { Act } from '../act.ts';
import { type Day, momentOf } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { permit, see } from '../permissions.ts';
import { staffOnDay } from '../staff.ts';

export interface TrainingFigures {
  /** The school year the figures speak of. */
  firstDay: Day;
  lastDay: Day;
  /** Sessions of the year that are over, and of them those where nobody has marked who came. */
  held: number;
  unmarked: number;
  /** Everybody who was on a marked list or works here, by name. */
  people: { id: number; name: string; invited: number; came: number; missed: number; held: number }[];
}

/** Who was expected at how many sessions of this school year and came to how many; who held how many (3.2a, 6.2). Refusals: not-found, not-allowed. */
export async function trainingFigures(act: Act): Promise<TrainingFigures> {
  see(act, 'readTrainings');
  permit(act, 'readTrainingFigures');
  const [year] = await act.em.execute<{ firstDay: Day; lastDay: Day }[]>(
    `select first_day::text as "firstDay", last_day::text as "lastDay" from school_year y where ${isYearOf(':today')}`,
    { today: act.today },
  );
  const span = year ?? { firstDay: act.today, lastDay: act.today };
  const since = momentOf(span.firstDay, '00:00', act.timeZone).toISOString();
  const held = `from training t where t.ends_at <= '${act.at.toISOString()}' and t.cancelled_at is null
    and t.starts_at >= '${since}'`;
  const [counted] = await act.em.execute<{ held: number; unmarked: number }[]>(
    `select count(*)::int as held, count(*) filter (where t.marked_at is null)::int as unmarked ${held}`,
  );
  const people = await act.em.execute<TrainingFigures['people']>(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name,
       count(c.id)::int as invited, count(c.id) filter (where c.came)::int as came,
       count(c.id) filter (where not c.came)::int as missed,
       (select count(*)::int ${held} and t.organiser_id = p.id) as held
     from person p
       left join (select c.* from training_attendance c where c.training_id in (select t.id ${held})) c on c.person_id = p.id
     where c.id is not null or p.id in (select person_id from (${staffOnDay}) s)
     group by p.id order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    [act.today],
  );
  return { ...span, ...counted!, people };
}
