import { Chat, type MessengerName } from '#db/school/chat.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from './act.ts';
import { noteActivity } from './activity/note-activity.ts';
import { type Actor, loadActor } from './actor.ts';
import type { House } from './house.ts';
import { Refusal } from './refusal.ts';
import { settleSpare } from './ways/add-way.ts';

/** Where a chat is: a messenger and the chat's own address in it. */
export interface ChatAddress {
  messenger: MessengerName;
  address: string;
}

/** A living chat as doors know it. */
export interface LiveChat extends ChatAddress {
  id: number;
  personId: number;
  /** The child a parent of several is asking about. */
  childId: number | null;
  /** When marks were last shown here, by the student's id. */
  marksSeen: ReadonlyMap<number, Date>;
}

/**
 * Runs a use case as the person of the chat. Answers of one chat go one after another, whatever process they run in.
 * Nothing when the chat is linked to nobody, or the person's account is closed.
 */
export function asChat<T>(
  house: House,
  at: ChatAddress,
  work: (act: Act, chat: LiveChat) => Promise<T>,
): Promise<T | undefined> {
  return house.asHouse(async act => {
    const chat = await lockChat(act, at);
    const by = chat && (await loadActor(act.em, chat.personId, act.today));
    if (!by) return undefined;
    await noteChat(act, by, chat);
    return work({ ...act, by }, chat);
  });
}

/** The living chat at the address, or nothing. */
export async function findChat(act: HouseAct, at: ChatAddress): Promise<LiveChat | undefined> {
  const chat = await act.em.findOne(Chat, { ...pick(at), endedAt: null });
  return chat ? viewOf(chat) : undefined;
}

/** The person's chat on the site; everybody has one, it begins when first asked for. */
export async function webChatOf(act: HouseAct, personId: number): Promise<LiveChat> {
  const at = { messenger: 'web', address: String(personId) } as const;
  await act.em.execute(
    `insert into chat (person_id, messenger, address, linked_at) values (?, ?, ?, ?)
     on conflict do nothing`,
    [personId, at.messenger, at.address, act.at],
  );
  return viewOf(await act.em.findOneOrFail(Chat, { ...at, endedAt: null }));
}

/** Unlinks the chat the person speaks from. The web chat belongs to the site and stays: refusal not-allowed. */
export async function unlinkChat(act: Act, chat: LiveChat): Promise<void> {
  if (chat.messenger === 'web') throw new Refusal('not-allowed', 'chat/web-stays');
  await act.em.nativeUpdate(Chat, { id: chat.id, endedAt: null }, { endedAt: act.at, endReason: 'logout' });
}

/** Remembers whose marks the chat's next questions are about. */
export async function rememberChild(act: Act, chat: LiveChat, studentId: number): Promise<void> {
  if (chat.childId !== studentId) await act.em.nativeUpdate(Chat, { id: chat.id }, { child: studentId });
}

/** Remembers that the student's marks were shown here now: the next «что изменилось» counts from this moment. */
export async function rememberLook(act: Act, chat: LiveChat, studentId: number): Promise<void> {
  await act.em.execute(
    'update chat set marks_seen = marks_seen || jsonb_build_object(:studentId::text, :at::text) where id = :id',
    { id: chat.id, studentId, at: act.at.toISOString() },
  );
}

/** Ends one of my linked chats from the site (2.3). Refusal: not-found for anybody else's and for the web chat. */
export async function revokeChat(act: Act, chatId: number): Promise<void> {
  const chat = await act.em.findOne(Chat, { id: chatId, person: act.by.id, messenger: { $ne: 'web' }, endedAt: null });
  if (!chat) throw new Refusal('not-found', 'not-found');
  chat.endedAt = act.at;
  chat.endReason = 'revoked';
}

/** Gives the address to the person: a former link of it ends. True when it was this person's already. */
export async function giveChat(act: HouseAct, at: ChatAddress, personId: number): Promise<{ already: boolean }> {
  const former = await act.em.findOne(Chat, { ...pick(at), endedAt: null });
  if (former?.person.id === personId) return { already: true };
  if (former) {
    await act.em.nativeUpdate(Chat, { id: former.id }, { endedAt: act.at, endReason: 'relinked' });
  }
  const chat = act.em.create(Chat, { ...pick(at), person: act.em.getReference(Person, personId), linkedAt: act.at });
  await act.em.flush();
  await settleSpare(act, chat.id);
  act.tell(personId, {
    kind: 'chat-linked',
    subject: `chat:${chat.id}`,
    facts: { messenger: at.messenger, at: act.at },
  });
  return { already: false };
}

const minute = 60_000;

/** The site's own chat is the site's business; of Telegram one note a minute. */
async function noteChat(act: HouseAct, by: Actor, { messenger, usedAt }: LockedChat): Promise<void> {
  if (messenger !== 'telegram' || (usedAt && act.at.getTime() - usedAt.getTime() < minute)) return;
  await noteActivity(act.em, { by, door: 'telegram', at: act.at, today: act.today });
}

type LockedChat = LiveChat & { usedAt: Date | null };

async function lockChat(act: HouseAct, at: ChatAddress): Promise<LockedChat | undefined> {
  const [row] = await act.em.execute<ChatRow[]>(
    `select id, person_id, child_id, marks_seen, (select a.last_at from activity_day a
       where a.day = ? and a.person_id = chat.person_id and a.door = 'telegram') as used_at from chat
     where messenger = ? and address = ? and ended_at is null for update of chat`,
    [act.today, at.messenger, at.address],
  );
  if (!row) return undefined;
  return {
    ...pick(at),
    id: row.id,
    personId: row.person_id,
    childId: row.child_id,
    marksSeen: looks(row.marks_seen),
    usedAt: row.used_at === null ? null : new Date(row.used_at),
  };
}

interface ChatRow {
  id: number;
  person_id: number;
  child_id: number | null;
  marks_seen: Record<string, string>;
  used_at: string | null;
}

function viewOf(chat: Chat): LiveChat {
  const { id, person, child, marksSeen } = chat;
  return { ...pick(chat), id, personId: person.id, childId: child?.id ?? null, marksSeen: looks(marksSeen) };
}

function looks(marksSeen: Record<string, string>): Map<number, Date> {
  return new Map(Object.entries(marksSeen).map(([studentId, at]) => [Number(studentId), new Date(at)]));
}

function pick({ messenger, address }: ChatAddress): ChatAddress {
  return { messenger, address };
}
