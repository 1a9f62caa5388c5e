import { buildFirstStart } from '#api/first-start.ts';
import type { Orm } from '#db/orm.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { foundSchool } from '#school/founding/found-school.ts';
import { machineSecret } from '#school/secrets.ts';
import type { World } from '#school/world.ts';
import { openPress } from '#templates/press.ts';
import type { Config } from './config.ts';
import { listen } from './listen.ts';

interface FirstStart {
  config: Config;
  world: World;
  say(line: string): void;
  /** The program is to end: nobody is waited for any longer. */
  stopping?: AbortSignal | undefined;
}

/**
 * Waits, with one page open, until somebody who knows the printed address has founded the school. Rejects with
 * `cannotStart` when the door can't be opened or the program is ended before.
 */
export async function firstStart(orm: Orm, { config, world, say, stopping }: FirstStart): Promise<void> {
  const code = machineSecret(world);
  const press = openPress({ timeZone: config.timeZone ?? 'Europe/Moscow', now: world.now });
  const founded = Promise.withResolvers<void>();
  const app = await buildFirstStart({
    ...{ press, now: world.now, code },
    found: async typed => {
      await orm.em.fork().transactional(em => foundSchool(em, typed, world.now()));
      say(`the school is founded: ${typed.name}`);
    },
    founded: founded.resolve,
  });
  try {
    const address = await listen(app, config);
    say(`there is no school here yet; open ${address}/first-start?code=${code}`);
    stopping?.addEventListener('abort', () => founded.reject(cannotStart('ended before the school was founded')));
    await founded.promise;
  } finally {
    await app.close();
  }
}
