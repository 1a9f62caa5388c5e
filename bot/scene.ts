import type { Act } from '#school/act.ts';
import type { LiveChat } from '#school/chats.ts';
import type { OwnStudent } from '#school/own-students.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import type { Screen } from './messenger.ts';

/** Everything a screen stands in: the person's act, the chat, whose journals are theirs, and the press. */
export interface Scene {
  act: Act;
  chat: LiveChat;
  students: readonly OwnStudent[];
  press: Press;
  /** Name of the Telegram bot, when one runs. */
  botName: string | undefined;
  /** What an address of the site begins with here: nothing in the chat on the site itself, null when nobody has told us. */
  site: string | null;
  paper: PaperMachine;
  /** Runs something as the same person when the answer is over: a file is made while it is sent. */
  later<T>(work: (act: Act) => Promise<T>): Promise<T>;
}

/** Shows one screen; `args` are the words of a button's data after the screen's path, checked by nobody yet. */
export type Show = (scene: Scene, ...args: string[]) => Promise<Screen>;

/** Prints templates/bot/<screen>.hbs; the argument says what of it was understood. */
export function print(press: Press, screen: string, view: object, argument?: string): Screen {
  const printed = press.screen(`bot/${screen}`, view);
  return { ...printed, screen, ...(argument ? { argument } : {}) };
}
