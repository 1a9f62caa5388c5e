import { parseArgs } from 'node:util';
import { type Config, readConfig, WrongSetting } from '#config.ts';
import { migrate, type Orm, openOrm } from '#db/orm.ts';
import { isSize } from '#db/sample/classes.ts';
import { fillSampleSchool, isEmpty } from '#db/sample/fill.ts';
import { cannotStart, isCannotStart } from '#db/server/cannot-start.ts';
import { startEmbeddedServer } from '#db/server/embedded.ts';
import { type Day, dayOf, momentOf, parseDay } from '#school/calendar.ts';

// Fills an empty database with a sample school of any size, on any day:
// npm run seed -- [--students 1200] [--today 2027-05-20]
const usage = 'usage: npm run seed -- [--students 280] [--today 2027-05-20]';

try {
  const config = readConfig(process.env);
  const wanted = readOptions(config.timeZone ?? 'Europe/Moscow');
  const server = config.database ? undefined : await startEmbeddedServer(config.dataDir, { log: say });
  try {
    await seed(config.database ?? server!.connection, wanted);
  } finally {
    await server?.stop();
  }
} catch (error) {
  if (!(error instanceof WrongSetting || isCannotStart(error))) throw error;
  console.error(`seed: ${(error as Error).message}`);
  process.exitCode = 1;
}

interface Wanted {
  students: number | undefined;
  today: Day;
  at: Date;
  timeZone: string;
}

// A day named is a day that is over; without one it is now.
function readOptions(timeZone: string): Wanted {
  const { values } = parse();
  const now = new Date();
  const today = values.today === undefined ? dayOf(now, timeZone) : parseDay(values.today);
  if (!today) throw cannotStart(`--today is to be a day, such as 2027-05-20. ${usage}`);
  const students = values.students === undefined ? undefined : Number(values.students);
  if (students !== undefined && !isSize(students)) throw cannotStart(`--students is to be from 100 to 2500. ${usage}`);
  return { students, today, timeZone, at: values.today === undefined ? now : momentOf(today, '18:00', timeZone) };
}

function parse() {
  try {
    return parseArgs({ options: { students: { type: 'string' }, today: { type: 'string' } } });
  } catch (error) {
    throw cannotStart(`${(error as Error).message.split('\n')[0]} ${usage}`);
  }
}

async function seed(connection: NonNullable<Config['database']>, { students, ...wanted }: Wanted): Promise<void> {
  const orm = openOrm(connection);
  try {
    await prepare(orm);
    if (!(await isEmpty(orm))) throw cannotStart('the database is not empty, nothing was changed. Name an empty one.');
    const began = performance.now();
    await fillSampleSchool(orm, { ...wanted, ...(students === undefined ? {} : { students }), progress: say });
    say(`the sample school stands as of ${wanted.today} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } finally {
    await orm.close();
  }
}

async function prepare(orm: Orm): Promise<void> {
  await migrate(orm).catch((error: Error) => {
    throw cannotStart(`the database does not answer: ${error.message.split('\n')[0]}`);
  });
}

function say(line: string): void {
  console.log(`seed: ${line}`);
}
