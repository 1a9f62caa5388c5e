import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { readConfig, WrongSetting } from './config.ts';
import { isCannotStart } from './db/server/cannot-start.ts';
import { openLog, rememberLines } from './log.ts';
import type { Program } from './program.ts';

// The caretaker: reads the settings, opens the house, and closes it in order. Time and chance enter here.
const world = { now: () => new Date(), random: randomBytes };
const say = (line: string) => console.log(`zvonok: ${line}`);

try {
  const config = readConfig(process.env, process.argv.slice(2));
  // Loaded only now: a wrong setting is told at once.
  const { openProgram } = await import('./program.ts');
  const recent = rememberLines(500);
  const out = process.stdout.isTTY ? await prettyLines() : pino.destination(1);
  const log = openLog(config.logLevel, recent.destination(out));
  const ending = new AbortController();
  const opening = openProgram(config, { world, say, log, recentLog: recent.lines, stopping: ending.signal });

  let closing: Promise<void> | undefined;
  const close = (signal: NodeJS.Signals) => {
    // A second Ctrl-C means «at once»; a service manager may repeat its SIGTERM and means nothing by it.
    if (closing && signal === 'SIGINT') process.exit(1);
    ending.abort();
    closing ??= closeProgram(opening, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
  await opening;
} catch (error) {
  if (!(error instanceof WrongSetting || isCannotStart(error))) throw error;
  console.error(`zvonok: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** Also in the middle of opening: what has begun is finished first, so that it can be closed in order. */
async function closeProgram(opening: Promise<Program>, signal: NodeJS.Signals): Promise<void> {
  say(`${signal}: closing`);
  await opening.then(program => program.close()).catch(() => {});
  say('closed');
}

async function prettyLines() {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true });
}
