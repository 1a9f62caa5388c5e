import { Chat, ChatTurn } from '#db/school/chat.ts';
import type { HouseAct } from './act.ts';
import { webChatOf } from './chats.ts';

/** One message of the web chat. */
export interface Turn {
  by: 'person' | 'bot';
  text: string;
  buttons: { label: string; button: string; url?: string }[][];
  /** Where the site draws the picture of the message for this person, and what the picture says. */
  picture?: { path: string; alt: string } | null;
  /** Where the site makes the file of the message for this person, and what the file is called. */
  file?: { path: string; name: string } | null;
  /** What was understood; nothing for what the person says. */
  screen: string | null;
  argument: string | null;
}

export interface KeptTurn extends Turn {
  id: number;
  at: Date;
}

/** So much of a conversation is shown at once. */
const mostTurns = 100;

/** The last messages of the person's web chat in order, or those after one of them. */
export async function turnsOf(act: HouseAct, personId: number, after = 0): Promise<KeptTurn[]> {
  const chat = { messenger: 'web' as const, address: String(personId), endedAt: null };
  const turns = await act.em.find(
    ChatTurn,
    { chat, id: { $gt: after } },
    { orderBy: { id: 'desc' }, limit: mostTurns },
  );
  return turns.reverse().map(({ id, by, text, buttons, picture, file, screen, argument, at }) => ({
    ...{ id, by, text, buttons, at },
    picture: picture ?? null,
    file: file ?? null,
    screen: screen ?? null,
    argument: argument ?? null,
  }));
}

/** Adds messages to the person's web chat, together: nothing else comes between them. */
export async function addTurns(act: HouseAct, personId: number, turns: readonly Turn[]): Promise<KeptTurn[]> {
  const { id } = await webChatOf(act, personId);
  // Ids must be seen in their order, or whoever asks for what came after one would miss a message.
  await act.em.execute('select id from chat where id = ? for update', [id]);
  const chat = act.em.getReference(Chat, id);
  const kept: KeptTurn[] = [];
  for (const turn of turns) {
    const row = act.em.create(ChatTurn, { ...turn, chat, at: act.at });
    // One by one, so that their ids tell their order.
    await act.em.flush();
    kept.push({ ...turn, id: row.id, at: act.at });
  }
  return kept;
}

/** The words on a button as the person last saw them in the web chat. */
export async function labelOf(act: HouseAct, personId: number, button: string): Promise<string | undefined> {
  const [row] = await act.em.execute<{ label: string }[]>(
    `select b->>'label' as label
     from chat_turn t join chat c on c.id = t.chat_id, jsonb_array_elements(t.buttons) r, jsonb_array_elements(r) b
     where c.messenger = 'web' and c.address = ? and c.ended_at is null and b->>'button' = ?
     order by t.id desc limit 1`,
    [String(personId), button],
  );
  return row?.label;
}
