import type { HouseAct } from '../act.ts';
import { addDays, momentOf } from '../calendar.ts';
import { invitedOnDay } from './invited.ts';
import { hourFrom } from './last-hour.ts';
import { typedTimes } from './training-times.ts';

/** Reminds of tomorrow's sessions who is invited and has not said no, and who holds them (3.2a). Once a day. */
export async function remindOfTomorrow(act: HouseAct): Promise<void> {
  const [from, to] = [1, 2].map(days => momentOf(addDays(act.today, days), '00:00', act.timeZone));
  const near = await act.em.execute<{ id: number }[]>(
    // Of what was announced today everybody has just been told.
    `select id from training where starts_at >= :from and starts_at < :to and cancelled_at is null
       and announced_at < :today`,
    { from, to, today: momentOf(act.today, '00:00', act.timeZone) },
  );
  await remind(act, near, 'tomorrow');
}

/** Reminds of sessions that begin within the hour, each once; a moved one anew (3.2a). Each minute. */
export async function remindOfTheHour(act: HouseAct): Promise<void> {
  const near = await act.em.execute<{ id: number }[]>(
    `update training set hour_told_at = :at
     where starts_at > :at and starts_at <= :hour and cancelled_at is null and hour_told_at is null returning id`,
    { at: act.at, hour: hourFrom(act.at) },
  );
  await remind(act, near, 'hour');
}

interface Reminded {
  id: number;
  title: string;
  place: string;
  starts_at: string;
  ends_at: string;
  person_id: number;
  coming: boolean | null;
  holds: boolean;
}

async function remind(act: HouseAct, near: readonly { id: number }[], when: 'tomorrow' | 'hour'): Promise<void> {
  if (near.length === 0) return;
  const ids = `{${near.map(({ id }) => id).join(',')}}`;
  const rows = await act.em.execute<Reminded[]>(
    `select t.id, t.title, t.place, t.starts_at, t.ends_at, p.person_id, a.coming, p.person_id = t.organiser_id as holds
     from training t join (
         select training_id, person_id from (${invitedOnDay}) i
         union select id, organiser_id from training) p on p.training_id = t.id
       left join training_answer a on a.training_id = t.id and a.person_id = p.person_id
     where t.id = any(?) and a.coming is distinct from false
       and not (? and exists (select from notice n where n.reader_id = p.person_id and n.subject = 'training:' || t.id
         and n.kind = any('{training,training-changed,training-holds}') and n.at >= ?))
     order by t.starts_at, t.id, p.person_id`,
    // Who has heard of it anew today needs no reminder of tomorrow.
    [act.today, ids, when === 'tomorrow', momentOf(act.today, '00:00', act.timeZone)],
  );
  for (const { person_id, starts_at, ends_at, ...row } of rows) {
    const times = typedTimes(act, { startsAt: new Date(starts_at), endsAt: new Date(ends_at) });
    const facts = { ...row, ...times, when };
    act.tell(person_id, { kind: 'training-soon', subject: `training:${row.id}`, facts });
  }
}
