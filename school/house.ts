import type { Orm } from '#db/orm.ts';
import { School } from '#db/school/school.ts';
import { type Act, type Enqueue, type HouseAct, runAct } from './act.ts';
import { loadActor } from './actor.ts';
import { dayOf } from './calendar.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The school with its doors open: what doors hold. */
export interface House {
  /** Runs a use case as the person, in one transaction; refuses when the account is gone. */
  as<T>(personId: number, work: (act: Act) => Promise<T>): Promise<T>;
  /** Runs what the house itself does: the clock, the courier, sign-in. */
  asHouse<T>(work: (act: HouseAct) => Promise<T>): Promise<T>;
  world: World;
  timeZone: string;
  name: string;
  /** The invented school of the demonstration. */
  sample: boolean;
  /** Local time of the daily reminders, «15:30». */
  remindersAt: string;
}

interface HouseOptions {
  world: World;
  /** Instead of the school's own. */
  timeZone?: string | undefined;
  /** The queue for what is done later; without one no use case may ask for it. */
  enqueue?: Enqueue;
}

/** Opens the house over a filled database. */
export async function openHouse(orm: Orm, options: HouseOptions): Promise<House> {
  const school = await orm.em.fork().findOneOrFail(School, { id: 1 });
  const timeZone = options.timeZone ?? school.timeZone;
  const { world, enqueue = noQueue } = options;

  const asHouse = <T>(work: (act: HouseAct) => Promise<T>) => {
    const at = world.now();
    const scene = { at, today: dayOf(at, timeZone), timeZone, world, enqueue };
    return orm.em.fork().transactional(em => runAct(em, scene, work));
  };
  const as = <T>(personId: number, work: (act: Act) => Promise<T>) =>
    asHouse(async act => {
      const by = await loadActor(act.em, personId, act.today);
      if (!by) throw new Refusal('signed-out', 'signed-out');
      return work({ ...act, by });
    });

  const { name, sample, remindersAt } = school;
  return { as, asHouse, world, timeZone, name, sample, remindersAt };
}

async function noQueue(): Promise<never> {
  throw new Error('this house was opened without a queue');
}
