import type { ResponseParameters } from 'grammy/types';

/** A refusal the Bot API documents: `error_code`, `description`, response parameters. */
export class Refused extends Error {
  code: number;
  parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400. Telegram lowers the first letter of what went wrong unless it is a code such as BUTTON_DATA_INVALID. */
export function badRequest(what: string, parameters?: ResponseParameters) {
  const code = /^[A-Z][A-Z_]/.test(what);
  return new Refused(400, `Bad Request: ${code ? what : what.charAt(0).toLowerCase() + what.slice(1)}`, parameters);
}

/** 403: the chat exists, but the bot may not write there. */
export function forbidden(why: string) {
  return new Refused(403, `Forbidden: ${why}`);
}

/** 409: somebody else receives the updates. */
export function conflict(why: string) {
  return new Refused(409, `Conflict: ${why}`);
}

/** 429 with `retry_after` in whole seconds, at least one. */
export function tooManyRequests(seconds: number) {
  const retryAfter = Math.max(1, Math.ceil(seconds));
  return new Refused(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}
