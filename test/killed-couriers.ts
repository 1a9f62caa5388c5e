import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestSchool } from './house.ts';

/** Couriers in processes of their own, to be killed. */
export interface KilledCouriers {
  /** A process that waits for its errand. */
  begin(): Promise<ChildProcess>;
  /** Kills whatever still lives. */
  endAll(): void;
}

export function killedCouriers(file = 'courier-process.ts'): KilledCouriers {
  const forked = new Set<ChildProcess>();
  return {
    begin: async () => {
      const child = fork(`${import.meta.dirname}/${file}`, { execArgv: [] });
      forked.add(child);
      await once(child, 'message');
      return child;
    },
    endAll: () => {
      for (const child of forked) child.kill('SIGKILL');
    },
  };
}

/** The moment at which such a life begins: when the leases of the former are over. */
export function beginningOf(school: TestSchool, life: number): string {
  return new Date(school.world.now().getTime() + life * 100_000).toISOString();
}

/** What a killed process had begun in the database is over when nobody is at work there. */
export const othersAtWork = `select state from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and state <> 'idle'`;

/** Tells each reader of so many orders, numbered from 1, in their order. */
export async function tellOrders(school: TestSchool, readerIds: readonly number[], most: number): Promise<void> {
  await school.house.asHouse(async act => {
    for (let number = 1; number <= most; number++) {
      const facts = { id: number, kind: 'order', number, date: '2026-11-24', title: 'О дежурстве', excerpt: '' };
      for (const id of readerIds) act.tell(id, { kind: 'document', subject: `document:${number}`, facts });
    }
  });
}
