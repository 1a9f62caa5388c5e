import type { Health, PartHealth } from '#api/doors.ts';
import type { Courier } from '#bot/courier.ts';
import type { Telegram } from '#bot/telegram/telegram.ts';
import type { Clock } from '#jobs/clock.ts';
import type { Queue } from '#jobs/queue.ts';
import type { House } from '#school/house.ts';
import type { Archives } from '#school/upkeep/archives.ts';
import { lastBackupAt } from './archives.ts';

interface Parts {
  house: House;
  telegram: Telegram | undefined;
  courier: Courier;
  queue: Queue;
  clock: Clock;
  archives: Archives;
}

const minute = 60_000;
const hour = 60 * minute;

/** Asks every part whether it works: the database by a query, the others by when they last succeeded. */
export function healthOf({ house, telegram, courier, queue, clock, archives }: Parts): () => Promise<Health> {
  const { now } = house.world;
  const openedAt = now();
  const part = (at: Date | undefined, most: number): PartHealth => ({
    state: at && now().getTime() - at.getTime() <= most ? 'ok' : 'failing',
    lastSuccessAt: at?.toISOString() ?? null,
    ageSeconds: at ? Math.round((now().getTime() - at.getTime()) / 1000) : null,
  });
  const off: PartHealth = { state: 'off', lastSuccessAt: null, ageSeconds: null };

  // Each night has one; a program that has just begun has some time for its first.
  const backups = async (): Promise<PartHealth> => {
    if (!archives.backupAt) return off;
    const at = await lastBackupAt(archives);
    return at ? part(at, 26 * hour) : { ...off, state: part(openedAt, hour).state };
  };

  return async () => {
    const answered = await house.asHouse(act => act.em.execute('select 1')).then(now, () => undefined);
    return {
      database: part(answered, minute),
      bot: telegram ? part(telegram.lastSuccessAt(), 2 * minute) : off,
      queue: part(latest(queue.lastSuccessAt(), courier.lastRoundAt()), minute),
      clock: part(clock.lastTickAt(), 3 * minute),
      backup: await backups(),
    };
  };
}

function latest(...moments: (Date | undefined)[]): Date | undefined {
  const known = moments.filter(moment => moment !== undefined);
  return known.length > 0 ? new Date(Math.max(...known.map(moment => moment.getTime()))) : undefined;
}
