import type { Training } from '#db/school/training.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { shortNameOf } from '../names.ts';
import { may, permit } from '../permissions.ts';
import { staffToInvite } from './invited.ts';
import { loadTraining } from './load-training.ts';
import { peopleOf, type TrainingPerson } from './training-people.ts';
import { typedTimes } from './training-times.ts';

/** To come, going on, over, or called off. */
export type TrainingState = 'coming' | 'running' | 'past' | 'cancelled';

export interface TrainingView {
  id: number;
  title: string;
  text: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  day: Day;
  /** «15:00» */
  starts: string;
  ends: string;
  state: TrainingState;
  organiser: { id: number; name: string };
  /** The order that appoints it, when the reader may read that. */
  document: { id: number; number: number; date: Day } | null;
  /** The words that invite, and the same as roles (or «staff») and single people by name. */
  audience: string[];
  invitedRoles: string[];
  invitedPeople: { word: string; name: string }[];
  capacity: number | null;
  coming: number;
  staying: number;
  invited: number;
  /** Places left; null where there is room for everybody. */
  free: number | null;
  announcedAt: Date;
  changedAt: Date | null;
  cancelled: { at: Date; by: string; reason: string } | null;
  markedAt: Date | null;
  came: number | null;
  version: number;
  /** Of the reader: invited, what was said, and whether they came. */
  mine: { coming: boolean | null; came: boolean | null } | null;
  /** The names of those who come; everybody's answers for who keeps it. */
  people: TrainingPerson[];
  /** Others of the staff who may have come uninvited, for who marks it. */
  guests: { id: number; name: string }[];
  mayAnswer: boolean;
  mayKeep: boolean;
  mayChange: boolean;
  mayMark: boolean;
}

/** A session with who comes (3.2a); `toKeep` is asked by its keeper alone. Refusals: not-found; not-allowed. */
export async function training(act: Act, id: number, { toKeep = false } = {}): Promise<TrainingView> {
  const { training, facts } = await loadTraining(act, id, { lock: false });
  if (toKeep) permit(act, 'keepTraining', facts);
  const people = await peopleOf(act, training);
  const state = stateOf(training, act.at);
  const mayKeep = may(act.by, 'keepTraining', facts);
  const mayMark = mayKeep && (state === 'running' || state === 'past');
  const { title, text, place, startsAt, endsAt, audience, announcedAt, version } = training;
  const me = people.find(person => person.id === act.by.id);
  return {
    ...{ id, title, text, place, startsAt, endsAt, ...typedTimes(act, training), state, announcedAt, version },
    ...(await around(act, training, { withGuests: mayMark, listed: people.map(person => person.id) })),
    ...counted(training, people),
    audience,
    invitedRoles: audience.filter(word => !word.startsWith('person:')),
    changedAt: training.changedAt ?? null,
    markedAt: training.markedAt ?? null,
    mine: me ? { coming: me.coming, came: me.came } : null,
    people: mayKeep ? people : people.filter(person => (training.markedAt ? person.came : person.coming)),
    mayAnswer: state === 'coming' && may(act.by, 'answerTraining', facts),
    mayKeep,
    mayChange: mayKeep && state === 'coming',
    mayMark,
  };
}

function counted({ capacity, markedAt }: Training, people: readonly TrainingPerson[]) {
  const coming = people.filter(person => person.coming === true).length;
  return {
    coming,
    staying: people.filter(person => person.coming === false).length,
    invited: people.length,
    came: markedAt ? people.filter(person => person.came).length : null,
    capacity: capacity ?? null,
    free: capacity ? Math.max(0, capacity - coming) : null,
  };
}

/** How the session stands at that moment. */
export function stateOf(
  one: Pick<Training, 'startsAt' | 'endsAt'> & { cancelledAt?: unknown },
  at: Date,
): TrainingState {
  if (one.cancelledAt) return 'cancelled';
  if (one.startsAt > at) return 'coming';
  return one.endsAt > at ? 'running' : 'past';
}

interface AroundRow {
  organiser: { id: number; name: string };
  cancelled_by: string | null;
  document: { id: number; number: number; date: Day; audience: string[]; signerId: number; isPublic: boolean } | null;
}

async function around(
  act: Act,
  { id, audience, cancelledAt, cancelledReason }: Training,
  { withGuests, listed }: { withGuests: boolean; listed: readonly number[] },
) {
  const [row] = await act.em.execute<AroundRow[]>(
    `select jsonb_build_object('id', o.id, 'name', ${shortNameOf('o')}) as organiser,
       case when c.id is not null then ${shortNameOf('c')} end as cancelled_by,
       case when d.id is not null then jsonb_build_object('id', d.id, 'number', d.number, 'date', d.date,
         'audience', d.audience, 'signerId', d.signer_id, 'isPublic', d.is_public) end as document
     from training t join person o on o.id = t.organiser_id left join person c on c.id = t.cancelled_by_id
       left join board_document d on d.id = t.document_id
     where t.id = ?`,
    [id],
  );
  const { organiser, cancelled_by: by, document } = row!;
  const isSingle = (word: string) => word.startsWith('person:');
  const staff = withGuests || audience.some(isSingle) ? await staffToInvite(act) : [];
  const isGuest = (person: { id: number }) => person.id !== organiser.id && !listed.includes(person.id);
  const order = ({ id, number, date }: NonNullable<AroundRow['document']>) => ({ id, number, date });
  return {
    organiser,
    cancelled: cancelledAt ? { at: cancelledAt, by: by ?? '', reason: cancelledReason ?? '' } : null,
    document: document && may(act.by, 'readDocument', document) ? order(document) : null,
    invitedPeople: staff.filter(({ word }) => audience.includes(word)).map(({ word, name }) => ({ word, name })),
    guests: withGuests ? staff.filter(isGuest).map(({ id, name }) => ({ id, name })) : [],
  };
}
