import type { Act } from '../act.ts';
import { staffWords } from '../actor.ts';
import type { Day } from '../calendar.ts';
import { shortNameOf } from '../names.ts';
import { see } from '../permissions.ts';
import { training } from './training.ts';
import { typedTimes } from './training-times.ts';

/** A session as a calendar keeps it. */
export interface TrainingEvent {
  id: number;
  title: string;
  place: string;
  text: string;
  organiser: string;
  day: Day;
  starts: Date;
  ends: Date;
  /** Grows with each change. */
  sequence: number;
  changedAt: Date;
  cancelled: boolean;
}

/** One session for a calendar. Refusals: not-found. */
export async function trainingEvent(act: Act, id: number): Promise<TrainingEvent> {
  const { startsAt, endsAt, organiser, version, changedAt, announcedAt, cancelled, ...view } = await training(act, id);
  const { title, place, text, day } = view;
  return {
    ...{ id, title, place, text, day, organiser: organiser.name, starts: startsAt, ends: endsAt },
    sequence: version - 1,
    changedAt: cancelled?.at ?? changedAt ?? announcedAt,
    cancelled: cancelled !== null,
  };
}

/**
 * The sessions the person is invited to or holds, from a moment on, for their own calendar; without those called off and
 * those they have said no to. Refusals: not-found to families.
 */
export async function trainingsInCalendar(act: Act, from: Day): Promise<TrainingEvent[]> {
  see(act, 'readTrainings');
  const words = [...staffWords(act.by), `person:${act.by.id}`].join();
  const rows = await act.em.execute<Row[]>(
    `select t.id, t.title, t.place, t.text, ${shortNameOf('o')} as organiser, t.starts_at, t.ends_at,
       t.version - 1 as sequence, coalesce(t.changed_at, t.announced_at) as changed
     from training t join person o on o.id = t.organiser_id
       left join training_answer a on a.training_id = t.id and a.person_id = :me
     where t.starts_at >= :from::date and t.cancelled_at is null and a.coming is distinct from false
       and (t.organiser_id = :me or t.audience && :words::text[])
     order by t.starts_at, t.id`,
    { me: act.by.id, from, words: `{${words}}` },
  );
  return rows.map(({ starts_at, ends_at, changed, ...row }) => {
    const [starts, ends] = [new Date(starts_at), new Date(ends_at)];
    const { day } = typedTimes(act, { startsAt: starts, endsAt: ends });
    return { ...row, day, starts, ends, changedAt: new Date(changed), cancelled: false };
  });
}

type Row = Omit<TrainingEvent, 'day' | 'starts' | 'ends' | 'changedAt' | 'cancelled'> & {
  starts_at: string;
  ends_at: string;
  changed: string;
};
