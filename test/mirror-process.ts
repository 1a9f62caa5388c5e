import { once } from 'node:events';
import pino from 'pino';
import { openClient } from '#bot/telegram/client.ts';
import { openMirror } from '#bot/telegram/mirror.ts';
import { openPace } from '#bot/telegram/pace.ts';
import { openOrm } from '#db/orm.ts';
import { openHouse } from '#school/house.ts';
import { openPress } from '#templates/press.ts';
import type { Errand } from './courier-process.ts';

/** Its minutes take three seconds: Telegram's twenty messages a minute are not waited for. */
const speed = 20;

// A program that only mirrors, made to be killed: it boots, says so, and begins when it is told where.
const told = once(process, 'message') as Promise<[Errand]>;
process.send!('ready');
const [{ connection, telegram, at }] = await told;

const [start, began] = [new Date(at).getTime(), performance.now()];
const now = () => new Date(start + (performance.now() - began) * speed);
const house = await openHouse(openOrm(connection), {
  world: { now, random: (size: number) => Buffer.alloc(size) },
});
const api = openClient({ ...telegram!, closing: new AbortController().signal, onSuccess: () => {} });
openMirror({
  ...{ api, house, press: openPress({ timeZone: house.timeZone, now }), log: pino({ level: 'silent' }) },
  ...{ pace: openPace({ allMs: 0, chatMs: 0 }), site: undefined, botName: () => undefined, everyMs: 10 },
  fetchFile: () => Promise.reject(new Error('this process only speaks')),
}).start();
