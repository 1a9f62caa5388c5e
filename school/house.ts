import { IsolationLevel, type TransactionOptions } from '@mikro-orm/core';
import type { Orm } from '#db/orm.ts';
import { School } from '#db/school/school.ts';
import { type Act, type Enqueue, type HouseAct, type Inquiry, runAct } from './act.ts';
import { type Actor, loadActor } from './actor.ts';
import { dayOf } from './calendar.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The school with its doors open: what doors hold. */
export interface House {
  /**
   * Runs a use case as the person, in one transaction; refuses when the account is gone. Who was met within the last
   * second need not be asked for again. With `ofOneMoment` all that is read is as it was when the act began.
   */
  as<T>(
    personId: number,
    work: (act: Act) => Promise<T>,
    options?: { met?: Met | undefined; ofOneMoment?: boolean },
  ): Promise<T>;
  /** Runs what the house itself does: the clock, the courier, sign-in. */
  asHouse<T>(work: (act: HouseAct) => Promise<T>): Promise<T>;
  /** Runs what is one statement by itself and needs no transaction around it. */
  ask<T>(question: (inquiry: Inquiry) => Promise<T>): Promise<T>;
  world: World;
  timeZone: string;
  /** Reads again what the registrar may have changed: the name, the time of the reminders. */
  readAgain(): Promise<void>;
  name: string;
  /** The invented school of the demonstration. */
  sample: boolean;
  /** Local time of the daily reminders, «15:30». */
  remindersAt: string;
}

/** An actor as they were at that moment. */
export interface Met {
  by: Actor;
  at: Date;
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
  const read = () => orm.em.fork().findOneOrFail(School, { id: 1 });
  let school = await read();
  const timeZone = options.timeZone ?? school.timeZone;
  const { world, enqueue = noQueue } = options;

  const now = () => {
    const at = world.now();
    return { at, today: dayOf(at, timeZone) };
  };
  const within = <T>(work: (act: HouseAct) => Promise<T>, options: TransactionOptions = {}) => {
    const scene = { ...now(), timeZone, world, enqueue };
    return orm.em.fork().transactional(em => runAct(em, scene, work), options);
  };
  const asHouse: House['asHouse'] = work => within(work);
  const as: House['as'] = (personId, work, { met, ofOneMoment = false } = {}) =>
    within(
      async act => {
        const isFresh = met?.by.id === personId && act.at.getTime() - met.at.getTime() < 1000;
        const by = isFresh ? met.by : await loadActor(act.em, personId, act.today);
        if (!by) throw new Refusal('signed-out', 'signed-out');
        return work({ ...act, by });
      },
      ofOneMoment ? { isolationLevel: IsolationLevel.REPEATABLE_READ } : {},
    );
  const ask: House['ask'] = question => question({ ...now(), em: orm.em.fork() });

  return {
    ...{ as, asHouse, ask, world, timeZone, sample: school.sample },
    readAgain: async () => {
      school = await read();
    },
    get name() {
      return school.name;
    },
    get remindersAt() {
      return school.remindersAt;
    },
  };
}

async function noQueue(): Promise<never> {
  throw new Error('this house was opened without a queue');
}
