import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { readConfig } from '#config.ts';
import { openProgram } from '../../program.ts';
import { sayUsage } from './say-usage.ts';

// The whole program as it always runs, on the day of the benchmark: its clock begins at ZVONOK_BENCH_AT and goes on.
const began = Date.now();
const from = new Date(process.env.ZVONOK_BENCH_AT ?? '').getTime();
const world = { now: () => new Date(from + Date.now() - began), random: randomBytes };
const program = await openProgram(readConfig(process.env), { world, say: () => {}, log: pino({ level: 'silent' }) });
process.send?.(program.address);
process.on('disconnect', () => void program.close().finally(() => process.exit()));
sayUsage();
