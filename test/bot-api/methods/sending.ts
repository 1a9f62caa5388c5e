import type { Message } from 'grammy/types';
import { fittingText, readText } from '../formatted-text.ts';
import { readMarkup } from '../keyboard.ts';
import { flag, integer, isObject, json } from '../params.ts';
import { badRequest } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import { find, keep, type Room, writableRoom } from '../room.ts';
import { type Telegram, unixTime } from '../telegram.ts';
import { threadOf } from '../threads.ts';

/** sendMessage: 1–4096 UTF-16 units after entities parsing. */
export function sendMessage(telegram: Telegram, request: ApiRequest): Message {
  const formatted = readText(request);
  return send(telegram, request, () => {
    const { text, entities } = fittingText(formatted);
    return { text, ...(entities.length > 0 ? { entities } : {}) };
  });
}

const actions = new Set([
  ...['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document'],
  ...['choose_sticker', 'find_location', 'record_video_note', 'upload_video_note'],
]);

/** sendChatAction */
export function sendChatAction(telegram: Telegram, request: ApiRequest) {
  if (!actions.has(request.params.action ?? '')) throw badRequest('Wrong parameter action in request');
  writableRoom(telegram, request.params.chat_id);
  return true;
}

/** Sends any content: chat, buttons, the message replied to, rates, in this order; then the message stands in the chat. */
export function send(telegram: Telegram, request: ApiRequest, content: () => Partial<Message>): Message {
  const markup = readMarkup(request);
  const room = writableRoom(telegram, request.params.chat_id);
  const what = content();
  const place = placeOf(request, room);
  const reply = repliedTo(request, room);
  telegram.rates.count(room.chat.id);
  const message = {
    message_id: telegram.nextNumber(),
    from: asUser(telegram),
    chat: room.chat,
    date: unixTime(telegram),
    ...place,
    ...(reply ? { reply_to_message: reply } : {}),
    ...what,
    ...(flag(request, 'protect_content') ? { has_protected_content: true } : {}),
    ...(markup.inline ? { reply_markup: markup.inline } : {}),
  } as Message;
  if (markup.keyboard) room.keyboard = markup.keyboard;
  if (markup.removes) room.keyboard = [];
  keep(room, message, { byBot: true, fixed: Boolean(markup.keyboard || markup.removes || markup.other) });
  return message;
}

/** The thread of a group with topics; without one the message stands in «General». */
function placeOf(request: ApiRequest, room: Room): Partial<Message> {
  const id = integer(request, 'message_thread_id', 0, {});
  const thread = threadOf(room, id);
  if (thread?.closed && !room.bot.can_manage_topics) throw badRequest('TOPIC_CLOSED');
  return thread ? { message_thread_id: id, is_topic_message: true } : {};
}

function asUser({ bot }: Telegram) {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}

/** `reply_parameters`, or `reply_to_message_id` as older clients write it. */
function repliedTo(request: ApiRequest, room: Room): Message | undefined {
  const given = json(request, 'reply_parameters', 'reply parameters');
  const parameters = isObject(given) ? given : {};
  const id = Number(parameters.message_id ?? integer(request, 'reply_to_message_id', 0, {}));
  if (id === 0) return undefined;
  const original = find(room, id);
  const lenient = parameters.allow_sending_without_reply === true || flag(request, 'allow_sending_without_reply');
  if (!original && !lenient) throw badRequest('message to be replied not found');
  if (!original) return undefined;
  const { reply_to_message: _, ...message } = original.message;
  return message as Message;
}
