import { once } from 'node:events';
import pino from 'pino';
import { openCourier } from '#bot/courier.ts';
import { openEmail } from '#bot/email/email.ts';
import { openPush } from '#bot/push/push.ts';
import { openTelegram } from '#bot/telegram/telegram.ts';
import type { Connection } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { openPost } from '#jobs/post.ts';
import { openHouse } from '#school/house.ts';
import { openPress } from '#templates/press.ts';

/** What a test tells this process before it may begin. */
export interface Errand {
  connection: Connection;
  telegram?: { apiRoot: string; token: string };
  /** Address of a mail server. */
  smtpUrl?: string;
  pushKeys?: { publicKey: string; privateKey: string };
  /** The moment at which its clock begins. */
  at: string;
}

// A program that only carries, made to be killed: it boots, says so, and begins when it is told where.
const told = once(process, 'message') as Promise<[Errand]>;
process.send!('ready');
const [{ connection, telegram, smtpUrl, pushKeys, at }] = await told;

const start = new Date(at).getTime() - performance.now();
const world = { now: () => new Date(start + performance.now()), random: (size: number) => Buffer.alloc(size) };
const house = await openHouse(openOrm(connection), { world });
const press = openPress({ timeZone: house.timeZone, now: world.now });
const log = pino({ level: 'silent' });
const onlyCarries = () => new Error('this process only carries');
const bot = {
  answer: () => Promise.reject(onlyCarries()),
  wordFailure: () => {
    throw onlyCarries();
  },
};
const site = 'https://journal.example';
const pace = { allMs: 4, chatMs: 0 };
const messengers = [
  ...(telegram ? [openTelegram({ ...telegram, house, press, bot, log, pace }).messenger] : []),
  ...(smtpUrl ? [openEmail({ press, letterBox: openPost(smtpUrl), site })] : []),
  ...(pushKeys ? [openPush({ press, keys: pushKeys, site, now: world.now })] : []),
];
openCourier({ house, press, log, messengers, everyMs: 10 }).start();
