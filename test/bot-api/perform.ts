import * as aboutBot from './methods/about-bot.ts';
import * as answering from './methods/answering.ts';
import * as changing from './methods/changing.ts';
import { getFile, sendDocument, sendPhoto } from './methods/files.ts';
import * as receiving from './methods/receiving.ts';
import { sendChatAction, sendMessage } from './methods/sending.ts';
import * as topics from './methods/topics.ts';
import { Refused } from './refused.ts';
import type { ApiRequest } from './request.ts';
import type { Telegram } from './telegram.ts';

type Method = (telegram: Telegram, request: ApiRequest, hungUp: AbortSignal) => unknown;

const methods: Record<string, Method> = {
  ...aboutBot,
  ...receiving,
  ...changing,
  ...answering,
  ...topics,
  ...{ sendMessage, sendChatAction, sendPhoto, sendDocument, getFile },
};

const names = new Map(Object.keys(methods).map(name => [name.toLowerCase(), name]));

/** What goes back over the wire. */
export interface Reply {
  code: number;
  body: Record<string, unknown>;
}

/** The method's name as documented, or undefined when there is none such: «all methods are case-insensitive». */
export function methodName(given: string): string | undefined {
  return names.get(given.toLowerCase());
}

/** Carries out a method and words its outcome as the documentation says. */
export async function perform(
  telegram: Telegram,
  name: string,
  { request, hungUp }: { request: ApiRequest; hungUp: AbortSignal },
): Promise<Reply> {
  try {
    const method = methods[methodName(name) ?? ''];
    if (!method) throw new Refused(404, 'Not Found: method not found');
    if (telegram.loggedOut) throw new Refused(400, 'Logged out');
    return { code: 200, body: { ok: true, result: await method(telegram, request, hungUp) } };
  } catch (error) {
    if (error instanceof Refused) return refusal(error);
    // A fault of the stand-in itself must be seen in the test that met it.
    return refusal(new Refused(500, `Internal Server Error: ${error instanceof Error ? error.stack : String(error)}`));
  }
}

/** `{ok: false, error_code, description, parameters?}` */
export function refusal({ code, message, parameters }: Refused): Reply {
  const body = { ok: false, error_code: code, description: message, ...(parameters ? { parameters } : {}) };
  return { code, body };
}
