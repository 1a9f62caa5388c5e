import { Undeliverable } from '../messenger.ts';

/** What nodemailer adds to an error: where in the conversation it happened and what the server answered. */
interface MailError extends Error {
  command?: string;
  responseCode?: number;
}

/**
 * What a mail server's answer means for a letter. Only its word about the addressee, 5xx to RCPT TO, ends the address; 4xx,
 * a line that breaks and our own sender refused are no fault of the reader's and wait. A text refused for good is a plain fault.
 * None of it repeats the server's sentence: that names the address.
 */
export function mailFailureOf(error: unknown): Error {
  const { command, responseCode } = error as MailError;
  if (responseCode === undefined || responseCode < 500) return new Undeliverable('unreachable');
  if (command === 'RCPT TO') return new Undeliverable('gone');
  return command === 'DATA' ? new Error(`mail: ${responseCode}`) : new Undeliverable('unreachable');
}
