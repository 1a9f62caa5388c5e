import words from '#templates/bot/vocabulary/passwords.json' with { type: 'json' };
import { small } from './vocabulary/words.ts';

/** Whether a message holds, or looks as if it held, a password: «petrova kolokol-petrova», «пароль …». */
export function looksLikePassword(text: string): boolean {
  const pieces = text.trim().split(/\s+/);
  return pieces.some(piece => words.some(word => small(piece).startsWith(word))) || looksLikeCredentials(text);
}

/** Whether it is a login and a password: what one may ask the registrar about «пароль» is no password. */
export function looksLikeCredentials(text: string): boolean {
  const pieces = text.trim().split(/\s+/);
  const [login, password] = pieces;
  if (pieces.length !== 2 || !login || !password) return false;
  return /^[a-z][\w.@-]{2,}$/i.test(login) && /^[!-~]{6,}$/.test(password) && /[^a-z]|[a-z][A-Z]/.test(password);
}
