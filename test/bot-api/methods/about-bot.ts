import type { BotCommand } from 'grammy/types';
import { isObject, json } from '../params.ts';
import { badRequest, tooManyRequests } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import type { Telegram } from '../telegram.ts';

/** getMe */
export function getMe(telegram: Telegram) {
  return telegram.bot;
}

/** logOut: afterwards this server knows the bot no more. */
export function logOut(telegram: Telegram) {
  telegram.loggedOut = true;
  return true;
}

/** close: 429 in the first ten minutes after the start. */
export function close(telegram: Telegram) {
  const age = (telegram.time() - telegram.startedAt) / 1000;
  if (age < 600) throw tooManyRequests(600 - age);
  return true;
}

/** setMyCommands: at most 100, a name of 1–32 small Latin letters, digits and underscores, a description of 1–256. */
export function setMyCommands(telegram: Telegram, request: ApiRequest) {
  const commands = json(request, 'commands', 'commands') ?? [];
  if (!Array.isArray(commands)) throw badRequest('Expected an Array of BotCommand');
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  telegram.commands.set(scope(request), commands.map(command));
  return true;
}

/** getMyCommands */
export function getMyCommands(telegram: Telegram, request: ApiRequest) {
  return telegram.commands.get(scope(request)) ?? [];
}

/** deleteMyCommands */
export function deleteMyCommands(telegram: Telegram, request: ApiRequest) {
  telegram.commands.delete(scope(request));
  return true;
}

function command(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("Can't parse BotCommand: expected an Object");
  const { command: name, description } = value;
  if (typeof name !== 'string') throw badRequest('Can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') throw badRequest('Can\'t parse BotCommand: Can\'t find field "description"');
  if (!/^\/?[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name.replace(/^\//, ''), description };
}

function scope(request: ApiRequest) {
  const given = json(request, 'scope', 'BotCommandScope') ?? { type: 'default' };
  if (!isObject(given)) throw badRequest("Can't parse BotCommandScope: BotCommandScope must be an Object");
  return JSON.stringify([given.type, given.chat_id, given.user_id, request.params.language_code ?? '']);
}
