import type { Act } from '../act.ts';
import { staffWords } from '../actor.ts';
import type { Day } from '../calendar.ts';
import { shortNameOf } from '../names.ts';
import { may, see } from '../permissions.ts';
import { stateOf, type TrainingState } from './training.ts';
import { typedTimes } from './training-times.ts';

/** A session on one line. */
export interface TrainingLine {
  id: number;
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  day: Day;
  starts: string;
  ends: string;
  state: TrainingState;
  organiser: string;
  /** The reader is invited. */
  invited: boolean;
  /** What the reader said. */
  coming: boolean | null;
  /** Whether the reader came; null until it was marked. */
  came: boolean | null;
  /** It waits for the reader's answer. */
  unanswered: boolean;
  /** How many come, or came once that was marked. */
  count: number;
  /** Over, and who came is still to be marked by the reader. */
  toMark: boolean;
}

export interface TrainingsView {
  /** To come or going on, the nearest first. */
  coming: TrainingLine[];
  /** Over, the latest first; sessions called off among them once their time has passed. */
  past: TrainingLine[];
  page: number;
  pages: number;
  mayHold: boolean;
  mayReadFigures: boolean;
}

const perPage = 20;

/** The sessions the person may see: those to come, and a page of the past ones (3.2a). Refusals: not-found to families. */
export async function trainings(act: Act, query: { page?: number } = {}): Promise<TrainingsView> {
  see(act, 'readTrainings');
  const [row] = await act.em.execute<{ past: number }[]>(
    `select count(*)::int as past from training t where t.ends_at <= :at and ${isSeen(act)}`,
    { at: act.at },
  );
  const pages = Math.max(1, Math.ceil(row!.past / perPage));
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  return {
    coming: await trainingsToCome(act),
    past: await lines(
      act,
      't.ends_at <= :at',
      `t.starts_at desc, t.id desc limit ${perPage} offset ${(page - 1) * perPage}`,
    ),
    ...{ page, pages },
    mayHold: may(act.by, 'holdTraining'),
    mayReadFigures: may(act.by, 'readTrainingFigures'),
  };
}

/** Those to come or going on, the nearest first. Refusals: not-found to families. */
export async function trainingsToCome(act: Act): Promise<TrainingLine[]> {
  see(act, 'readTrainings');
  return lines(act, 't.ends_at > :at', 't.starts_at, t.id');
}

type Row = Omit<TrainingLine, 'startsAt' | 'endsAt' | 'day' | 'starts' | 'ends' | 'state' | 'unanswered' | 'toMark'> & {
  starts_at: string;
  ends_at: string;
  cancelledAt: string | null;
  organiser_id: number;
  marked: boolean;
};

async function lines(act: Act, where: string, order: string): Promise<TrainingLine[]> {
  const rows = await act.em.execute<Row[]>(
    `select t.id, t.title, t.place, t.starts_at, t.ends_at, t.cancelled_at as "cancelledAt", t.organiser_id,
       t.marked_at is not null as marked, ${shortNameOf('o')} as organiser, ${isInvitedTo(act)} as invited, a.coming, c.came,
       case when t.marked_at is null
         then (select count(*)::int from training_answer x where x.training_id = t.id and x.coming)
         else (select count(*)::int from training_attendance x where x.training_id = t.id and x.came) end as count
     from training t join person o on o.id = t.organiser_id
       left join training_answer a on a.training_id = t.id and a.person_id = :me
       left join training_attendance c on c.training_id = t.id and c.person_id = :me
     where ${where} and ${isSeen(act)} order by ${order}`,
    { at: act.at, me: act.by.id },
  );
  return rows.map(row => lineOf(act, row));
}

function lineOf(act: Act, { starts_at, ends_at, cancelledAt, organiser_id, marked, ...row }: Row): TrainingLine {
  const times = { startsAt: new Date(starts_at), endsAt: new Date(ends_at) };
  const state = stateOf({ ...times, cancelledAt }, act.at);
  return {
    ...row,
    ...times,
    ...typedTimes(act, times),
    state,
    unanswered: state === 'coming' && row.invited && row.coming === null,
    toMark: state === 'past' && !marked && organiser_id === act.by.id,
  };
}

/** SQL: the rule `answerTraining` of the charter, for many sessions at once. */
function isInvitedTo({ by }: Act): string {
  return `(t.organiser_id <> ${by.id} and t.audience && '{${[...staffWords(by), `person:${by.id}`].join()}}'::text[])`;
}

/** SQL: the rule `readTraining` of the charter, for many sessions at once. */
function isSeen(act: Act): string {
  if (may(act.by, 'holdTraining')) return 'true';
  return `(${isInvitedTo(act)} or t.organiser_id = ${act.by.id})`;
}
