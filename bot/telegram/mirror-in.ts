import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { endMirror, moveMirror, retryMirror } from '#forum/mirror/end.ts';
import { linkMirror } from '#forum/mirror/link.ts';
import { livingLinkIn } from '#forum/mirror/living.ts';
import { takeEdit } from '#forum/mirror/take-edit.ts';
import { type Heard, type Said, takeIn } from '#forum/mirror/take-in.ts';
import { noteThread, renameThread } from '#forum/mirror/threads-of-group.ts';
import type { SentFile } from '#school/files.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import type { Press } from '#templates/press.ts';
import type { GroupWindow } from './group-window.ts';
import { type Enclosed, type GroupNews, type LinkCommand, readGroupUpdate, type Words } from './read-group-update.ts';
import { inShort } from './undeliverable.ts';

export interface InHouse {
  api: Api;
  house: House;
  press: Press;
  log: Pick<Logger, 'warn'>;
  window: GroupWindow;
  /** Comes when an answer may be sent. */
  turn(): Promise<void>;
  botName(): string | undefined;
  /** The bytes of a file of Telegram, and what it is called there. */
  fetchFile(id: string): Promise<SentFile>;
}

type News<What extends GroupNews['what']> = Extract<GroupNews, { what: What }>;

/** Where an answer stands in a group. */
interface Spot {
  chat: string;
  thread: number | undefined;
  message: number;
}

/** Hears what happens in groups: the command that links one, and what is said in those that mirror a section. True when it was such. */
export async function hearGroup(inn: InHouse, update: Update): Promise<boolean> {
  const news = readGroupUpdate(update, inn.botName());
  if (!news) return false;
  await (hearing[news.what] as (inn: InHouse, news: GroupNews) => Promise<unknown>)(inn, news);
  // A new member greets: that is the conversation's matter.
  return news.what !== 'rights';
}

const hearing: { [What in GroupNews['what']]: (inn: InHouse, news: News<What>) => Promise<unknown> } = {
  command: (inn, news) => link(inn, news),
  said: (inn, news) => take(inn, news),
  edited: (inn, news) => edit(inn, news),
  begun: ({ house }, begun) => noteThread(house, begun).catch(unlessRefusal),
  renamed: ({ house }, renamed) => renameThread(house, renamed),
  rights: ({ house }, { chat }) => house.asHouse(act => retryMirror(act, chat)),
  removed: ({ house }, { chat }) =>
    house.asHouse(async act => {
      const id = await livingLinkIn(act, chat);
      if (id !== undefined) await endMirror(act, id, 'removed');
    }),
  moved: ({ house }, { chat, to }) =>
    house.asHouse(async act => {
      const id = await livingLinkIn(act, chat);
      if (id !== undefined) await moveMirror(act, id, to);
    }),
};

/** Says clearly what is missing, before the code is used up. */
async function link(inn: InHouse, news: LinkCommand): Promise<void> {
  const { house, press } = inn;
  const { chat, title, code, supergroup } = news;
  const lacks = await lacking(inn, chat, supergroup);
  if (lacks) return answer(inn, news, press.screen('bot/mirror/lacks', { lacks }).text);
  if (code === '') return answer(inn, news, press.screen('bot/mirror/how', {}).text);
  try {
    const { section } = await linkMirror(house, { chat, title }, code);
    await answer(inn, news, press.screen('bot/mirror/linked', { section }).text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await answer(inn, news, wordRefusal(press, error));
  }
}

type Lack = 'supergroup' | 'topics' | 'administrator' | 'right';

async function lacking({ api }: InHouse, chat: string, supergroup: boolean): Promise<Lack | undefined> {
  if (!supergroup) return 'supergroup';
  const found = await api.getChat(chat);
  if (!('is_forum' in found && found.is_forum)) return 'topics';
  const { id } = await api.getMe();
  const member = await api.getChatMember(chat, id);
  if (member.status !== 'administrator') return 'administrator';
  return member.can_manage_topics ? undefined : 'right';
}

async function take(inn: InHouse, { said, enclosed, thread, message }: Words): Promise<void> {
  const { house, press } = inn;
  const spot = { chat: said.chat, thread, message };
  const named = worded(press, said, enclosed);
  const heard = await takeIn(house, withFile(inn, said, enclosed) ?? named)
    // What the forum does not take stays in the group, and the words say so.
    .catch(error =>
      error instanceof Refusal && error.field === 'files' ? takeIn(house, named) : Promise.reject(error),
    )
    .catch(error => refused(inn, spot, error));
  if (heard && 'hint' in heard) await answer(inn, spot, hintOf(inn, heard));
}

async function edit(inn: InHouse, { said, enclosed, thread, message }: Words): Promise<void> {
  const spot = { chat: said.chat, thread, message };
  const noted = worded(inn.press, said, enclosed).text;
  await takeEdit(inn.house, { ...said, noted }).catch(error => refused(inn, spot, error));
}

/** A picture or a document comes along; when Telegram does not give it, nothing comes along but the words about it. */
function withFile(inn: InHouse, said: Said, enclosed: Enclosed | null): Said | undefined {
  const file = enclosed?.file;
  if (!file) return undefined;
  const files = async () => {
    const sent = await inn.fetchFile(file.id).catch(() => undefined);
    // An empty file is refused, and so named only.
    return [{ name: file.name ?? sent?.name ?? '', content: sent?.content ?? Buffer.alloc(0) }];
  };
  return { ...said, files };
}

/** The caption is taken, the file stays in the group, and the words say so. */
function worded(press: Press, said: Said, enclosed: Enclosed | null): Said {
  if (!enclosed) return said;
  const note = press.sentence('bot/mirror/enclosed', { enclosed: enclosed.what });
  return { ...said, wordless: said.text === '', text: said.text === '' ? note : `${said.text}\n\n${note}` };
}

function hintOf({ press, botName }: InHouse, { hint }: Extract<Heard, { hint: string }>): string {
  return press.screen('bot/mirror/hint', { hint, botName: botName() ?? null }).text;
}

async function refused(inn: InHouse, spot: Spot, error: unknown): Promise<undefined> {
  unlessRefusal(error);
  // Whose account was closed, or who may look here no more, is told nothing.
  const refusal = error as Refusal;
  if (refusal.kind !== 'signed-out' && refusal.kind !== 'not-found') {
    await answer(inn, spot, wordRefusal(inn.press, refusal));
  }
}

function unlessRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

function wordRefusal(press: Press, { reason, facts }: Refusal): string {
  const refusal = press.sentence(`refusals/${reason}`, facts);
  return press.screen('bot/mirror/refused', { refusal }).text;
}

/** An answer in its thread. A group that has heard enough within the minute is not told more: nothing depends on it. */
async function answer(inn: InHouse, { chat, thread, message }: Spot, text: string): Promise<void> {
  const { api, log, turn, window } = inn;
  if (window.take(chat) > 0) return;
  await turn();
  const reply_parameters = { message_id: message, allow_sending_without_reply: true };
  const place = thread === undefined ? {} : { message_thread_id: thread };
  const dress = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true } };
  await api.sendMessage(chat, text, { ...dress, ...place, reply_parameters }).catch((error: unknown) => {
    log.warn({ error: inShort(error) }, 'an answer was not brought to a group');
  });
}
