import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { plainText } from '#templates/plain-text.ts';
import type { Button, PrintedScreen } from '#templates/press.ts';
import type { Picture, ScreenFile } from '../messenger.ts';
import { leadsOut } from './leads-out.ts';
import { pngOf } from './picture.ts';

type Dress = { parse_mode: 'HTML'; reply_markup?: InlineKeyboardMarkup };

/** A caption has fewer characters than a message. */
const mostInCaption = 1024;

/** Writes a printed screen into a chat; gives the message's id there. */
export async function send(api: Api, chat: string, screen: PrintedScreen, signal?: AbortSignal): Promise<number> {
  const { message_id } = await api.sendMessage(chat, screen.text, dressText(screen), signal as never);
  return message_id;
}

/** Writes a screen with a picture: the words are its caption, or stand below it when they are too many. Gives the last message's id. */
export async function sendPicture(
  api: Api,
  chat: string,
  { picture, ...screen }: PrintedScreen & { picture: Picture },
): Promise<number> {
  const photo = await pngOf(picture.svg);
  if (plainText(screen.text).length <= mostInCaption) {
    const { message_id } = await api.sendPhoto(chat, photo, { ...dress(screen), caption: screen.text });
    return message_id;
  }
  await api.sendPhoto(chat, photo, { caption: picture.alt.slice(0, mostInCaption) });
  return send(api, chat, screen);
}

/** Writes a screen with a file below which its words stand; too many words stand above it. Gives the last message's id. */
export async function sendFile(
  api: Api,
  chat: string,
  { name, content, ...screen }: PrintedScreen & Pick<ScreenFile, 'name'> & { content: Buffer },
  signal?: AbortSignal,
): Promise<number> {
  const fits = plainText(screen.text).length <= mostInCaption;
  if (!fits) await send(api, chat, { text: screen.text, buttons: [] }, signal);
  const caption = fits ? { caption: screen.text } : {};
  // grammY writes the name into its form as it is: bare, it would end at the first space.
  const document = new InputFile(content, `"${name.replaceAll('"', '')}"`);
  const { message_id } = await api.sendDocument(chat, document, { ...dress(screen), ...caption }, signal as never);
  return message_id;
}

/** Puts a printed screen in the place of an earlier one. */
export async function replace(api: Api, chat: string, messageId: number, screen: PrintedScreen): Promise<void> {
  await api.editMessageText(chat, messageId, screen.text, dressText(screen));
}

function dressText(screen: PrintedScreen) {
  return { ...dress(screen), link_preview_options: { is_disabled: true as const } };
}

function dress({ buttons }: PrintedScreen): Dress {
  const rows = buttons.map(row => row.flatMap(asKey)).filter(row => row.length > 0);
  return { parse_mode: 'HTML', ...(rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {}) };
}

function asKey({ label, button, url }: Button): InlineKeyboardButton[] {
  if (url === undefined) return [{ text: label, callback_data: button }];
  return leadsOut(url) ? [{ text: label, url }] : [];
}
