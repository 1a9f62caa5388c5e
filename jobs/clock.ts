import cron from 'node-cron';
import type { Logger } from 'pino';
import { addDays, dayOf, momentOf } from '#school/calendar.ts';
import { planSlot, replanSlots, takeSlot } from '#school/clock-slots.ts';
import type { House } from '#school/house.ts';
import { type DailyJob, eachMinute } from './schedule.ts';

export interface Clock {
  /** Catches up on what passed while the program was down, then ticks. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Plans the jobs whose time of today (or of last evening) has passed and who are not too late. */
  tick(): Promise<void>;
  /** The queue's work behind a planned slot. */
  work(data: Record<string, unknown>): Promise<void>;
  lastTickAt(): Date | undefined;
}

/**
 * The clock: node-cron wakes it, the database remembers. It fires in every process and forgets what passed while it slept,
 * so a tick only plans: a unique (job, slot) row and the queue's job in one transaction.
 */
export function openClock(house: House, jobs: Record<string, DailyJob>, log: Logger): Clock {
  let lastTickAt: Date | undefined;
  let task: ReturnType<typeof cron.schedule> | undefined;

  const tick = async () => {
    const now = house.world.now();
    const today = dayOf(now, house.timeZone);
    for (const [name, job] of Object.entries(jobs)) {
      for (const day of [addDays(today, -1), today]) {
        const late = now.getTime() - momentOf(day, job.at, house.timeZone).getTime();
        if (late >= 0 && late <= job.lateByHours * 3_600_000) await house.asHouse(act => planSlot(act, name, day));
      }
    }
    for (const work of eachMinute) await work(house);
    lastTickAt = now;
  };
  const tickOrLog = () => tick().catch((err: unknown) => log.error({ err }, 'clock'));

  return {
    tick,
    work: async ({ job, slotId }) => {
      await house.asHouse(async act => {
        if (await takeSlot(act, Number(slotId))) await jobs[String(job)]?.work(act);
      });
    },
    start: async () => {
      const yesterday = addDays(dayOf(house.world.now(), house.timeZone), -1);
      await house.asHouse(act => replanSlots(act, yesterday));
      await tickOrLog();
      // Each minute, in the school's time zone; a slot planned before costs one unique look-up.
      task = cron.schedule('* * * * *', tickOrLog, { timezone: house.timeZone, noOverlap: true });
    },
    stop: async () => {
      await task?.destroy();
    },
    lastTickAt: () => lastTickAt,
  };
}
