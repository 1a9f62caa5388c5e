import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf, timeOf } from '#school/calendar.ts';
import { changeSettings } from '#school/tellings/change-settings.ts';
import { type Hours, isQuiet, usualHours } from '#school/tellings/hours.ts';
import type { Press } from '#templates/press.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';
import { type Listening, listen, roundOf } from '#test/tellings.ts';

// Whatever Петрова wishes and changes, and whatever fails: each notice ends in exactly one way, none of it at night.
let school: TestSchool;
let petrova: number;
let students: (number | null)[];
beforeAll(async () => {
  school = await openTestSchool();
  petrova = await school.person('petrova');
  students = [await studentOf(school, 'Петрова Мария'), await studentOf(school, 'Петров Иван'), null];
});
afterAll(() => school.close());

type Step =
  | { tell: { kind: string; student: number; calm: boolean } }
  | { choose: { matter: string; student: number; choice: string } }
  | { hours: { quietFrom: string; quietUntil: string; digestAt: string } }
  | { fail: number }
  | { until: string };

/** The clock goes on from one of these times to the next; all changes of quiet hours and all digests are among them. */
const times = ['05:30', '06:00', '07:00', '08:00', '12:00', '17:00', '18:00', '19:00', '20:00', '21:00', '22:30'];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      tell: fc.record({
        kind: fc.constantFrom('mark', 'absence', 'homework', 'letter'),
        student: fc.integer({ min: 0, max: 1 }),
        calm: fc.boolean(),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      choose: fc.record({
        matter: fc.constantFrom('mark', 'absence', 'homework', 'letter'),
        student: fc.integer({ min: 0, max: 1 }),
        choice: fc.constantFrom('at-once', 'digest', 'never'),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      hours: fc.constantFrom(
        usualHours,
        { quietFrom: '20:00', quietUntil: '08:00', digestAt: '18:00' },
        { quietFrom: '00:00', quietUntil: '00:00', digestAt: '20:00' },
        { quietFrom: '12:00', quietUntil: '17:00', digestAt: '17:00' },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ fail: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ until: fc.constantFrom(...times) }) },
);

/** Prints the numbers of the notices alone, a digest’s in brackets. */
const press = {
  screen: (name: string, { notices }: { notices: { n?: number; children?: Child[] }[] }) => ({
    text: notices
      .map(facts =>
        name === 'notices/digest'
          ? `[${facts.children!.flatMap(child => child.sections.flatMap(part => part.notices.map(({ n }) => n))).join()}]`
          : String(facts.n),
      )
      .join(),
    buttons: [],
  }),
} as unknown as Press;
interface Child {
  sections: { notices: { n: number }[] }[];
}

interface Row {
  n: number | null;
  kind: string;
  outcome: string | null;
}

test('each notice is told at once, or in one digest, or never; nothing inside quiet hours; in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.integer({ min: 20, max: 29 }),
      async (steps, day) => {
        await begin(day);
        const web = listen(school, 'web');
        const round = roundOf(school, [web], press);
        const hoursAt: [Date, Hours][] = [[school.world.now(), usualHours]];
        let told = 0;
        for (const one of steps) {
          if ('tell' in one) await tell(one.tell, ++told);
          else if ('choose' in one) await choose(one.choose);
          else if ('fail' in one) web.failing = one.fail;
          else if ('until' in one) await goOn(round, one.until);
          else {
            await change(one.hours);
            hoursAt.push([school.world.now(), one.hours]);
          }
          school.world.pass(1000);
          await round();
        }
        web.failing = 0;
        // Long enough for a weekend, and the retries after it.
        for (let days = 0; days < 5; days++) for (const time of times) await goOn(round, time);
        await checkEnds(web, told);
        checkQuiet(web, hoursAt);
        await checkOrder(web);
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
}, 180_000);

async function begin(day: number): Promise<void> {
  for (const table of ['delivery', 'notice', 'telling_choice', 'telling_hours'])
    await query(school, `delete from ${table}`);
  school.world.set(`2026-11-${day}T12:00:00+03:00`);
}

/** To the next such local time, with a round there. */
async function goOn(round: () => Promise<number>, time: string): Promise<void> {
  const now = school.world.now();
  const [today, clock] = [dayOf(now, school.house.timeZone), timeOf(now, school.house.timeZone)];
  school.world.set(`${today}T${time}:00+03:00`);
  if (time <= clock) school.world.pass(24 * 3_600_000);
  await round();
}

async function tell({ kind, student, calm }: { kind: string; student: number; calm: boolean }, n: number) {
  const studentId = kind === 'letter' ? undefined : students[student]!;
  await school.house.asHouse(async act =>
    act.tell(petrova, { kind, subject: `test:${n}`, facts: { n }, calm, ...(studentId ? { studentId } : {}) }),
  );
}

const change = (wish: object) => school.as('petrova', act => changeSettings(act, wish));
const choose = ({ matter, student, choice }: { matter: string; student: number; choice: string }) =>
  change({ choices: [{ studentId: matter === 'letter' ? null : students[student]!, matter, choice }] });

/** What was heard of each notice: by itself, and within digests. */
function hearings(web: Listening) {
  const alone = web.heard.flatMap(({ text }) => (text.startsWith('[') ? [] : text.split(',').map(Number)));
  const within = web.heard.flatMap(({ text }) =>
    text.startsWith('[') ? text.slice(1, -1).split(',').map(Number) : [],
  );
  return { alone, within };
}

async function checkEnds(web: Listening, told: number): Promise<void> {
  const rows = await query<Row>(school, `select (facts->>'n')::int as n, kind, outcome from notice order by id`);
  const ends = rows.filter(({ kind }) => kind !== 'digest');
  const { alone, within } = hearings(web);
  expect(ends).toHaveLength(told);
  for (const { n, outcome } of ends) {
    const count = [alone, within].map(list => list.filter(one => one === n).length);
    expect([n, outcome, ...count]).toEqual([n, outcome, Number(outcome === 'at-once'), Number(outcome === 'digest')]);
    expect(outcome).not.toBeNull();
  }
}

function checkQuiet(web: Listening, hoursAt: readonly [Date, Hours][]): void {
  for (const { at, text } of web.heard) {
    const [, hours] = hoursAt.filter(([since]) => since < at).at(-1)!;
    const clock = timeOf(at, school.house.timeZone);
    expect([text, clock, isQuiet(clock, hours)]).toEqual([text, clock, false]);
  }
}

/**
 * In the order in which they were sent out or, of those that waited together (for a lull, or a messenger that failed), in
 * which they happened: nothing is heard before what was both sent out and true earlier.
 */
async function checkOrder(web: Listening): Promise<void> {
  const rows = await query<{ n: number; sent: string; id: number }>(
    school,
    `select (facts->>'n')::int as n, sent_out_at::text as sent, id from notice where outcome = 'at-once' and kind <> 'digest'`,
  );
  const { alone } = hearings(web);
  expect(alone.toSorted((a, b) => a - b)).toEqual(rows.map(({ n }) => n).sort((a, b) => a - b));
  const of = (n: number) => rows.find(row => row.n === n)!;
  for (const [index, n] of alone.entries()) {
    const overtaken = alone.slice(index + 1).filter(later => of(later).sent < of(n).sent && of(later).id < of(n).id);
    expect([n, overtaken]).toEqual([n, []]);
  }
}
