import pg from 'pg';
import type { Connection } from '../connection.ts';

/** By this name other programs see who makes or reads an archive. */
export const archiveApplication = 'zvonok-archive';

/** A session in which every value has the same text on every server, so that archives can be compared byte by byte. */
export async function openSession(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, application_name: archiveApplication, keepAlive: true });
  // A session that breaks off ends its queries with an error, which is enough.
  client.on('error', () => {});
  await client.connect();
  await client.query(`
    set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC';
    set bytea_output = 'hex'; set extra_float_digits = 1; set search_path = public;
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`);
  return client;
}

/** Works in a session of its own, which is cut off where the work has failed: it may stand in the middle of a COPY. */
export async function inSession<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openSession(connection);
  try {
    const result = await work(client);
    await client.end();
    return result;
  } catch (error) {
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    throw error;
  }
}

/** Sees everything as it stood at one moment, whoever writes meanwhile. */
export async function inSnapshot<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return inSession(connection, async client => {
    await client.query('begin isolation level repeatable read read only');
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}
