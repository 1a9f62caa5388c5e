import type { Act, HouseAct } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import type { House } from '#school/house.ts';
import { may } from '#school/permissions.ts';
import { postTopic } from '../post-topic.ts';
import { reply } from '../reply.ts';
import { oncePerThread } from './hints.ts';
import { formerLinkOf, mirrorsStandStill } from './living.ts';
import { type Place, placeOf } from './place.ts';

/** What somebody has written in a thread of a group. */
export interface Said {
  chat: string;
  thread: string;
  message: string;
  /** The person's own address in the messenger: that of the private chat with the bot. Nothing for who hides behind the group. */
  from: string | null;
  /** Markdown. */
  text: string;
  /** Nothing was said: the text only names what came with it. */
  wordless?: boolean;
  /** Gives what comes along; asked between two acts, and only for who may be heard. */
  files?: () => Promise<SentFile[]>;
  /** Several pictures sent at once are one album; its words come with one of them. */
  album: string | null;
  /** The message it answers. */
  answers: string | null;
}

/** Why words were not taken; said once to each person in each thread. */
export type Hint = 'stranger' | 'nobody' | 'may-not-write' | 'unknown-thread' | 'ended' | 'unlinked';
export type Heard = { taken: boolean } | { hint: Hint };

/**
 * Takes what was written in a mirrored group into the forum: as a reply, or as the text that opens a topic when the thread
 * was begun there. The same message is taken once. Refusals: those of `reply` and `postTopic`.
 */
export async function takeIn(house: House, said: Said): Promise<Heard> {
  const place = await house.asHouse(act => placeOf(act, said));
  if (!place) return house.asHouse(act => afterwards(act, said));
  if (place.standsStill || place.taken) return { taken: false };
  const hint = hintOf(place, said);
  if (hint) return (await house.asHouse(act => oncePerThread(act, place.linkId, said))) ? { hint } : { taken: false };
  const files = await said.files?.();
  return house.as(place.personId!, async act => {
    if (!may(act.by, 'writeInSection', place)) {
      return (await oncePerThread(act, place.linkId, said)) ? { hint: 'may-not-write' } : { taken: false };
    }
    const topicId = await heldThread(act, place.thread!.id);
    if (await alreadyTaken(act, place, said)) return { taken: false };
    await write(act, { ...place, thread: { ...place.thread!, topicId } }, { ...said, sent: files });
    return { taken: true };
  });
}

/**
 * What is said in one thread is taken one after another, and each finds what the one before has written: its topic, and two copies
 * of one update. The row itself stays free: whoever answers on the site holds the topic and then wants this row.
 */
async function heldThread(act: Act, id: number): Promise<number | null> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('mirror-thread'), ?)`, [id]);
  const [thread] = await act.em.execute<{ topicId: number | null }[]>(
    'select topic_id as "topicId" from mirror_thread where id = ?',
    [id],
  );
  return thread?.topicId ?? null;
}

/** Whoever goes on writing where the registrar has ended the mirror is told so: once in a thread. */
async function afterwards(act: HouseAct, said: Said): Promise<Heard> {
  const linkId = (await mirrorsStandStill(act)) ? undefined : await formerLinkOf(act, said);
  const tells = linkId !== undefined && (await oncePerThread(act, linkId, { ...said, from: null }));
  return tells ? { hint: 'unlinked' } : { taken: false };
}

function hintOf({ thread, personId }: Place, { from }: Said): Hint | undefined {
  if (from === null) return 'nobody';
  if (personId === null) return 'stranger';
  if (!thread) return 'unknown-thread';
  return thread.ended ? 'ended' : undefined;
}

async function alreadyTaken(act: Act, { linkId }: Place, { message, album, wordless = false }: Said): Promise<boolean> {
  const rows = await act.em.execute<unknown[]>(
    `select from mirror_message where link_id = :linkId and (from_group = :message or (album = :album and :wordless))`,
    { linkId, message, album, wordless },
  );
  return rows.length > 0;
}

async function write(act: Act, place: Place, said: Said & { sent: SentFile[] | undefined }): Promise<void> {
  const { id, topicId, title } = place.thread!;
  const { text, sent: files } = said;
  if (topicId !== null) {
    const quotes = await quotedBy(act, place, said);
    const written = await reply(act, topicId, { text, quotes, files });
    return keep(act, place, { replyId: written.id, said });
  }
  const opened = await postTopic(act, { section: place.key, title: title ?? '', text, files });
  // The thread it has already is its thread.
  await act.em.execute('delete from mirror_thread where link_id = ? and topic_id = ? and thread is null', [
    place.linkId,
    opened,
  ]);
  await act.em.execute('update mirror_thread set topic_id = ?, touched = touched + 1 where id = ?', [opened, id]);
  const [first] = await act.em.execute<{ id: number }[]>('select id from reply where topic_id = ?', [opened]);
  return keep(act, place, { replyId: first!.id, said });
}

async function keep(act: Act, { linkId, thread }: Place, { replyId, said }: { replyId: number; said: Said }) {
  await act.em.execute(
    `insert into mirror_message (link_id, thread_id, reply_id, from_group, album, version, whole, sent_at)
     select ?, ?, r.id, ?, ?, r.version, true, ? from reply r where r.id = ?`,
    [linkId, thread!.id, said.message, said.album, act.at, replyId],
  );
}

/** The reply that is answered, when it stands in this topic. */
async function quotedBy(act: HouseAct, { linkId, thread }: Place, { answers }: Said): Promise<number | undefined> {
  if (answers === null) return undefined;
  const [quoted] = await act.em.execute<{ id: number }[]>(
    `select r.id from mirror_message m join reply r on r.id = m.reply_id
     where m.link_id = :linkId and m.thread_id = :threadId and (m.from_group = :answers or :answers = any(m.messages))
       and r.topic_id = :topicId and r.hidden_at is null`,
    { linkId, threadId: thread!.id, topicId: thread!.topicId, answers },
  );
  return quoted?.id;
}
