import pino from 'pino';
import { openOrm } from '#db/orm.ts';
import { readConfig } from '../config.ts';
import { buildWholeHouse, type WholeHouse } from '../whole-house.ts';
import { createDatabase } from './setup/database.ts';
import { sampleMoment } from './setup/template.ts';
import { type TestWorld, testWorld } from './world.ts';

/** The whole program over the sample school, as program.ts opens it, but moved by the test: no part does anything by itself. */
export interface OpenHouse extends WholeHouse {
  /** Where the browser's door is. */
  address: string;
  /** Its clock stands until the test moves it. */
  world: TestWorld;
  /** A minute passes, in which notices gather, and the courier carries them. */
  courierRuns(): Promise<void>;
  /** The clock ticks at that moment, and what it has planned is done and carried. */
  clockStrikes(moment: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on a database of its own; `settings` are those of the environment beside the port. */
export async function openWholeSchool({
  at = sampleMoment,
  settings = {},
}: {
  at?: string;
  settings?: NodeJS.ProcessEnv;
} = {}): Promise<OpenHouse> {
  const opened: (() => Promise<unknown>)[] = [];
  const database = await createDatabase();
  const { connection } = database;
  const orm = openOrm(connection);
  opened.push(database.drop, () => orm.close());
  const world = testWorld(at);
  const ground = {
    orm,
    connection,
    world,
    config: readConfig({ PORT: '0', BACKUP_AT: 'off', ...settings }),
    log: pino({ level: 'silent' }),
  };
  const whole = await buildWholeHouse(ground, step => opened.push(step));
  const address = await whole.server.listen({ port: 0, host: '127.0.0.1' });

  const courierRuns = async () => {
    world.pass(60_000);
    await whole.courier.round();
  };
  return {
    ...whole,
    address,
    world,
    courierRuns,
    clockStrikes: async moment => {
      world.set(moment);
      await whole.clock.tick();
      await whole.queue.workOff();
      await courierRuns();
    },
    close: async () => {
      for (const step of opened.reverse()) await step();
    },
  };
}
