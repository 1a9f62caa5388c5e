import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { type Connection, connectionFromUrl } from '#db/connection.ts';

/** The program's settings, read once from the environment. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  database: Connection | undefined;
  publicUrl: string | undefined;
  /** From where a proxy may say who visits: «loopback», «uniquelocal», addresses. */
  trustProxy: string[];
  telegramToken: string | undefined;
  telegramApiRoot: string;
  timeZone: string | undefined;
  smtpUrl: string | undefined;
  /** Origins of push services beside those of the known browsers. */
  pushServices: string[];
  /** Where backups and exports lie. */
  backupDir: string;
  /** Local time of the nightly backup, «02:30»; without one there is none. */
  backupAt: string | undefined;
  /** How many backups are kept: the last of so many days, weeks and months. */
  backupKeep: Keep;
  logLevel: string;
  /** A school of one's own begins here, instead of the sample school. */
  empty: boolean;
}

export interface Keep {
  days: number;
  weeks: number;
  months: number;
}

/** A setting that will not do; main.ts prints its one line and stops. */
export class WrongSetting extends Error {}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads and checks the environment and the options of the command line. Throws WrongSetting naming what will not do. */
export function readConfig(env: NodeJS.ProcessEnv, options: readonly string[] = []): Config {
  const unknown = options.find(option => option !== '--empty');
  if (unknown !== undefined) throw new WrongSetting(`${unknown} is no option of this program: there is only --empty`);
  const dataDir = resolve(env.DATA_DIR || 'data');
  return {
    port: read(env, 'PORT', 'a number from 0 to 65535', text => wholeNumber(text, 65_535)) ?? 3000,
    host: env.HOST || '127.0.0.1',
    dataDir,
    database: read(env, 'DATABASE_URL', 'postgres://user:password@host:5432/database', connectionFromUrl),
    publicUrl: read(env, 'PUBLIC_URL', 'https://journal.example', webAddress),
    trustProxy: read(env, 'TRUST_PROXY', 'loopback, uniquelocal, or addresses', proxies, 'loopback')!,
    telegramToken: read(env, 'TELEGRAM_TOKEN', 'the token BotFather gave, 123456:ABC…', botToken),
    telegramApiRoot: read(env, 'TELEGRAM_API_ROOT', 'http(s)://host', webAddress) ?? 'https://api.telegram.org',
    timeZone: read(env, 'TZ_SCHOOL', 'a time zone such as Europe/Moscow', timeZone),
    smtpUrl: read(env, 'SMTP_URL', 'smtp://user:password@host:587', smtpAddress),
    pushServices: read(env, 'PUSH_SERVICES', 'addresses of push services, https://push.example', origins) ?? [],
    backupDir: env.BACKUP_DIR?.trim() ? resolve(env.BACKUP_DIR.trim()) : join(dataDir, 'backups'),
    backupAt: read(env, 'BACKUP_AT', 'a time such as 02:30, or off', timeOfDay, '02:30'),
    backupKeep: read(env, 'BACKUP_KEEP', 'days, weeks and months, such as 7,4,12', keep, '7,4,12')!,
    empty: options.includes('--empty'),
    logLevel: read(env, 'LOG_LEVEL', `one of ${levels.join(', ')}`, oneOfLevels) ?? 'info',
  };
}

function read<T>(
  ...[env, name, wanted, parse, usual]: [NodeJS.ProcessEnv, string, string, (text: string) => T, usual?: string]
): T | undefined {
  const text = env[name]?.trim() || usual;
  if (!text) return undefined;
  try {
    return parse(text);
  } catch {
    // The value itself stays out of the line: it may hold a password.
    throw new WrongSetting(`${name} will not do: it should be ${wanted}.`);
  }
}

function wholeNumber(text: string, most: number): number {
  if (!/^\d+$/.test(text) || Number(text) > most) throw new RangeError(text);
  return Number(text);
}

function webAddress(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(text);
  return url.href.replace(/\/$/, '');
}

function smtpAddress(text: string): string {
  if (!/^smtps?:$/.test(new URL(text).protocol)) throw new TypeError(text);
  return text;
}

function origins(text: string): string[] {
  return text.split(/\s+/).map(one => new URL(webAddress(one)).origin);
}

function botToken(text: string): string {
  if (!/^\d+:[\w-]+$/.test(text)) throw new TypeError('token');
  return text;
}

function timeZone(text: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
}

function proxies(text: string): string[] {
  const places = text.split(/[\s,]+/).filter(Boolean);
  for (const place of places)
    if (!['loopback', 'linklocal', 'uniquelocal'].includes(place) && !isIP(place.replace(/\/\d{1,3}$/, '')))
      throw new TypeError(place);
  return places;
}

function timeOfDay(text: string): string | undefined {
  if (text === 'off') return undefined;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new RangeError(text);
  return text;
}

function keep(text: string): Keep {
  const numbers = text.split(',').map(one => wholeNumber(one.trim(), 1000));
  const [days = 0, weeks, months] = numbers;
  if (days === 0 || weeks === undefined || months === undefined || numbers.length > 3) throw new RangeError(text);
  return { days, weeks, months };
}

function oneOfLevels(text: string): string {
  if (!levels.includes(text)) throw new TypeError(text);
  return text;
}
