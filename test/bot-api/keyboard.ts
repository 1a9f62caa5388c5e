import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { checkedLink } from './link.ts';
import { isObject, json } from './params.ts';
import { badRequest } from './refused.ts';
import type { ApiRequest } from './request.ts';

/** What `reply_markup` says: buttons under the message, buttons under the input field, or their removal. */
export interface Markup {
  inline?: InlineKeyboardMarkup;
  keyboard?: string[][];
  removes?: boolean;
  other?: boolean;
}

/** Reads and checks `reply_markup`, a JSON object or its text. (https://core.telegram.org/bots/api#inlinekeyboardmarkup) */
export function readMarkup(request: ApiRequest): Markup {
  const markup = json(request, 'reply_markup', 'reply keyboard markup');
  if (markup === undefined) return {};
  if (!isObject(markup)) throw badRequest('Object expected as reply markup');
  const keyboard = rows(markup, 'keyboard', replyButton);
  if (keyboard.length > 0) return { keyboard };
  const inline = rows(markup, 'inline_keyboard', inlineButton);
  if (inline.length > 0) return { inline: { inline_keyboard: inline } };
  if (markup.remove_keyboard === true) return { removes: true };
  return markup.force_reply === true ? { other: true } : {};
}

/** Rows of at most 12 buttons, 300 in all; buttons without a label and empty rows vanish, as in the real server. */
function rows<Button>(markup: Record<string, unknown>, field: string, read: (value: unknown) => Button | undefined) {
  const value = markup[field] ?? [];
  if (!Array.isArray(value)) throw badRequest(`Field "${field}" must be of type Array`);
  const kind = field === 'keyboard' ? 'keyboard' : 'inline keyboard';
  let left = 300;
  return value
    .map(row => {
      if (!Array.isArray(row)) throw badRequest(`Field "${field}" must be an Array of Arrays`);
      const buttons = row.map(button => parsed(button, kind, read)).filter(button => button !== undefined);
      const fitting = buttons.slice(0, Math.min(12, left));
      left -= fitting.length;
      return fitting;
    })
    .filter(row => row.length > 0);
}

function parsed<Button>(value: unknown, kind: string, read: (value: unknown) => Button): Button {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof WrongForm) throw badRequest(`Can't parse ${kind} button: ${error.message}`);
    throw error;
  }
}

class WrongForm extends Error {}

function replyButton(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  if (!isObject(value)) throw new WrongForm('KeyboardButton must be a String or an Object');
  return label(value) || undefined;
}

function inlineButton(value: unknown): InlineKeyboardButton | undefined {
  if (!isObject(value)) throw new WrongForm('InlineKeyboardButton must be an Object');
  const text = label(value);
  const button = action(value);
  if (!button) throw new WrongForm('Text buttons are unallowed in the inline keyboard');
  if (text === '') return undefined;
  check(button);
  return { text, ...button } as InlineKeyboardButton;
}

function label(value: Record<string, unknown>): string {
  if (value.text === undefined) throw new WrongForm('Can\'t find field "text"');
  if (typeof value.text !== 'string') throw new WrongForm('Field "text" must be of type String');
  return value.text.trim();
}

/** The first of the optional fields that is there; an empty url or callback_data counts as absent. */
function action(value: Record<string, unknown>): Record<string, unknown> | undefined {
  for (const field of ['url', 'callback_data']) {
    const given = value[field];
    if (given !== undefined && typeof given !== 'string')
      throw new WrongForm(`Field "${field}" must be of type String`);
    if (given) return { [field]: given };
  }
  const others = [
    'web_app',
    'login_url',
    'switch_inline_query',
    'switch_inline_query_current_chat',
    'copy_text',
    'pay',
  ];
  const other = others.find(field => value[field] !== undefined);
  return other ? { [other]: value[other] } : undefined;
}

function check(button: Record<string, unknown>) {
  const { url, callback_data: data } = button;
  if (typeof data === 'string' && Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
  if (typeof url === 'string') {
    const link = checkedLink(url);
    if (!link) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    button.url = link;
  }
  const webApp = button.web_app;
  if (isObject(webApp) && !String(webApp.url).startsWith('https://')) {
    throw badRequest(`inline keyboard button Web App URL '${webApp.url}' is invalid: Only HTTPS links are allowed`);
  }
}
