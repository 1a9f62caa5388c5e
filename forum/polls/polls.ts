import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { seenTopic } from '../seen-topic.ts';
import { isOver } from './seen-poll.ts';

/** Why the counts of a poll are not shown. */
export type Withheld = 'until-vote' | 'until-end' | 'too-few';

export interface OptionView {
  number: number;
  text: string;
  /** Chosen by the reader; of a secret poll nobody knows. */
  mine: boolean;
  /** Null while the counts are withheld. */
  votes: number | null;
  /** Of those who voted, in whole per cent. */
  percent: number | null;
  /** Who chose it, by name: of a named poll alone. */
  people: string[] | null;
}

export interface PollView {
  id: number;
  topicId: number;
  question: string;
  several: boolean;
  secret: boolean;
  author: string;
  at: Date;
  endsAt: Date | null;
  over: boolean;
  /** Ended before its time. */
  closed: { at: Date; by: string; reason: string | null } | null;
  /** How many have voted. */
  voters: number;
  /** The reader has; of a secret poll that is over nobody knows. */
  voted: boolean;
  withheld: Withheld | null;
  options: OptionView[];
  mayVote: boolean;
  mayTakeBack: boolean;
  mayClose: boolean;
  /** The poll is the reader's own. */
  mine: boolean;
}

/** With fewer voices each would know too much of the others'. */
const fewestSecret = 3;

/** The polls of a topic, the latest first. Refusals: not-found. */
export async function pollsOf(act: Act, topicId: number): Promise<PollView[]> {
  const { readers, archivedAt } = await seenTopic(act, topicId, 'talk');
  return pollsWhere(act, { topicId, readers, archivedAt });
}

/** One poll. Refusals: not-found. */
export async function poll(act: Act, id: number): Promise<PollView & { topicTitle: string }> {
  const [row] = await prepared<{ topicId: number }>(act.em, 'select topic_id as "topicId" from poll where id = ?', [
    id,
  ]);
  if (!row) throw new Refusal('not-found', 'not-found');
  const { readers, archivedAt, title } = await seenTopic(act, row.topicId, 'talk');
  const [found] = (await pollsWhere(act, { topicId: row.topicId, readers, archivedAt })).filter(one => one.id === id);
  return { ...found!, topicTitle: title };
}

interface PollRow {
  id: number;
  question: string;
  several: boolean;
  secret: boolean;
  author_id: number;
  author: string;
  at: string;
  ends_at: string | null;
  closed_at: string | null;
  closed_by: string | null;
  closed_reason: string | null;
  voters: number;
  voted: boolean;
  options: { number: number; text: string; votes: number; mine: boolean; people: string[] }[];
}

/** The topic of a poll, and what the charter asks of its section. */
interface Place {
  topicId: number;
  readers: readonly string[];
  archivedAt: string | null;
}

/** The same for who has been let into the topic already: one query for however many; what may not be known is left out afterwards, in one place. */
export async function pollsWhere(act: Act, { topicId, ...section }: Place): Promise<PollView[]> {
  const rows = await prepared<PollRow>(
    act.em,
    `select p.id, p.question, p.several, p.secret, p.author_id, ${shortNameOf('a')} as author, p.at, p.ends_at, p.closed_at,
       ${shortNameOf('c')} as closed_by, p.closed_reason, p.voters,
       exists (select from poll_ballot b where b.poll_id = p.id and b.person_id = :me) as voted,
       (select jsonb_agg(jsonb_build_object('number', o.number, 'text', o.text, 'votes', o.votes,
           'mine', exists (select from poll_choice x join poll_ballot b on b.id = x.ballot_id
             where x.option_id = o.id and b.person_id = :me),
           'people', array(select ${shortNameOf('v')} from poll_choice x join poll_ballot b on b.id = x.ballot_id
             join person v on v.id = b.person_id where x.option_id = o.id
             order by v.family_name collate "ru-x-icu", v.given_name collate "ru-x-icu", v.id))
         order by o.number) from poll_option o where o.poll_id = p.id) as options
     from poll p join person a on a.id = p.author_id left join person c on c.id = p.closed_by_id
     where p.topic_id = :topicId order by p.id desc`,
    { topicId, me: act.by.id },
  );
  return rows.map(row => pollOf(act, row, { topicId, ...section }));
}

function pollOf(act: Act, row: PollRow, { topicId, ...section }: Place): PollView {
  const { id, question, several, secret, author, voters } = row;
  const [endsAt, closedAt] = [row.ends_at, row.closed_at].map(text => (text === null ? null : new Date(text)));
  const over = isOver({ endsAt, closedAt }, act.at);
  const voted = row.voted && !(secret && over);
  const withheld = withheldFrom({ secret, over, voted, voters });
  const votes = may(act.by, 'votePoll', section) && !over;
  return {
    ...{
      id,
      topicId,
      question,
      several,
      secret,
      author,
      at: new Date(row.at),
      endsAt: endsAt!,
      over,
      voters,
      voted,
      withheld,
    },
    closed: closedAt ? { at: closedAt, by: row.closed_by ?? '', reason: row.closed_reason } : null,
    options: row.options.map(option => optionOf(option, { secret, voters, withheld })),
    mayVote: votes && !(secret && voted),
    mayTakeBack: votes && voted && !secret,
    mayClose: !over && may(act.by, 'closePoll', { authorId: row.author_id }),
    mine: row.author_id === act.by.id,
  };
}

interface Standing {
  secret: boolean;
  over: boolean;
  voted: boolean;
  voters: number;
}

/** Named: whoever has voted sees the counts, at the end everybody does. Secret: at the end alone, or each voice would be seen to fall. */
function withheldFrom({ secret, over, voted, voters }: Standing): Withheld | null {
  if (secret) return over ? (voters < fewestSecret ? 'too-few' : null) : 'until-end';
  return over || voted ? null : 'until-vote';
}

function optionOf(
  { number, text, votes, mine, people }: PollRow['options'][number],
  { secret, voters, withheld }: Pick<PollView, 'secret' | 'voters' | 'withheld'>,
): OptionView {
  const shown = withheld === null;
  const percent = voters === 0 ? 0 : Math.round((votes * 100) / voters);
  return {
    ...{ number, text, mine: mine && !secret },
    votes: shown ? votes : null,
    percent: shown ? percent : null,
    people: shown && !secret ? people : null,
  };
}
