import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import type { SentFile } from '#school/files.ts';
import { openHouse } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import { openPress, type Press } from '#templates/press.ts';
import { readWords, runCommand } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';
import { type Brought, broughtBy, kinds } from './import-kinds.ts';

// Brings a spreadsheet, or a timetable of aSc (XML), in from the machine itself, by the same use cases as the pages do.
const usage = `usage: npm run import -- ${Object.keys(kinds).join('|')} FILE [--preview] [--json] [--as LOGIN] [--course ID] [--from DAY] [--allow-clashes]`;

await runCommand('import', async () => {
  const config = readConfig(process.env);
  const { positionals, values } = readWords(usage, {
    preview: { type: 'boolean' },
    json: { type: 'boolean' },
    as: { type: 'string' },
    course: { type: 'string' },
    from: { type: 'string' },
    'allow-clashes': { type: 'boolean' },
  });
  const [kind, file, ...more] = positionals;
  if (!kind || !Object.hasOwn(kinds, kind) || !file || more.length > 0 || !isDay(values.from)) throw cannotStart(usage);
  const asked = { kind: kind as keyof typeof kinds, login: values.as, courseId: Number(values.course ?? 0) };
  const from = values.from === undefined ? undefined : parseDay(values.from);
  const allowClashes = values['allow-clashes'] ?? false;
  const content = readFileSync(file);
  const write = !values.preview;
  await onItsDatabase(config, async connection => {
    const say = values.json ? (brought: Brought) => JSON.stringify(brought) : textOf;
    const brought = { ...asked, write, from, allowClashes, file: { name: basename(file), content } };
    console.log(say(await bring(connection, brought)));
  });
});

interface Asked {
  kind: keyof typeof kinds;
  login: string | undefined;
  courseId: number;
  write: boolean;
  from: Day | undefined;
  allowClashes: boolean;
  file: SentFile;
}

async function bring(connection: Connection, { kind, login, ...asked }: Asked): Promise<Brought> {
  const orm = openOrm(connection);
  try {
    const now = () => new Date();
    const house = await openHouse(orm, { world: { now, random: randomBytes } });
    const press = openPress({ timeZone: house.timeZone, now });
    const by = await broughtBy(house, { login, courseId: kinds[kind].ofCourse ? asked.courseId : null });
    if (!by) throw cannotStart('name with --as who brings it in, and for marks and plans the journal with --course.');
    return await worded(press, () => house.as(by, act => kinds[kind].bring(act, press, asked)));
  } finally {
    await orm.close();
  }
}

function isDay(typed: string | undefined): boolean {
  return typed === undefined || parseDay(typed) !== undefined;
}

/** A refusal in its own words, as the pages say it. */
async function worded<T>(press: Press, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw cannotStart(press.sentence(`refusals/${error.reason}`, error.facts));
  }
}

function textOf({ counts, problems, written }: Brought): string {
  const figures = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  const lines = problems.map(({ where, message }) => `${where}: ${message}`);
  return [...lines, `${written ? 'written' : 'nothing is written yet'}: ${figures.join(', ')}`].join('\n');
}
