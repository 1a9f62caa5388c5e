import type { Act } from '#school/act.ts';
import { asChat, type LiveChat } from '#school/chats.ts';
import type { House } from '#school/house.ts';
import { linkChat } from '#school/link-codes.ts';
import { ownStudents } from '#school/own-students.ts';
import { Refusal } from '#school/refusal.ts';
import { type PaperMachine, paperHere } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import { gate } from './gate.ts';
import { startCode, strangersCode } from './link-words.ts';
import type { Incoming, Screen } from './messenger.ts';
import { onceByKey } from './once-by-key.ts';
import { print, type Scene } from './scene.ts';
import { start } from './screens/start.ts';
import { turnTo } from './turn-to.ts';

/** What main.ts hands to the bot. */
export interface BotHouse {
  house: House;
  press: Press;
  /** Makes the files of answers; here and now unless another way is given. */
  paper?: PaperMachine;
  /** Name of the Telegram bot, when one runs. */
  botName?(): string | undefined;
  /** Where the outside finds the site. */
  publicUrl?: string | undefined;
  /** Where our own faults are written, under the number the person sees. */
  log?: { error(facts: object, message: string): void };
}

export interface Bot {
  /** The answer to what a person wrote or pressed, in any messenger. Never throws for what a person may do. */
  answer(incoming: Incoming): Promise<Screen>;
  /** What is said instead of something that failed: a refusal in its words, our own fault under its number. */
  wordFailure(error: unknown): Screen;
}

/** The one conversation of every messenger. */
export function openBot(bot: BotHouse): Bot {
  return {
    answer: onceByKey(incoming => answer(bot, incoming)),
    wordFailure: error => wordFailure(bot, error),
  };
}

async function answer(bot: BotHouse, incoming: Incoming): Promise<Screen> {
  try {
    const code = startCode(incoming);
    if (code) return await link(bot, incoming, code);
    const screen = await asOwner(bot, incoming, async scene => {
      const gated = await gate(scene, incoming, { school: bot.house.name, linked: false });
      return gated ?? turnTo(scene, incoming);
    });
    return screen ?? (await answerStranger(bot, incoming));
  } catch (error) {
    return wordFailure(bot, error);
  }
}

function asOwner(bot: BotHouse, { from }: Incoming, show: (scene: Scene) => Promise<Screen>) {
  return asChat(bot.house, from, async (act: Act, chat: LiveChat) =>
    show({
      ...{ act, chat, students: await ownStudents(act), press: bot.press, botName: bot.botName?.() },
      ...{ paper: bot.paper ?? paperHere, later: work => bot.house.as(act.by.id, work) },
      site: chat.messenger === 'web' ? '' : (bot.publicUrl ?? null),
    }),
  );
}

/** An unlinked chat learns nothing but how to link, whatever it says. */
async function answerStranger(bot: BotHouse, incoming: Incoming): Promise<Screen> {
  const code = strangersCode(incoming);
  return code ? link(bot, incoming, code) : print(bot.press, 'link', { refusal: null });
}

async function link(bot: BotHouse, incoming: Incoming, code: string): Promise<Screen> {
  try {
    const { already } = await linkChat(bot.house, incoming.from, code);
    const greeting = already ? 'already' : 'linked';
    const screen = await asOwner(bot, incoming, async scene => {
      const gated = await gate(scene, incoming, { school: bot.house.name, linked: !already });
      return gated ?? start(scene, greeting);
    });
    return screen ?? print(bot.press, 'link', { refusal: null });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refusal = bot.press.sentence(`refusals/${error.reason}`, error.facts);
    return print(bot.press, 'link', { refusal }, error.kind);
  }
}

function wordFailure(bot: BotHouse, error: unknown): Screen {
  return error instanceof Refusal ? wordRefusal(bot, error) : ownUp(bot, error);
}

function wordRefusal({ press }: BotHouse, refusal: Refusal): Screen {
  // What is gone and what was never theirs look the same.
  if (refusal.kind === 'not-found') return print(press, 'gone', {});
  const sentenceOf = ({ reason, facts }: Refusal) => press.sentence(`refusals/${reason}`, facts);
  return print(press, 'refused', { refusal: sentenceOf(refusal), details: refusal.details.map(sentenceOf) });
}

function ownUp({ house, press, log }: BotHouse, error: unknown): Screen {
  const number = house.world.random(4).toString('hex');
  log?.error({ number, err: error }, 'fault');
  return print(press, 'fault', { number });
}
