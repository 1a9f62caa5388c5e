import type { Api } from 'grammy';

/** Telegram shows it for five seconds at most. */
const everyMs = 4000;

/** Shows «sending a document…» in the chat as long as the work lasts. */
export async function whileSending<T>(
  api: Api,
  { chat, closing }: { chat: string; closing: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  // Nobody waits for it, and nothing is lost without it.
  const show = () => {
    if (!closing.aborted) api.sendChatAction(chat, 'upload_document').catch(() => {});
  };
  show();
  const showing = setInterval(show, everyMs);
  return work().finally(() => clearInterval(showing));
}
