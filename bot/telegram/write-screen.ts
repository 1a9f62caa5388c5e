import type { Api } from 'grammy';
import type { Press } from '#templates/press.ts';
import type { Bot } from '../answer.ts';
import { mostFileBytes, type Screen, type ScreenFile, Undeliverable } from '../messenger.ts';
import { splitScreen } from '../split-screen.ts';
import { replace, send, sendFile, sendPicture } from './messages.ts';
import { patiently } from './patiently.ts';
import { isNoChange } from './undeliverable.ts';
import { whileSending } from './while-sending.ts';

export interface Writing {
  api: Api;
  bot: Pick<Bot, 'wordFailure'>;
  press: Press;
  /** Comes when an answer may be sent. */
  turn(): Promise<void>;
  closing: AbortSignal;
}

export type Written = Pick<Screen, 'text' | 'buttons' | 'picture' | 'file'>;

/** Gives the id of the last message, if a later screen may take its place: a picture's words can't become a message. */
export async function write(
  writing: Writing,
  chat: string,
  { picture, file, ...screen }: Written,
): Promise<number | undefined> {
  const { api, closing, turn } = writing;
  if (file) return writeFile(writing, chat, { ...screen, file });
  let messageId: number | undefined;
  if (picture) {
    await patiently(() => turn().then(() => sendPicture(api, chat, { ...screen, picture })), closing);
    return undefined;
  }
  for (const part of splitScreen(screen))
    messageId = await patiently(() => turn().then(() => send(api, chat, part)), closing);
  return messageId;
}

/** Makes the file and sends it, once: where the line broke the person is told, and asks again if nothing came. */
async function writeFile(
  writing: Writing,
  chat: string,
  { file, ...screen }: Written & { file: ScreenFile },
): Promise<undefined> {
  const { api, bot, closing, press, turn } = writing;
  const sent = async () => {
    const content = await file.make().catch((error: unknown) => bot.wordFailure(error));
    if (!Buffer.isBuffer(content)) return content;
    if (content.length > mostFileBytes) return press.screen('bot/file-too-large', {});
    const named = { ...screen, name: file.name, content };
    const outcome = patiently(() => turn().then(() => sendFile(api, chat, named)), closing, { once: true });
    return outcome.then(() => undefined).catch((failure: unknown) => unlessUnsure(failure, screen));
  };
  const unlessUnsure = (failure: unknown, { buttons }: Written) => {
    if (!(failure instanceof Undeliverable) || failure.why !== 'unreachable') throw failure;
    return { ...press.screen('bot/file-not-sent', {}), buttons };
  };
  const instead = await whileSending(api, { chat, closing }, sent);
  if (instead) await write(writing, chat, instead);
  return undefined;
}

/** Puts the screen in the place of a message; false when it has to be written anew. */
export async function rewrite(
  { api, closing }: Writing,
  { chat, messageId }: { chat: string; messageId: number },
  screen: Written,
): Promise<boolean> {
  if (screen.picture || screen.file) return false;
  const [part, ...more] = splitScreen(screen);
  if (more.length > 0) return false;
  const change = () =>
    replace(api, chat, messageId, part!).catch(error => (isNoChange(error) ? undefined : Promise.reject(error)));
  try {
    await patiently(change, closing);
    return true;
  } catch (error) {
    if (error instanceof Undeliverable) throw error;
    // Deleted by the person, or too old to be changed.
    return false;
  }
}
