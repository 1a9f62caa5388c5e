import pino from 'pino';
import type { Connection } from '#db/connection.ts';
import { migrate, openOrm } from '#db/orm.ts';
import { readConfig } from '../config.ts';
import { firstStart } from '../first-start.ts';
import { buildWholeHouse, type WholeHouse } from '../whole-house.ts';
import { createDatabase } from './setup/database.ts';
import { sampleMoment } from './setup/template.ts';
import { type TestWorld, testWorld } from './world.ts';

/** The whole program over the sample school, as program.ts opens it, but moved by the test: no part does anything by itself. */
export interface OpenHouse extends WholeHouse {
  connection: Connection;
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
  founding,
}: {
  at?: string;
  settings?: NodeJS.ProcessEnv;
  /** Begins with an empty database: what is done at the address that the first start prints. */
  founding?: (address: string) => Promise<void>;
} = {}): Promise<OpenHouse> {
  const opened: (() => Promise<unknown>)[] = [];
  const database = await createDatabase(founding ? null : undefined);
  const { connection } = database;
  const orm = openOrm(connection);
  opened.push(database.drop, () => orm.close());
  const world = testWorld(at);
  const config = readConfig({ PORT: '0', BACKUP_AT: 'off', ...settings });
  const ground = { orm, connection, world, config, log: pino({ level: 'silent' }) };
  if (founding) {
    await migrate(orm);
    const printed = Promise.withResolvers<string>();
    const say = (line: string) => {
      const [, address] = /open (http:\S+)/.exec(line) ?? [];
      if (address) printed.resolve(address);
    };
    const founded = firstStart(orm, { config, world, say });
    await founding(await printed.promise);
    await founded;
  }
  const whole = await buildWholeHouse(ground, step => opened.push(step));
  const address = await whole.server.listen({ port: 0, host: '127.0.0.1' });

  const courierRuns = async () => {
    world.pass(60_000);
    await whole.courier.round();
  };
  return {
    ...whole,
    connection,
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
