import { randomBytes } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import type { ApartAnswer, ApartFault, ApartOrder } from './apart.ts';

// The process of `openApart`: does one work and ends. The program that began it comes first wherever both want the processor.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Where nobody may change it, it stays as it is.
}
// A program that is gone will begin the work anew: nothing is to go on without it.
process.on('disconnect', () => process.exit());
process.once('message', async (order: ApartOrder) => {
  process.send!(await answerTo(order));
});

async function answerTo(order: ApartOrder): Promise<ApartAnswer> {
  try {
    await work(order);
    return { done: true };
  } catch (error) {
    return { failure: faultOf(error) };
  }
}

function faultOf(error: unknown): ApartFault {
  if (!(error instanceof Error)) return { name: typeof error, message: '' };
  // What is undefined does not go between processes.
  const { name, message, stack, code, severity, constraint, table } = error as ApartFault;
  return { name, message, stack, code, severity, constraint, table } as ApartFault;
}

async function work({ name, data, attempt, connection, timeZone, at }: ApartOrder): Promise<void> {
  // Loaded only now, when the priority is set: it takes a second of a processor.
  const { openOrm } = await import('#db/orm.ts');
  const { openHouse } = await import('#school/house.ts');
  const { paperHere } = await import('#templates/paper/paper-machine.ts');
  const { openPress } = await import('#templates/press.ts');
  const { apartWorks } = await import('./works.ts');
  const [from, began] = [new Date(at).getTime(), Date.now()];
  const world = { now: () => new Date(from + Date.now() - began), random: randomBytes };
  // One connection to work with, and one for what is told meanwhile.
  const orm = openOrm(connection, { poolSize: 2 });
  try {
    const house = await openHouse(orm, { world, timeZone });
    const press = openPress({ timeZone, now: world.now });
    await apartWorks[name]!({ house, press, paper: paperHere })(data, attempt);
  } finally {
    await orm.close();
  }
}
