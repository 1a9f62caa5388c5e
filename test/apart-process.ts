import { once } from 'node:events';
import type { Connection } from '#db/connection.ts';
import { openApart } from '../apart/apart.ts';

/** What a test tells this process before it begins. */
export interface ApartErrand {
  connection: Connection;
  timeZone: string;
  at: string;
  packageId: number;
  by: number;
}

// A program that has a package made apart, to be killed.
const told = once(process, 'message') as Promise<[ApartErrand]>;
process.send!('ready');
const [{ connection, timeZone, at, packageId, by }] = await told;
const world = { now: () => new Date(at), random: (size: number) => Buffer.alloc(size) };
await openApart({ connection, timeZone, world }).work('report-package')({ packageId, by });
