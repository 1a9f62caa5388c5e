import { flag } from '../params.ts';
import { badRequest, forbidden } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import { roomOf } from '../room.ts';
import type { Telegram } from '../telegram.ts';

/** How long a press may wait for its answer, in milliseconds; the documentation says «too old» without a number. */
const patience = 60_000;

/** answerCallbackQuery: once for each press, a text of at most 200 characters. */
export function answerCallbackQuery(telegram: Telegram, request: ApiRequest) {
  const id = request.params.callback_query_id ?? '';
  const text = request.params.text ?? '';
  const pressed = telegram.pressed.get(id);
  if (!pressed || telegram.time() - pressed.at > patience) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  telegram.pressed.delete(id);
  pressed.answered({ text, alert: flag(request, 'show_alert') });
  return true;
}

/** getChat: what the bot may know of a chat that has been started. */
export function getChat(telegram: Telegram, request: ApiRequest) {
  const room = roomOf(telegram, request.params.chat_id);
  if (!room.started) throw badRequest('chat not found');
  const gifts = { unlimited_gifts: false, limited_gifts: false, unique_gifts: false, premium_subscription: false };
  return { ...room.chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: gifts };
}

/** getChatMember: the bot itself in a group; of others only whether they ever wrote to it. */
export function getChatMember(telegram: Telegram, request: ApiRequest) {
  const room = roomOf(telegram, request.params.chat_id);
  if (room.chat.type === 'private' || Number(request.params.user_id) !== telegram.bot.id) {
    throw badRequest('user not found');
  }
  if (room.bot.status === 'kicked') throw forbidden(`bot was kicked from the ${room.chat.type} chat`);
  const user = { ...telegram.bot };
  if (room.bot.status === 'member') return { status: 'member', user };
  const rights = { can_be_edited: false, is_anonymous: false, can_manage_chat: true, can_invite_users: false };
  return { ...rights, can_manage_topics: false, can_delete_messages: false, ...room.bot, user };
}
