// Linked by every page: sends what was entered into the journal and waits in this browser, in its order, each entry once by
// its key, under the account of who typed it and no other. The line says how much waits. Words come from the template.

import { say } from './offline-line.js';
import { guardKeptPages } from './offline-pages.js';
import { post } from './offline-post.js';
import { change, forget, keep, kept } from './offline-store.js';

const person = document.body.dataset.person;
const other = 'BroadcastChannel' in window ? new BroadcastChannel('zvonok-entries') : null;
const most = 40;

let running;
let askedAgain = false;
let failures = 0;
let timer;

/** Takes an entry {courseId, lessonId or periodId, studentId, typed, base, workKindId, key}: kept first, then sent. */
export async function enter(entry) {
  const made = await keep({ ...entry, person, state: 'waiting', at: new Date().toISOString() });
  send();
  return made;
}

/** What waits, or was not taken, in one journal. */
export async function entriesOf(courseId) {
  return (await mine()).filter(entry => entry.courseId === courseId);
}

/** Lets go of an entry that was not taken, by its key. */
export async function drop(key) {
  for (const entry of await mine()) if (entry.key === key && entry.state !== 'waiting') await forget(entry);
  await tell();
}

/** A name for an entry that no other has; the page may be served without https, where there is no randomUUID. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends what waits; asked again meanwhile, once more. */
export function send() {
  clearTimeout(timer);
  askedAgain = true;
  running ??= pump().finally(() => {
    running = undefined;
  });
  return running;
}

async function pump() {
  while (askedAgain) {
    askedAgain = false;
    if (navigator.locks) await navigator.locks.request('zvonok-entries', sendAll);
    else await sendAll();
  }
}

async function sendAll() {
  for (let size = most; ; ) {
    const waiting = (await mine()).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return tell();
    const batch = batchOf(waiting, size);
    await tell({ sending: true });
    const { answers, trouble, refused } = await post(batch, person);
    if (trouble) return wait(trouble);
    failures = 0;
    if (refused && batch.length > 1) {
      // One of them is not even understood: find it.
      size = 1;
      continue;
    }
    const given = answers ?? [{ state: 'refused', sentence: refused }];
    for (const [index, entry] of batch.entries()) await settle(entry, given[index]);
  }
}

/** The first ones in order; a second entry into the same cell waits for the answer to the first. */
function batchOf(waiting, size) {
  const cells = new Set();
  const second = waiting.findIndex(entry => cells.size === cells.add(cellOf(entry)).size);
  return waiting.slice(0, Math.min(size, second < 0 ? waiting.length : second));
}

async function settle(entry, answer) {
  const later = (await mine()).filter(
    one => one.order > entry.order && one.state === 'waiting' && cellOf(one) === cellOf(entry),
  );
  // Handed over, it is kept by the server for the owner of the lesson.
  if (answer.state === 'handed') await forget(entry);
  else if (answer.state === 'saved') {
    await forget(entry);
    await rebase(later, { from: entry.typed, to: answer.cell });
  } else if (answer.state === 'refused') {
    if (later.length > 0) await forget(entry);
    else await change({ ...entry, state: 'refused', sentence: answer.sentence });
    await rebase(later, { from: entry.typed, to: entry.base });
  } else {
    await change({ ...entry, typed: later.at(-1)?.typed ?? entry.typed, state: 'conflict', theirs: answer.theirs });
    for (const one of later) await forget(one);
  }
  hear(entry, answer);
  other?.postMessage({ entry, answer });
}

/** What was typed over an entry is now typed over what became of it. */
async function rebase([next], { from, to }) {
  if (next && next.base === from && from !== to) await change({ ...next, base: to });
}

async function wait(trouble) {
  await tell({ trouble });
  if (trouble === 'signed-out') return;
  failures++;
  timer = setTimeout(send, Math.min(30_000, 500 * 2 ** failures));
}

async function tell(how = {}) {
  const own = await mine();
  say({
    waiting: own.filter(({ state }) => state === 'waiting').length,
    held: own.filter(({ state }) => state !== 'waiting'),
    ...how,
  });
}

async function mine() {
  return (await kept()).filter(entry => entry.person === person);
}

function cellOf({ lessonId, periodId, studentId }) {
  return `${lessonId ?? `period ${periodId}`} ${studentId}`;
}

function hear(entry, answer) {
  dispatchEvent(new CustomEvent('zvonok:answer', { detail: { entry, answer } }));
}

void guardKeptPages(person);
if (person) {
  other?.addEventListener('message', ({ data }) => hear(data.entry, data.answer));
  addEventListener('online', send);
  addEventListener('offline', () => tell({ trouble: 'unreachable' }));
  addEventListener('pageshow', event => event.persisted && send());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send());
  send();
} else {
  const left = await kept();
  if (left.length > 0) say({ waiting: left.length, held: [], trouble: 'signed-out' });
}
