import pg from 'pg';
import type { Connection } from './connection.ts';

/** A listener to what transactions say as they are committed. */
export interface Listening {
  stop(): Promise<void>;
}

interface Options {
  channel: string;
  /** Hears each word once, in the order of commits. */
  hear(word: string): void;
  /** Something may have been missed: the connection was lost and is there again. */
  again?(): void;
}

const pauseMs = 1000;

/** Listens on a connection of its own (LISTEN/NOTIFY); a lost one is opened anew until stopped. */
export async function listen(connection: Connection, { channel, hear, again }: Options): Promise<Listening> {
  let client: pg.Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const open = async () => {
    const own = new pg.Client({ ...connection, application_name: 'zvonok-listening', keepAlive: true });
    client = own;
    own.on('notification', ({ payload }) => hear(payload ?? ''));
    own.on('error', () => reopen(own));
    own.on('end', () => reopen(own));
    await own.connect();
    await own.query(`listen ${pg.escapeIdentifier(channel)}`);
  };
  const reopen = (lost: pg.Client) => {
    if (stopped || lost !== client) return;
    client = undefined;
    timer = setTimeout(() => {
      open().then(again, () => client && reopen(client));
    }, pauseMs);
  };

  await open();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
