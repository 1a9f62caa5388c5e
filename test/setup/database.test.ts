import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from './database.ts';

const database = await createDatabase();
afterAll(() => database.drop());

test('a test file has the tables of the school in a database of its own', async () => {
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query('select count(*)::int as people from person');
  await client.end();
  expect(rows[0].people).toBeGreaterThanOrEqual(0);
});
