import { randomBytes } from 'node:crypto';
import { readConfig, WrongSetting } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { cannotStart, isCannotStart } from '#db/server/cannot-start.ts';
import { type Fault, type Verdict, verifyLog } from '#journal/history/verify-log.ts';
import { openHouse } from '#school/house.ts';
import { onItsDatabase } from './database-of.ts';

// Proves the history of the journal, or names the first thing changed behind the program's back; beside a running program too.
try {
  const config = readConfig(process.env);
  const verdict = await onItsDatabase(config, verify);
  console.log(verdict.whole ? wholeLine(verdict) : faultLine(verdict.fault));
  if (!verdict.whole) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof WrongSetting || isCannotStart(error))) throw error;
  console.error(`verify-log: ${(error as Error).message}`);
  process.exitCode = 2;
}

async function verify(connection: Connection): Promise<Verdict> {
  const orm = openOrm(connection);
  try {
    const house = await openHouse(orm, { world: { now: () => new Date(), random: randomBytes } }).catch(error => {
      throw cannotStart(`the database does not answer or holds no school: ${(error as Error).message.split('\n')[0]}`);
    });
    return await house.asHouse(act => verifyLog(act));
  } finally {
    await orm.close();
  }
}

function wholeLine({ lines, hash }: Extract<Verdict, { whole: true }>): string {
  return `the log is whole: ${lines} entries, last hash ${hash}`;
}

function faultLine(fault: Fault): string {
  if (fault.found !== 'stray') {
    const what = fault.found === 'gap' ? 'is missing' : 'or the one before it was changed';
    return `the log is broken: entry ${fault.line} ${what}`;
  }
  const { deed, subject, className, subjectName, day, row } = fault;
  const place = [className, subjectName, day].filter(Boolean).join(', ');
  const what = row === null ? subject : `${subject} (row ${row})`;
  return `the journal is not what its log says: ${deed} in ${place}: ${what}`;
}
