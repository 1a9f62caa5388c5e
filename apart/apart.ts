import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Connection } from '#db/connection.ts';
import type { Attempt, Work } from '#jobs/queue.ts';
import type { World } from '#school/world.ts';

/** Does works of the queue that keep a processor busy for minutes, each in a process of its own, so that people are answered meanwhile. */
export interface Apart {
  /** The work of that name (works.ts), done elsewhere. */
  work(name: string): Work;
  /** What is being done is broken off; later nothing is done any more. */
  stop(): Promise<void>;
}

/** What the process is told, and what it answers. */
export interface ApartOrder {
  name: string;
  data: Record<string, unknown>;
  attempt: Attempt | undefined;
  connection: Connection;
  timeZone: string;
  /** What time it is there. */
  at: string;
}
export type ApartAnswer = { done: true } | { failure: ApartFault };

/** An error as it goes between processes: with what the log knows one of the database by, whose words it does not keep. */
export interface ApartFault {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  severity?: string;
  constraint?: string;
  table?: string;
}

interface Ground {
  connection: Connection;
  timeZone: string;
  world: World;
  /** Hears the number of each process; tests kill it. */
  begun?(pid: number): void;
  /** A process that has not ended by then is ended: none holds up the others for good. */
  longestMs?: number;
}

/** A work that needs more is a mistake, and ends instead of taking the memory of the whole machine. */
const heapMegabytes = 512;
/** Less than the queue gives such a work. */
const longest = 50 * 60_000;

/** One process after another, never two at once: begun for a work and gone with it, its memory too. Killed, the work fails and is tried again by the queue. */
export function openApart({ connection, timeZone, world, begun = () => {}, longestMs = longest }: Ground): Apart {
  let before: Promise<unknown> = Promise.resolve();
  let running: ChildProcess | undefined;
  let stopped = false;

  const run = (work: Pick<ApartOrder, 'name' | 'data' | 'attempt'>): Promise<void> => {
    if (stopped) return Promise.reject(new Error('the program is closing'));
    const order: ApartOrder = { ...work, connection, timeZone, at: world.now().toISOString() };
    return new Promise((resolve, reject) => {
      const child = begin(longestMs);
      running = child;
      if (child.pid !== undefined) begun(child.pid);
      let answer: ApartAnswer | undefined;
      child.once('message', (said: ApartAnswer) => {
        answer = said;
        child.disconnect();
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        running = undefined;
        if (answer && 'done' in answer) resolve();
        else if (answer) reject(Object.assign(new Error(), answer.failure));
        else reject(new Error(`the process of «${work.name}» has ended (${signal ?? code})`));
      });
      child.send(order, error => error && reject(error));
    });
  };

  return {
    work: name => (data, attempt) => {
      const mine = before.then(() => run({ name, data, attempt }));
      before = mine.catch(() => {});
      return mine;
    },
    stop: async () => {
      stopped = true;
      running?.kill('SIGKILL');
      await before;
    },
  };
}

function begin(longestMs: number): ChildProcess {
  return fork(join(import.meta.dirname, 'process.ts'), {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...{ timeout: longestMs, killSignal: 'SIGKILL' },
  });
}
