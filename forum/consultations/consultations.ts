import type { ConsultationState } from '#db/forum/consultation.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { may } from '#school/permissions.ts';
import { type ReplyView, repliesOf } from '../replies.ts';
import { seenTopic } from '../seen-topic.ts';

export interface ConsultationLine {
  id: number;
  title: string;
  asker: string;
  mine: boolean;
  state: ConsultationState;
  askedAt: Date;
  dueAt: Date;
  overdue: boolean;
  takenBy: string | null;
}

export interface ConsultationsView {
  /** Of everybody, for the registrar: what waits, the one to be answered first on top; then what is answered, the latest first. */
  queue: ConsultationLine[] | null;
  /** My own, the latest first. */
  own: ConsultationLine[];
}

const most = 100;

/** Questions to the registrar: the queue for who answers, one's own for everybody (2.6). */
export async function consultations(act: Act): Promise<ConsultationsView> {
  const own = await lines(act, 't.author_id = :me', 't.at desc, t.id desc');
  if (!may(act.by, 'readConsultations')) return { queue: null, own };
  const waiting = `c.state in ('new', 'in-work')`;
  const order = `${waiting} desc, case when ${waiting} then c.due_at end, t.last_reply_at desc, t.id desc`;
  return { queue: await lines(act, 't.author_id <> :me', order), own };
}

/** How many questions wait for the registrar: the figure on the navigation. */
export async function waitingConsultations(act: Act): Promise<number> {
  if (!may(act.by, 'readConsultations')) return 0;
  const [row] = await act.em.execute<{ count: number }[]>(
    `select count(*)::int as count from consultation c join topic t on t.id = c.topic_id
     where c.state in ('new', 'in-work') and t.author_id <> ?`,
    [act.by.id],
  );
  return row!.count;
}

export interface ConsultationView extends ConsultationLine {
  replies: ReplyView[];
  mayAnswer: boolean;
  mayTake: boolean;
}

/** One question with what was said. Refusal: not-found to all but who asked and the registrar. */
export async function consultation(act: Act, id: number): Promise<ConsultationView> {
  const { authorId: askerId } = await seenTopic(act, id, 'consultation');
  const [line] = await lines(act, 't.id = :id', 't.id', { id });
  const mayAnswer = may(act.by, 'answerConsultation', { askerId });
  const replies = await repliesOf(act, id, { page: 1, firstUnread: null });
  return { ...line!, replies, mayAnswer, mayTake: mayAnswer && line!.state === 'new' };
}

async function lines(act: Act, where: string, order: string, params: object = {}): Promise<ConsultationLine[]> {
  const rows = await act.em.execute<
    (Omit<ConsultationLine, 'askedAt' | 'dueAt'> & { askedAt: string; dueAt: string })[]
  >(
    `select t.id, t.title, ${shortNameOf('a')} as asker, t.author_id = :me as mine, c.state, t.at as "askedAt", c.due_at as "dueAt",
       c.state in ('new', 'in-work') and c.due_at < :now::timestamptz as overdue, ${shortNameOf('k')} as "takenBy"
     from consultation c join topic t on t.id = c.topic_id join person a on a.id = t.author_id
     left join person k on k.id = c.taken_by_id
     where ${where} order by ${order} limit ${most}`,
    { me: act.by.id, now: act.at, ...params },
  );
  return rows.map(row => ({ ...row, askedAt: new Date(row.askedAt), dueAt: new Date(row.dueAt) }));
}
