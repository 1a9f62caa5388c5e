import Fastify from 'fastify';
import pg from 'pg';
import { readConfig } from '#config.ts';
import { sayUsage } from './say-usage.ts';

// What the same web server and the same driver cost without a school: one `select 1` for each request, and one row written and
// committed, which waits for the disk.
const pool = new pg.Pool({ ...readConfig(process.env).database, max: 10 });
await pool.query('create schema if not exists bench');
await pool.query('create table if not exists bench.entry (id bigserial primary key, body jsonb not null)');
const app = Fastify();
app.get('/', async () => (await pool.query('select 1 as one')).rows[0]);
const insert = { name: 'entry', text: 'insert into bench.entry (body) values ($1) returning id' };
app.put('/', async request => (await pool.query(insert, [JSON.stringify(request.body)])).rows[0]);
process.send?.(await app.listen({ port: 0, host: '127.0.0.1' }));
process.on('disconnect', () => process.exit());
sayUsage();
