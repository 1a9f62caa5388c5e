import Fastify from 'fastify';
import pg from 'pg';
import { readConfig } from '#config.ts';

// What the same web server and the same driver cost without a school: one `select 1` for each request.
const pool = new pg.Pool({ ...readConfig(process.env).database, max: 10 });
const app = Fastify();
app.get('/', async () => (await pool.query('select 1 as one')).rows[0]);
process.send?.(await app.listen({ port: 0, host: '127.0.0.1' }));
process.on('disconnect', () => process.exit());
process.on('message', () => process.send?.(process.cpuUsage()));
