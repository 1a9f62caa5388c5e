import { integer } from '../params.ts';
import { badRequest } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import { type Room, writableRoom } from '../room.ts';
import type { Telegram } from '../telegram.ts';
import { createThread, isForum, service, type Thread } from '../threads.ts';

/** createForumTopic: an administrator with `can_manage_topics`; a name of 1–128 characters, a longer one is cut. */
export function createForumTopic(telegram: Telegram, request: ApiRequest) {
  const room = forumOf(telegram, request);
  if (!mayManage(room)) throw badRequest('not enough rights to create a topic');
  const name = nameOf(request);
  // The message that begins it counts as any other.
  telegram.rates.count(room.chat.id);
  const { message_id: message_thread_id } = createThread(telegram, room, { by: asUser(telegram), name });
  return { message_thread_id, name, icon_color: 0x6fb9f0 };
}

/** editForumTopic: without a name nothing changes. */
export function editForumTopic(telegram: Telegram, request: ApiRequest) {
  const { room, id, thread } = managedThread(telegram, request, 'not enough rights to edit the topic');
  if (request.params.name === undefined) return true;
  const name = nameOf(request);
  if (name === thread.name) throw badRequest('TOPIC_NOT_MODIFIED');
  thread.name = name;
  service(telegram, room, { by: asUser(telegram), thread: id, forum_topic_edited: { name } });
  return true;
}

/** closeForumTopic */
export function closeForumTopic(telegram: Telegram, request: ApiRequest) {
  return setClosed(telegram, request, true);
}

/** reopenForumTopic */
export function reopenForumTopic(telegram: Telegram, request: ApiRequest) {
  return setClosed(telegram, request, false);
}

/** deleteForumTopic: with all its messages; needs `can_delete_messages`. */
export function deleteForumTopic(telegram: Telegram, request: ApiRequest) {
  const room = forumOf(telegram, request);
  if (!room.bot.can_delete_messages) throw badRequest('not enough rights to delete the topic');
  const id = integer(request, 'message_thread_id', 0, {});
  threadIn(room, id).deleted = true;
  for (const kept of room.kept) if (kept.message.message_thread_id === id) kept.deleted = true;
  return true;
}

function setClosed(telegram: Telegram, request: ApiRequest, closed: boolean) {
  const why = 'not enough rights to close or open the topic';
  const { room, id, thread } = managedThread(telegram, request, why);
  if (thread.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  thread.closed = closed;
  const what = closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
  service(telegram, room, { by: asUser(telegram), thread: id, ...what } as Parameters<typeof service>[2]);
  return true;
}

function managedThread(telegram: Telegram, request: ApiRequest, otherwise: string) {
  const room = forumOf(telegram, request);
  if (!mayManage(room)) throw badRequest(otherwise);
  const id = integer(request, 'message_thread_id', 0, {});
  return { room, id, thread: threadIn(room, id) };
}

function threadIn(room: Room, id: number): Thread {
  const thread = room.threads.get(id);
  if (!thread) throw badRequest('TOPIC_ID_INVALID');
  if (thread.deleted) throw badRequest('TOPIC_DELETED');
  return thread;
}

function forumOf(telegram: Telegram, request: ApiRequest): Room {
  const room = writableRoom(telegram, request.params.chat_id);
  if (!isForum(room)) throw badRequest('the chat is not a forum');
  return room;
}

function nameOf({ params }: ApiRequest): string {
  const name = [...(params.name ?? '').trim()].slice(0, 128).join('');
  if (name === '') throw badRequest('title must be non-empty');
  return name;
}

function mayManage({ bot }: Room): boolean {
  return bot.status === 'administrator' && bot.can_manage_topics === true;
}

function asUser({ bot }: Telegram) {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}
