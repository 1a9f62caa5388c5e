import { fork } from 'node:child_process';
import { join } from 'node:path';
import { migrate, openOrm } from '#db/orm.ts';
import { fillSampleSchool, isEmpty } from '#db/sample/fill.ts';
import { putLargeForum } from '#db/sample/large-forum.ts';
import { putWholeYear } from '#db/sample/whole-year.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#db/server/embedded.ts';

/** The last school day of the benchmark's year, after the lessons. */
export const benchDay = '2027-05-20';
export const benchMoment = `${benchDay}T18:00:00+03:00`;

/** The forum of a large school after three years. */
const largeForum = { topics: 5_000, replies: 100_000, long: { topics: 50, replies: 500 }, at: new Date(benchMoment) };

/** The program's own PostgreSQL in the folder, holding the city school with a year behind it; filled the first time. */
export async function openGround(folder: string, say: (line: string) => void): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(folder, { log: say });
  const orm = openOrm(server.connection);
  try {
    await migrate(orm);
    if (await isEmpty(orm)) {
      const at = new Date(benchMoment);
      await fillSampleSchool(orm, { students: 1200, today: benchDay, at, progress: step => say(`filling: ${step}`) });
      await orm.em.fork().execute('analyze');
    }
    await putWholeYear(orm.em.fork());
    await putLargeForum(orm.em.fork(), largeForum);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await orm.close();
  }
}

/** A server in a process of its own. */
export interface Apart {
  address: string;
  pid: number;
  /** Processor time it has used, in ms: says the same on a busy machine and on a quiet one. */
  cpu(): Promise<number>;
  /** Memory it holds now, its garbage thrown away, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts scripts/bench/<name>.ts over the database; it says its address when it is ready; `more` is added to its environment. */
export function startApart(name: string, databaseUrl: string, more: NodeJS.ProcessEnv = {}): Promise<Apart> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    TELEGRAM_TOKEN: '',
    ZVONOK_BENCH_AT: benchMoment,
    ...more,
  };
  const child = fork(join(import.meta.dirname, `${name}.ts`), { env, execArgv: ['--expose-gc'] });
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const stop = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  const ask = (what: 'cpu' | 'memory') =>
    new Promise<number>(resolve => {
      child.once('message', answer => resolve(Number(answer)));
      child.send(what);
    });
  return new Promise((resolve, reject) => {
    child.once('message', address =>
      resolve({ address: String(address), pid: child.pid!, cpu: () => ask('cpu'), memory: () => ask('memory'), stop }),
    );
    child.once('exit', code => reject(new Error(`${name} ended with ${code}`)));
  });
}
