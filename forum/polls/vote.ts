import type { Poll } from '#db/forum/poll.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { announceReply } from '../announce.ts';
import { refuseOver, seenPoll } from './seen-poll.ts';

/**
 * Votes, once for each person (3.2h). In a named poll the last word counts; in a secret one the first stands, for nobody can
 * find it again (docs/decisions/023). `chosen` are numbers of options. Refusals: not-found; not-allowed; invalid at options;
 * conflict once the poll is over, and for the second voice in a secret one.
 */
export async function vote(act: Act, id: number, chosen: readonly number[]): Promise<void> {
  const { poll, section } = await seenPoll(act, id);
  permit(act, 'votePoll', section);
  refuseOver(act, poll);
  const numbers = await checkChosen(act, poll, chosen);
  await (poll.secret ? castSecret(act, id, numbers) : castNamed(act, id, numbers));
  await announceReply(act, poll.topic.id);
}

/** Takes one's voice back, as if one had not voted. Refusals: not-found; not-allowed; conflict once the poll is over, and in a secret one. */
export async function takeBackVote(act: Act, id: number): Promise<void> {
  const { poll, section } = await seenPoll(act, id);
  permit(act, 'votePoll', section);
  refuseOver(act, poll);
  if (poll.secret) throw new Refusal('conflict', 'poll/secret-stands');
  await prepared(act.em, 'delete from poll_ballot where poll_id = :id and person_id = :me', { id, me: act.by.id });
  await recount(act, id);
  await announceReply(act, poll.topic.id);
}

async function checkChosen(act: Act, { id, several }: Poll, chosen: readonly number[]): Promise<number[]> {
  const numbers = [...new Set(chosen)];
  if (numbers.length === 0) invalid('poll/choose', 'options');
  if (numbers.length > 1 && !several) invalid('poll/choose-one', 'options');
  const known = await act.em.execute<{ number: number }[]>('select number from poll_option where poll_id = ?', [id]);
  if (numbers.some(number => !known.some(option => option.number === number))) invalid('poll/choose', 'options');
  return numbers;
}

/** Values travel beside the statements here, so that a log of statements, if somebody keeps one, holds no choice. */
async function castNamed(act: Act, id: number, numbers: readonly number[]): Promise<void> {
  const [ballot] = await prepared<{ id: number }>(
    act.em,
    `insert into poll_ballot (poll_id, person_id) values (:id, :me)
     on conflict (poll_id, person_id) do update set poll_id = excluded.poll_id returning id`,
    { id, me: act.by.id },
  );
  await prepared(act.em, 'delete from poll_choice where ballot_id = :ballot', { ballot: ballot!.id });
  await prepared(
    act.em,
    `insert into poll_choice (ballot_id, option_id)
     select :ballot, o.id from poll_option o where o.poll_id = :id and o.number = any(:numbers::int[])`,
    { ballot: ballot!.id, id, numbers },
  );
  await recount(act, id);
}

/**
 * «Has voted» and the counts, and nothing between them. Every option is written, chosen or not: else the number of the
 * transaction, which PostgreSQL keeps with each row, would say which one went with the ballot.
 */
async function castSecret(act: Act, id: number, numbers: readonly number[]): Promise<void> {
  const cast = await prepared<{ id: number }>(
    act.em,
    `insert into poll_ballot (poll_id, person_id) values (:id, :me)
     on conflict (poll_id, person_id) do nothing returning id`,
    { id, me: act.by.id },
  );
  if (cast.length === 0) throw new Refusal('conflict', 'poll/secret-stands');
  await prepared(
    act.em,
    `update poll_option set votes = votes + case when number = any(:numbers::int[]) then 1 else 0 end where poll_id = :id`,
    { id, numbers },
  );
  await prepared(act.em, 'update poll set voters = voters + 1 where id = :id', { id });
}

async function recount(act: Act, id: number): Promise<void> {
  await prepared(
    act.em,
    `update poll_option o set votes = (select count(*) from poll_choice c where c.option_id = o.id) where o.poll_id = :id`,
    { id },
  );
  await prepared(
    act.em,
    'update poll p set voters = (select count(*) from poll_ballot b where b.poll_id = p.id) where p.id = :id',
    { id },
  );
}
