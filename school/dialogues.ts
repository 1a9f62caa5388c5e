import type { Act } from './act.ts';
import type { LiveChat } from './chats.ts';

/** Where a chat stands in several questions in a row. Its id changes with each beginning, so that old buttons are known. */
export interface LiveDialogue {
  id: number;
  name: string;
  step: string;
  facts: Record<string, unknown>;
}

type Step = Pick<LiveDialogue, 'step' | 'facts'>;

/** So long a question waits for its answer. */
const lifetime = 60 * 60 * 1000;

/** Begins a dialogue in the chat; whatever was being asked there before is forgotten. Gives its id. */
export async function beginDialogue(act: Act, chat: LiveChat, { name, step, facts }: Step & { name: string }) {
  await act.em.execute('delete from dialogue where chat_id = ?', [chat.id]);
  const [row] = await act.em.execute<{ id: number }[]>(
    `insert into dialogue (chat_id, name, step, facts, changed_at) values (?, ?, ?, ?::jsonb, ?) returning id`,
    [chat.id, name, step, JSON.stringify(facts), act.at],
  );
  return row!.id;
}

/** The chat's dialogue of that name, unless it has waited for longer than an hour. */
export async function dialogueOf(act: Act, chat: LiveChat, name: string): Promise<LiveDialogue | undefined> {
  const since = new Date(act.at.getTime() - lifetime);
  const [row] = await act.em.execute<LiveDialogue[]>(
    'select id, name, step, facts from dialogue where chat_id = ? and name = ? and changed_at > ?',
    [chat.id, name, since],
  );
  return row;
}

/** The chat's dialogue whatever its name, with the time of its last step, as long as a day. */
export async function latestDialogue(
  act: Act,
  chat: LiveChat,
): Promise<(LiveDialogue & { late: boolean }) | undefined> {
  const [row] = await act.em.execute<(LiveDialogue & { late: boolean })[]>(
    `select id, name, step, facts, changed_at <= :hourAgo::timestamptz as late
     from dialogue where chat_id = :chatId and changed_at > :dayAgo::timestamptz`,
    {
      chatId: chat.id,
      hourAgo: new Date(act.at.getTime() - lifetime),
      dayAgo: new Date(act.at.getTime() - 24 * lifetime),
    },
  );
  return row;
}

/** Goes on to another step of the dialogue. */
export async function stepDialogue(act: Act, id: number, { step, facts }: Step): Promise<void> {
  await act.em.execute('update dialogue set step = ?, facts = ?::jsonb, changed_at = ? where id = ?', [
    step,
    JSON.stringify(facts),
    act.at,
    id,
  ]);
}
