import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { schoolCalls, signIn } from './bench/calls.ts';
import { measureClassJournal } from './bench/class-journal.ts';
import { type ForumGround, forumGround } from './bench/forum.ts';
import { type Apart, openGround, startApart } from './bench/ground.ts';
import { measureKeys } from './bench/keys.ts';
import { measureLive } from './bench/live.ts';
import { type Call, type Measured, measure } from './bench/load.ts';
import { measurePackage } from './bench/package.ts';
import { measurePaint, profiles } from './bench/paint.ts';
import { measureSnow } from './bench/snow.ts';

// How fast the school answers, beside what the same web server and driver cost alone (see docs/benchmarks.md):
// npm run bench -- [--folder path] [--requests 300] [--only words]
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(tmpdir(), 'zvonok-bench') },
    requests: { type: 'string', default: '300' },
    only: { type: 'string' },
  },
});
/** Of the paint: so many first visits. */
const visits = 5;
const requests = Math.min(5000, Math.max(20, Number(values.requests) || 300));

const ground = await openGround(values.folder, say);
const bare = await startApart('bare-server', ground.url);
const school = await startApart('school-server', ground.url);
try {
  // What the clock catches up on at the start is done before anything is measured.
  await pause(5_000);
  const forum = await forumGround(school.address, ground.connection);
  const calls = { ...(await schoolCalls(school.address, ground.connection)), ...forum.calls };
  say(`${availableParallelism()} cores, load ${loadOf()}; ${requests} requests each, times in ms`);
  print(['', 'p50', 'p99', 'CPU', '8 connections: p50', 'p99', 'per second', 'KB']);
  print(['---', ...Array(7).fill('--:')]);
  await run(bare, {
    'bare: Fastify, pg, select 1': { url: `${bare.address}/` },
    'bare: one row written': { method: 'PUT', url: `${bare.address}/`, body: number => ({ number }) },
  });
  await run(school, chosen(calls));
  if (isChosen('keys')) await runKeys(calls);
  if (isChosen('live')) await runLive(forum);
  if (isChosen('snow')) await runSnow();
  if (isChosen('package')) await runPackage(calls);
  if (isChosen('class journal')) await runClassJournal();
  if (isChosen('paint')) await runPaint(calls);
  say(`load at the end ${loadOf()}`);
} finally {
  await school.stop();
  await bare.stop();
  await ground.stop();
}

function chosen(calls: Record<string, Call>): Record<string, Call> {
  return Object.fromEntries(Object.entries(calls).filter(([name]) => isChosen(name)));
}

function isChosen(name: string): boolean {
  return !values.only || name.includes(values.only);
}

/** From a key to its paint in the largest journal, in a real Chromium. */
async function runKeys(calls: Record<string, Call>): Promise<void> {
  const [, { url, headers }] = Object.entries(calls).find(([name]) => name.includes('journal page, year'))!;
  const { cells, p50, p95, cpu } = await measureKeys({ url, cookie: headers!.cookie! }, requests);
  console.log('');
  print(['', 'p50', 'p95', "CPU of the page's main thread", 'scripts', 'style', 'layout']);
  print(['---', ...Array(6).fill('--:')]);
  const times = [p50, p95, cpu.Task, cpu.Script, cpu.RecalcStyle, cpu.Layout];
  print([`keys to paint in ${cells} cells`, ...times.map(time => time.toFixed(1))]);
}

/** What it costs to hold the connections of people who have a topic open. */
async function runLive(forum: ForumGround): Promise<void> {
  const { connections, bytes } = await measureLive(school, forum);
  console.log('');
  print(['', 'MB in all', 'KB each']);
  print(['---', '--:', '--:']);
  print([`${connections} live connections`, (bytes / 1024 / 1024).toFixed(1), (bytes / 1024 / connections).toFixed(0)]);
}

/** From the request to the first paint of the diary, for the first time in a browser, on slow telephones. */
async function runPaint(calls: Record<string, Call>): Promise<void> {
  console.log('');
  print([`paint, the middle of ${visits} first visits`, 'first', 'largest']);
  print(['---', ...Array(2).fill('--:')]);
  for (const page of ['diary, week', 'diary, period']) {
    const { url, headers } = calls[page]!;
    for (const profile of profiles) {
      const { first, largest } = await measurePaint({ url, cookie: headers!.cookie! }, profile, visits);
      print([`${page}: ${profile.name}`, first.toFixed(0), largest.toFixed(0)]);
    }
  }
}

