import pg from 'pg';
import { inject } from 'vitest';
import type { Connection } from '#db/connection.ts';
import { urlOf } from '#db/server/way.ts';
import { templateName } from './kept-template.ts';

/** A test file's own database. */
export interface TestDatabase {
  connection: Connection;
  url: string;
  /** Breaks off whoever is still in it. */
  drop(): Promise<void>;
}

let made = 0;

/** Makes a database for this test file: a copy of the sample school, or of another template, `null` for an empty one. */
export async function createDatabase(template: string | null = templateName): Promise<TestDatabase> {
  const superuser = inject('superuser');
  const database = `test_${process.pid}_${++made}`;
  await command(
    superuser,
    `create database ${database} owner zvonok template ${template ?? 'template0'} strategy file_copy`,
  );
  const connection = { ...superuser, user: 'zvonok', database };
  return {
    connection,
    url: urlOf(connection),
    drop: () => command(superuser, `drop database if exists ${database} with (force)`),
  };
}

async function command(superuser: Connection, sql: string): Promise<void> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
