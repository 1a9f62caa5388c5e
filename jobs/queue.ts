import { CompiledQuery } from 'kysely';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Enqueue } from '#school/act.ts';

/** What happens with a job of one name; run at least once, so it must not mind being run again. */
export type Work = (data: Record<string, unknown>, attempt?: Attempt) => Promise<void>;

export interface Attempt {
  /** It is not tried again if it fails. */
  isLast?: boolean;
}

export interface Queue {
  /** For `act.later`: writes the job with the act's own transaction. */
  enqueue: Enqueue;
  /** Makes the tables and the queues of these jobs; nothing is worked yet. */
  prepare(works: Record<string, Work>): Promise<void>;
  /** Begins working, until stopped. */
  start(): Promise<void>;
  /** Works off what waits now, once; for tests, which have no patience for polling. */
  workOff(): Promise<void>;
  stop(): Promise<void>;
  lastSuccessAt(): Date | undefined;
}

interface QueueOptions {
  connection: { host: string; port: number; user: string; password?: string; database: string; ssl?: boolean };
  now(): Date;
  log: Logger;
}

/** Works that may take long in a large school: known to be alive by their heartbeat, not by their being done. */
const longWorks: Readonly<Record<string, QueueLimits>> = {
  backup: { expireInSeconds: 12 * 3600, heartbeatSeconds: 60 },
  export: { expireInSeconds: 12 * 3600, heartbeatSeconds: 60 },
  // Somebody is waiting: taken up again soon after the program was killed.
  'report-package': { expireInSeconds: 3600, heartbeatSeconds: 20 },
  'class-journal': { expireInSeconds: 3600, heartbeatSeconds: 20 },
};

interface QueueLimits {
  expireInSeconds: number;
  heartbeatSeconds: number;
}

/** How often the queue looks for works whose heart beats no more. */
const lookAfterSeconds = 20;

type Job = Pick<JobWithMetadata<Record<string, unknown>>, 'data' | 'retryCount' | 'retryLimit'>;

/** The queue of what is done later, on pg-boss in the school's own database. */
export function openQueue({ connection, now, log }: QueueOptions): Queue {
  const boss = new PgBoss({
    ...connection,
    application_name: 'zvonok-queue',
    max: 3,
    schedule: false,
    superviseIntervalSeconds: lookAfterSeconds,
    monitorIntervalSeconds: lookAfterSeconds,
  });
  boss.on('error', err => log.error({ err }, 'queue'));
  let works: Record<string, Work> = {};
  let lastSuccessAt: Date | undefined;

  const run = async (name: string, { data, retryCount, retryLimit }: Job) => {
    try {
      await works[name]!(data, { isLast: retryCount >= retryLimit });
    } catch (err) {
      // The queue itself keeps a failure to itself and tries again.
      log.error({ err, job: name }, 'a job failed');
      throw err;
    }
    lastSuccessAt = now();
  };

  return {
    enqueue: async (em, job, data) => {
      const db = {
        executeSql: async (text: string, values: unknown[] = []) => ({
          rows: [...(await em.getKysely().executeQuery(CompiledQuery.raw(text, values))).rows],
        }),
      };
      await boss.send(job, data, { db, retryLimit: 10, retryBackoff: true });
    },
    prepare: async given => {
      works = given;
      await boss.start();
      for (const name of Object.keys(works)) {
        await boss.createQueue(name);
        // One that was made by an earlier version of the program has the limits of that version.
        if (longWorks[name]) await boss.updateQueue(name, longWorks[name]);
      }
      lastSuccessAt = now();
    },
    start: async () => {
      for (const name of Object.keys(works)) {
        const options = { pollingIntervalSeconds: 1, includeMetadata: true } as const;
        await boss.work<Record<string, unknown>, unknown, typeof options>(name, options, async jobs => {
          for (const job of jobs) await run(name, job);
        });
      }
    },
    workOff: async () => {
      for (const name of Object.keys(works)) {
        for (;;) {
          const [job] = await boss.fetch<Record<string, unknown>>(name, { includeMetadata: true });
          if (!job) break;
          await run(name, job);
          await boss.complete(name, job.id);
        }
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
    lastSuccessAt: () => lastSuccessAt,
  };
}
