import type { Logger } from 'pino';
import type { Connection } from '#db/connection.ts';
import { migrate, openOrm } from '#db/orm.ts';
import { fillSampleSchool, isEmpty, isSample } from '#db/sample/fill.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { startEmbeddedServer } from '#db/server/embedded.ts';
import { beginHistory } from '#journal/history/opening.ts';
import { beginHistoryOfLessons } from '#journal/history/opening-lessons.ts';
import { dayOf } from '#school/calendar.ts';
import type { World } from '#school/world.ts';
import type { Config } from './config.ts';
import { firstStart } from './first-start.ts';
import { listen } from './listen.ts';
import { buildWholeHouse } from './whole-house.ts';

/** The running program. */
export interface Program {
  /** Where the browser's door is. */
  address: string;
  /** Closes the doors, then the house, then the ground. */
  close(): Promise<void>;
}

interface Caretaker {
  world: World;
  /** Hears one line per step. */
  say(line: string): void;
  log: Logger;
  /** The last lines of the log. */
  recentLog?(): readonly string[];
  /** The program is to end, whatever it is still waiting for. */
  stopping?: AbortSignal;
}

/** Builds the house on its ground and opens the doors. Rejects with `cannotStart` naming what to put right. */
export async function openProgram(config: Config, caretaker: Caretaker): Promise<Program> {
  // What has been opened, last first: closed in that order, at the end and when a later step fails.
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    // A part that will not close keeps no other open: least of all the database server, which outlives us.
    for (const step of opened.splice(0).reverse()) {
      await step().catch((err: unknown) => caretaker.log.error({ err }, 'closing'));
    }
  };
  try {
    const address = await openAll(config, caretaker, step => opened.push(step));
    return { address, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openAll(
  config: Config,
  { world, say, log, recentLog = () => [], stopping }: Caretaker,
  onClose: (step: () => Promise<unknown>) => void,
) {
  const connection = config.database ?? (await startGround(config, { say, onClose }));
  const orm = openOrm(connection);
  onClose(() => orm.close());
  await prepareGround(orm, { config, world, say, stopping });

  const whole = await buildWholeHouse({ orm, connection, config, world, log, recentLog }, onClose);
  const { house, server, telegram, courier, queue, clock } = whole;
  if (await house.asHouse(beginHistory)) say('the history of the journal begins');
  await house.asHouse(beginHistoryOfLessons);
  const address = await listen(server, config);
  if (telegram) {
    onClose(telegram.stop);
    const touch = await telegram.start();
    if (touch === 'wrong token') throw cannotStart('TELEGRAM_TOKEN will not do: Telegram knows no bot with it');
    say(
      touch === 'answering' ? `Telegram bot @${telegram.name()} is answering` : 'Telegram is out of reach, trying on',
    );
  }
  courier.start();
  onClose(courier.stop);
  if (telegram) {
    telegram.mirror.start();
    onClose(telegram.mirror.stop);
  }
  await queue.start();
  await clock.start();
  onClose(clock.stop);
  say(`the school is open: ${address}`);
  return address;
}

async function startGround(
  config: Config,
  { say, onClose }: { say(line: string): void; onClose: (step: () => Promise<unknown>) => void },
): Promise<Connection> {
  const server = await startEmbeddedServer(config.dataDir, { log: say });
  onClose(server.stop);
  return server.connection;
}

async function prepareGround(
  orm: ReturnType<typeof openOrm>,
  {
    config,
    world,
    say,
    stopping,
  }: { config: Config; world: World; say(line: string): void; stopping: AbortSignal | undefined },
): Promise<void> {
  const migrated = await migrate(orm).catch((error: Error) => {
    throw cannotStart(`the database does not answer or can't be brought up to date: ${error.message.split('\n')[0]}`);
  });
  if (migrated > 0) say(`the database is up to date (${migrated} new)`);
  if (!(await isEmpty(orm))) {
    if (config.empty && (await isSample(orm)))
      throw cannotStart(
        'the sample school lives here: choose another DATA_DIR or DATABASE_URL for a school of your own',
      );
    return;
  }
  if (config.empty) return firstStart(orm, { config, world, say, stopping });
  say('filling the sample school');
  const at = world.now();
  const timeZone = config.timeZone ?? 'Europe/Moscow';
  await fillSampleSchool(orm, { today: dayOf(at, timeZone), at, timeZone, progress: say });
}
