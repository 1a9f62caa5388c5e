import { GrammyError, HttpError } from 'grammy';
import { Undeliverable } from '../messenger.ts';

/**
 * What a failed call to Telegram means for a message. Gives Undeliverable, or a plain fault when the message itself is
 * wrong; either says nothing of its text: grammY's own errors carry the payload, and the token in the address.
 */
export function failureOf(error: unknown): Error {
  if (error instanceof Undeliverable) return error;
  // A reset after the connection stood is "unknown", not "unsent"; the courier tries again either way.
  if (!(error instanceof GrammyError)) return new Undeliverable('unreachable');
  const { error_code: code, description, parameters, method } = error;
  if (code === 429) return new Undeliverable('busy', { retryAfter: (parameters.retry_after ?? 1) * 1000 });
  if (parameters.migrate_to_chat_id) {
    return new Undeliverable('moved', { movedTo: String(parameters.migrate_to_chat_id) });
  }
  if (code === 403) return new Undeliverable(/deactivated/.test(description) ? 'gone' : 'blocked');
  if (code === 400 && /chat not found|PEER_ID_INVALID|user not found/i.test(description))
    return new Undeliverable('gone');
  // A token revoked or another server under the address: not the message's fault, so it waits.
  if (code >= 500 || code === 401 || code === 404 || code === 409) return new Undeliverable('unreachable');
  return new Error(`${method}: ${code} ${description}`);
}

/**
 * A failure as the log may have it: what the server said, the connection's or the database's code, or where we ourselves went
 * wrong; never an address (it holds the token), nothing of a text.
 */
export function inShort(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`;
  if (error instanceof Undeliverable) return error.why;
  const { code, name, message, stack } = (error instanceof HttpError ? error.error : error) as NodeJS.ErrnoException;
  if (error instanceof HttpError) return code ?? (/timed out/.test(message) ? 'no answer' : name);
  return code ?? stack ?? message;
}

/** «Message is not modified» and the like: the call changed nothing because there was nothing to change. */
export function isNoChange(error: unknown): boolean {
  return error instanceof GrammyError && /message is not modified/.test(error.description);
}

/** Telegram knows no bot with this token. */
export function isWrongToken(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}
