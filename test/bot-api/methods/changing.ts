import { isDeepStrictEqual } from 'node:util';
import type { Message } from 'grammy/types';
import { fittingCaption, fittingText, readCaption, readText } from '../formatted-text.ts';
import { readMarkup } from '../keyboard.ts';
import { integer } from '../params.ts';
import { badRequest } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import { editableRoom, find, type Kept, tell } from '../room.ts';
import { type Telegram, unixTime } from '../telegram.ts';

/** editMessageText: of the bot's own message; without `reply_markup` its buttons go. */
export function editMessageText(telegram: Telegram, request: ApiRequest): Message {
  const formatted = readText(request);
  return edit(telegram, request, kept => {
    if (kept.message.text === undefined) throw badRequest('there is no text in the message to edit');
    const { text, entities } = fittingText(formatted);
    return { text, entities: entities.length > 0 ? entities : undefined };
  });
}

/** editMessageCaption */
export function editMessageCaption(telegram: Telegram, request: ApiRequest): Message {
  const formatted = readCaption(request);
  return edit(telegram, request, kept => {
    if (kept.message.text !== undefined) throw badRequest('there is no caption in the message to edit');
    const { text, entities } = fittingCaption(formatted);
    return { caption: text || undefined, caption_entities: entities.length > 0 ? entities : undefined };
  });
}

/** editMessageReplyMarkup */
export function editMessageReplyMarkup(telegram: Telegram, request: ApiRequest): Message {
  return edit(telegram, request, () => ({}));
}

/** deleteMessage: the bot's own, in a private chat the person's, in a group anybody's with `can_delete_messages`; within 48 hours. */
export function deleteMessage(telegram: Telegram, request: ApiRequest) {
  if (!request.params.chat_id) throw badRequest('Chat identifier is not specified');
  if (!request.params.message_id) throw badRequest('Message identifier is not specified');
  const room = editableRoom(telegram, request.params.chat_id);
  const kept = find(room, integer(request, 'message_id', 0, {}));
  if (!kept) throw badRequest('message to delete not found');
  if (kept.message.forum_topic_created) throw badRequest("message can't be deleted");
  const old = unixTime(telegram) - kept.message.date >= 48 * 3600;
  const may = kept.byBot || room.chat.type === 'private' || room.bot.can_delete_messages === true;
  if (old || !may) throw badRequest("message can't be deleted for everyone");
  kept.deleted = true;
  return true;
}

type Changes = { [Field in keyof Message]?: Message[Field] | undefined };

function edit(telegram: Telegram, request: ApiRequest, change: (kept: Kept) => Changes): Message {
  const markup = readMarkup(request);
  const room = editableRoom(telegram, request.params.chat_id);
  const kept = find(room, integer(request, 'message_id', 0, {}));
  if (!kept) throw badRequest('message to edit not found');
  if (!kept.byBot || kept.fixed) throw badRequest("message can't be edited");
  if (markup.keyboard || markup.removes || markup.other) throw badRequest('Inline keyboard expected');
  const content = change(kept);
  const changed = withChanges(kept.message, { ...content, reply_markup: markup.inline });
  if (isDeepStrictEqual(changed, kept.message)) throw badRequest(notModified);
  const edited = !isDeepStrictEqual(withChanges(kept.message, content), kept.message);
  kept.edited ||= edited;
  kept.message = { ...changed, edit_date: unixTime(telegram) } as Message;
  tell(room, kept);
  return kept.message;
}

const notModified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';

function withChanges(message: Message, changes: Changes): Message {
  const entries = Object.entries({ ...message, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Message;
}
