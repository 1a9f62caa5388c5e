import type { PrintedScreen } from '#templates/press.ts';

/** Where a conversation takes place: a messenger and the chat's own address in it. */
export interface Address {
  messenger: 'web' | 'telegram' | 'email' | 'push';
  address: string;
}

/** What a person wrote or pressed, from any messenger. `key` is the same when the messenger repeats itself. */
export interface Incoming {
  from: Address;
  key: string;
  text?: string;
  /** The data of a pressed button, as a screen's template gave it. */
  button?: string;
  /** What it was instead of words said now; `text` is empty then. */
  odd?: Odd;
  /** The messenger's id of the bot's own message that this one answers. */
  repliesTo?: string;
}

export type Odd = 'edited' | 'forwarded' | 'sticker' | 'voice' | 'file' | 'other';

/** What the person sees: printed text, buttons, perhaps a picture, and the name of what was understood. */
export interface Screen extends PrintedScreen {
  screen: string;
  argument?: string;
  picture?: Picture;
  file?: ScreenFile;
}

/** A picture above the text, which says the same in words. */
export interface Picture {
  svg: string;
  /** What it shows, in a sentence. */
  alt: string;
  /** Where the site draws it for the same person. */
  path: string;
}

/** A file that goes with a screen: made when it is sent, never before. */
export interface ScreenFile {
  /** As its reader sees it: «5Б Итоги успеваемости класса, 1 четверть.pdf». */
  name: string;
  kind: 'pdf' | 'xlsx';
  /** Where the site makes the same anew for the same person. */
  path: string;
  /** Its bytes. Refuses as the use case behind it does, though a moment ago it would not have. */
  make(): Promise<Buffer>;
}

/** Limits every messenger keeps, the tightest of them. */
export const mostCharacters = 4000;
export const mostFileBytes = 50 * 1024 * 1024;
export const mostButtonBytes = 64;

/** The port to one messenger. `show` ends in Undeliverable when the messenger would not take it, or when the signal is given. */
export interface Messenger {
  name: Address['messenger'];
  show(address: string, screen: Told, options?: ShowOptions): Promise<{ messageId?: string }>;
}

/** What the courier has to say; a messenger that carries no files says the words alone. */
export type Told = PrintedScreen & { file?: ScreenFile };

export interface ShowOptions {
  signal?: AbortSignal;
  /** Names what is said: the same when it is said again, because nobody knows whether it arrived. */
  key?: string;
  /** What the address needs beside itself. */
  means?: Readonly<Record<string, string>> | null;
  /** What only a letter has. */
  letter?: LetterWords;
}

/** Words of a letter's head, instead of the usual. */
export interface LetterWords {
  /** Names nobody. */
  subject: string;
  /** An address of the site where its reader ends this kind of letters; else where all of them end. */
  endAt?: string;
}

/** Why a message did not go: for good, for now, or to an address that has moved. */
export class Undeliverable extends Error {
  readonly why: 'blocked' | 'gone' | 'moved' | 'busy' | 'unreachable';
  /** Not before so many ms, when the messenger says so. */
  readonly retryAfter: number | undefined;
  readonly movedTo: string | undefined;

  constructor(why: Undeliverable['why'], options: { retryAfter?: number; movedTo?: string; cause?: unknown } = {}) {
    super(`undeliverable: ${why}`, { cause: options.cause });
    this.name = 'Undeliverable';
    this.why = why;
    this.retryAfter = options.retryAfter;
    this.movedTo = options.movedTo;
  }
}
