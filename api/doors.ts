import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import type { OpenSession } from '#school/sign-in.ts';
import type { Archives } from '#school/upkeep/archives.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import type { Live } from './live.ts';

/** The web chat as this door needs it; main.ts hands in the bot's. */
export interface ChatDoor {
  say(personId: number, incoming: { text: string } | { button: string }): Promise<ChatAnswer>;
  /** The last messages in order, or those after one of them. */
  history(personId: number, after?: number): Promise<ChatTurnView[]>;
}

export interface ChatAnswer {
  /** Of the message in the history. */
  id: number;
  text: string;
  buttons: { label: string; button: string; url?: string }[][];
  picture?: { path: string; alt: string };
  file?: { path: string; name: string };
  /** Names what was understood. */
  screen: string;
  argument?: string;
}

export interface ChatTurnView extends ChatAnswer {
  by: 'person' | 'bot';
  at: string;
}

/** State of one part of the program and when it last worked. */
export interface PartHealth {
  state: 'ok' | 'off' | 'failing';
  lastSuccessAt: string | null;
  ageSeconds: number | null;
}

export interface Health {
  database: PartHealth;
  bot: PartHealth;
  queue: PartHealth;
  clock: PartHealth;
  /** The last backup; off when the clock makes none. */
  backup: PartHealth;
}

/** Everything the browser's door is given by main.ts. */
export interface ApiHouse {
  house: House;
  press: Press;
  chat: ChatDoor;
  health(): Promise<Health>;
  /** Makes PDF and XLSX of reports. */
  paper: PaperMachine;
  /** Backups and exports. */
  archives: Archives;
  /** A ZIP for the technical support, without personal data (7d). */
  diagnosis(): Promise<{ file: string; content: Buffer }>;
  /** Where the outside finds us, for links on paper; also says that cookies are for https. */
  publicUrl?: string;
  /** From where a proxy's word about the visitor's address is taken; without it from this machine alone. */
  trustProxy?: string[];
  /** Name of the Telegram bot, when one runs: for deep links. */
  botName?(): string | undefined;
  /** Letters can be sent. */
  mails?: boolean;
  /** Browsers that have a topic open and wait for the next reply. */
  live: Live;
  /** Browsers subscribe to pushes under this key; `further` are push services beside their own. */
  push?: { publicKey: string; further: readonly string[] };
  /** Telegram's calls to us, worked afterwards; there when a public address is set. */
  webhook?: { secret: string; receive(update: unknown): Promise<void> };
  log: FastifyBaseLogger;
}

declare module 'fastify' {
  interface FastifyRequest {
    session: OpenSession | undefined;
  }
}

/** Runs a use case as the signed-in person; refuses when nobody is. */
export function actOf<T>({ house }: ApiHouse, request: FastifyRequest, work: (act: Act) => Promise<T>): Promise<T> {
  const { session } = request;
  if (!session) throw new Refusal('signed-out', 'signed-out');
  const { met } = session;
  // For the first act of a request: it may change who the person is.
  session.met = undefined;
  return house.as(session.personId, work, { met });
}

/** Whether the request comes from this very machine: the sample's passwords are shown to nobody else. */
export function fromLoopback(request: FastifyRequest): boolean {
  // Behind a proxy that nobody told us of (no PUBLIC_URL) the whole world comes from this machine.
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some(name => name in request.headers);
  if (isForwarded && !request.ips) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
}

export const statusOf: Record<Refusal['kind'], number> = {
  invalid: 422,
  'signed-out': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
};

/** The sentence of a refusal. */
export function wordRefusal(press: Press, refusal: Refusal): string {
  return press.sentence(`refusals/${refusal.reason}`, refusal.facts);
}

/** The sentence of a refusal followed by those of its details, for who sees no form to put them in. */
export function wordWholeRefusal(press: Press, refusal: Refusal): string {
  const sentences = [refusal, ...refusal.details].map(one => wordRefusal(press, one));
  return [...new Set(sentences)].join(' ');
}
