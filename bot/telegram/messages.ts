import type { Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { PrintedScreen } from '#templates/press.ts';

type Dress = { parse_mode: 'HTML'; link_preview_options: { is_disabled: true }; reply_markup?: InlineKeyboardMarkup };

/** Writes a printed screen into a chat; gives the message's id there. */
export async function send(api: Api, chat: string, screen: PrintedScreen, signal?: AbortSignal): Promise<number> {
  const { message_id } = await api.sendMessage(chat, screen.text, dress(screen), signal as never);
  return message_id;
}

/** Puts a printed screen in the place of an earlier one. */
export async function replace(api: Api, chat: string, messageId: number, screen: PrintedScreen): Promise<void> {
  await api.editMessageText(chat, messageId, screen.text, dress(screen));
}

function dress({ buttons }: PrintedScreen): Dress {
  const rows = buttons.map(row => row.map(({ label, button }) => ({ text: label, callback_data: button })));
  return {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {}),
  };
}
