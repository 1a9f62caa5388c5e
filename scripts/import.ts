import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { type House, openHouse } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import { readSheet, type SheetOfText } from '#school/spreadsheets.ts';
import { openPress, type Press } from '#templates/press.ts';
import { readWords, runCommand } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';
import { type Brought, broughtBy, kinds } from './import-kinds.ts';

// Brings a spreadsheet in from the machine itself, by the same use cases as the pages do.
const usage = `usage: npm run import -- ${Object.keys(kinds).join('|')} FILE [--preview] [--json] [--as LOGIN] [--course ID]`;

await runCommand('import', async () => {
  const config = readConfig(process.env);
  const { positionals, values } = readWords(usage, {
    preview: { type: 'boolean' },
    json: { type: 'boolean' },
    as: { type: 'string' },
    course: { type: 'string' },
  });
  const [kind, file, ...more] = positionals;
  if (!kind || !Object.hasOwn(kinds, kind) || !file || more.length > 0) throw cannotStart(usage);
  const asked = { kind: kind as keyof typeof kinds, login: values.as, courseId: Number(values.course ?? 0) };
  const content = readFileSync(file);
  const write = !values.preview;
  await onItsDatabase(config, async connection => {
    const say = values.json ? (brought: Brought) => JSON.stringify(brought) : textOf;
    console.log(say(await bring(connection, { ...asked, write, file: { name: basename(file), type: '', content } })));
  });
});

interface Asked {
  kind: keyof typeof kinds;
  login: string | undefined;
  courseId: number;
  write: boolean;
  file: { name: string; type: string; content: Buffer };
}

async function bring(connection: Connection, { kind, login, courseId, write, file }: Asked): Promise<Brought> {
  const orm = openOrm(connection);
  try {
    const now = () => new Date();
    const house = await openHouse(orm, { world: { now, random: randomBytes } });
    const press = openPress({ timeZone: house.timeZone, now });
    const sheet: SheetOfText = await worded(press, () => readSheet(file));
    const by = await broughtBy(house, { login, courseId: kinds[kind].ofCourse ? courseId : null });
    if (!by) throw cannotStart('name with --as who brings it in, and for marks and plans the journal with --course.');
    return await worded(press, () => doIn(house, press, { kind, by, courseId, write, sheet, fileName: file.name }));
  } finally {
    await orm.close();
  }
}

function doIn(
  house: House,
  press: Press,
  {
    kind,
    by,
    ...rest
  }: { kind: keyof typeof kinds; by: number; courseId: number; write: boolean; sheet: SheetOfText; fileName: string },
): Promise<Brought> {
  return house.as(by, act => kinds[kind].bring(act, press, rest));
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
