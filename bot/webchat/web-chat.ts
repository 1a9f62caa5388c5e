import { addTurns, type KeptTurn, labelOf, turnsOf } from '#school/chat-turns.ts';
import { webChatOf } from '#school/chats.ts';
import type { House } from '#school/house.ts';
import { tidyText } from '#school/typed-text.ts';
import { plainText } from '#templates/plain-text.ts';
import type { Bot } from '../answer.ts';
import type { Messenger, Screen, Told } from '../messenger.ts';
import { looksLikePassword } from '../never-passwords.ts';

/** The conversation on the site: everybody who signs in has one. Its texts are plain. */
export interface WebChat {
  say(personId: number, said: { text: string } | { button: string }): Promise<WebAnswer>;
  /** The last messages, or those after one of them. */
  history(personId: number, after?: number): Promise<WebTurn[]>;
  /** For the courier: a notice appears as the bot's message. */
  messenger: Messenger;
}

export interface WebAnswer {
  /** Of the answer in the history. */
  id: number;
  text: string;
  buttons: { label: string; button: string; url?: string }[][];
  /** Drawn at an address of the site that opens for this person alone. */
  picture?: { path: string; alt: string };
  /** Made anew at an address of the site that opens for this person alone. */
  file?: { path: string; name: string };
  screen: string;
  argument?: string;
}

export interface WebTurn {
  id: number;
  by: 'person' | 'bot';
  text: string;
  buttons: { label: string; button: string; url?: string }[][];
  /** Drawn at an address of the site that opens for this person alone. */
  picture?: { path: string; alt: string };
  /** Made anew at an address of the site that opens for this person alone. */
  file?: { path: string; name: string };
  screen: string;
  argument?: string;
  at: string;
}

/** Opens the web chat over the bot's one conversation. */
export function openWebChat({ house, bot }: { house: House; bot: Pick<Bot, 'answer'> }): WebChat {
  return {
    messenger: { name: 'web', show: (address, screen) => show(house, Number(address), screen) },
    history: async (personId, after) => {
      const turns = await house.asHouse(act => turnsOf(act, personId, after));
      return turns.map(turnView);
    },
    say: async (personId, said) => {
      await house.asHouse(act => webChatOf(act, personId));
      const from = { messenger: 'web', address: String(personId) } as const;
      const screen = await bot.answer({ from, key: house.world.random(12).toString('hex'), ...said });
      const kept = await house.asHouse(async act => {
        const words = 'text' in said ? spoken(said.text) : ((await labelOf(act, personId, said.button)) ?? '…');
        return addTurns(act, personId, [personTurn(words), botTurn(screen)]);
      });
      return { ...bareAnswer(screen), id: kept.at(-1)!.id };
    },
  };
}

async function show(house: House, personId: number, screen: Told): Promise<{ messageId: string }> {
  const [turn] = await house.asHouse(act => addTurns(act, personId, [botTurn({ ...screen, screen: 'notice' })]));
  return { messageId: String(turn!.id) };
}

/** What is kept of the person's words: a password sent by mistake is not. */
function spoken(text: string): string {
  return looksLikePassword(text) ? '•'.repeat(8) : tidyText(text).trim();
}

function personTurn(text: string) {
  return { by: 'person' as const, text, buttons: [], screen: null, argument: null };
}

function botTurn({ text, buttons, picture, file, screen, argument }: Screen) {
  const seen = picture ? { path: picture.path, alt: picture.alt } : null;
  return {
    by: 'bot' as const,
    text: plainText(hiddenIn(text)),
    buttons,
    picture: seen,
    file: file ? { path: file.path, name: file.name } : null,
    screen,
    argument: argument ?? null,
  };
}

/** In plain text what is hidden stands between two bars; the page hides it until it is touched. */
function hiddenIn(text: string): string {
  return text.replace(/<tg-spoiler>(.*?)<\/tg-spoiler>/gs, '||$1||');
}

function bareAnswer(answer: Screen) {
  const { text, buttons, screen, picture, file, argument } = botTurn(answer);
  return {
    ...{ text, buttons, screen, ...(picture ? { picture } : {}) },
    ...{ ...(file ? { file } : {}), ...(argument ? { argument } : {}) },
  };
}

function turnView({ id, by, text, buttons, picture, file, screen, argument, at }: KeptTurn): WebTurn {
  return {
    ...{ id, by, text, buttons, screen: screen ?? '', at: at.toISOString() },
    ...(picture ? { picture } : {}),
    ...(file ? { file } : {}),
    ...(argument ? { argument } : {}),
  };
}