/** All papers of the year of 48 classes, while others go on. */
async function runPackage(calls: Record<string, Call>): Promise<void> {
  const names = ['journal page, period', 'diary, period', 'saving a cell of the journal', 'bot, marks for a parent'];
  const others = Object.fromEntries(names.map(name => [name, calls[name]!]));
  const { address, pid } = school;
  const headers = await signIn(address, 'morozov');
  const made = await measurePackage({ address, pid, headers, term: 'year', others });
  const [took, size] = [(made.tookMs / 1000).toFixed(1), megabytes(made.bytes)];
  console.log('');
  print([`package of ${made.papers} reports: ${took} s, ${size}`, 'p50 without it', 'p99', 'p50 meanwhile', 'p99']);
  print(['---', ...Array(4).fill('--:')]);
  for (const [index, { name, p50, p99 }] of made.quiet.entries()) {
    const meanwhile = made.meanwhile[index]!;
    print([name, ...[p50, p99, meanwhile.p50, meanwhile.p99].map(time => time.toFixed(1))]);
  }
  const { program, apart } = made.memory;
  say(`at most ${megabytes(program)} in the program, ${megabytes(apart)} in the process of the package`);
}

/** The whole journal of a class for the archive, from the order to the file. */
async function runClassJournal(): Promise<void> {
  const headers = await signIn(school.address, 'morozov');
  const { address } = school;
  const made = await measureClassJournal({ address, headers, connection: ground.connection, times: 5 });
  const seconds = made.tookMs.toSorted((a, b) => a - b).map(ms => (ms / 1000).toFixed(1));
  console.log('');
  print(['', 'the middle, s', 'the slowest', 'MB', 'verified, ms']);
  print(['---', ...Array(4).fill('--:')]);
  const size = `${made.students} students, ${made.courses} journals, ${made.lessons} lessons, ${made.records} records`;
  const [middle, slowest, weight] = [seconds[2]!, seconds[4]!, (made.bytes / 1024 / 1024).toFixed(1)];
  print([`class journal: ${size}`, middle, slowest, weight, made.verifyMs.toFixed(0)]);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

/** A snow day told to every family, while a parent asks. */
async function runSnow(): Promise<void> {
  const { families, tellingMs, questions, p50, p99, turnedAway } = await measureSnow(ground);
  console.log('');
  print(['', 'told in, s', 'questions meanwhile', 'answered p50', 'p99', '429']);
  print(['---', ...Array(5).fill('--:')]);
  const times = [(tellingMs / 1000).toFixed(1), String(questions), p50.toFixed(0), p99.toFixed(0), String(turnedAway)];
  print([`snow day to ${families} families`, ...times]);
}

async function run(server: Apart, calls: Record<string, Call>): Promise<void> {
  for (const [name, call] of Object.entries(calls)) {
    // The shares of what a call may be sent in all: a tenth to warm up, three of one connection, six of eight.
    const share = Math.min(requests / 3, (call.most ?? Infinity) / 10);
    const [warm, alone, together] = [1, 3, 6].map(times => Math.floor(share * times)) as [number, number, number];
    await measure(call, { connections: 1, requests: warm });
    const before = await server.cpu();
    const one = await measure(call, { connections: 1, requests: alone });
    const cpu = ((await server.cpu()) - before) / alone;
    const eight = await measure(call, { connections: 8, requests: together });
    print([name, ...rowOf({ one, cpu, eight })]);
  }
}

function rowOf({ one, cpu, eight }: { one: Measured; cpu: number; eight: Measured }): string[] {
  const times = [one.p50, one.p99, cpu, eight.p50, eight.p99].map(time => time.toFixed(1));
  return [...times, eight.perSecond.toFixed(0), (one.bytes / 1024).toFixed(1)];
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function say(line: string): void {
  console.log(`bench: ${line}`);
}

function loadOf(): string {
  return loadavg()[0]!.toFixed(1);
}
