import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from './load.ts';
import { type Waited, waitFor } from './others.ts';

/** How long a package takes, and how long others wait for their answers meanwhile and without it, in ms. */
export interface PackageMeasured {
  papers: number;
  tookMs: number;
  bytes: number;
  /** The most that the program, and the process it has begun for the package, have held in memory, in bytes; 0 where nothing tells it. */
  memory: { program: number; apart: number };
  quiet: Waited[];
  meanwhile: Waited[];
}

interface Ordering {
  address: string;
  /** Of the program. */
  pid: number;
  /** Of a deputy, signed in. */
  headers: Record<string, string>;
  term: string;
  /** What others do, by its name. */
  others: Record<string, Call>;
}

/** Others alone for a while, then the same others while the papers of a whole term are made. */
export async function measurePackage({ address, pid, headers, term, others }: Ordering): Promise<PackageMeasured> {
  const quiet = await waitFor(others, pause(30_000));
  // One that an earlier run has left waiting is not measured.
  await cancel(address, headers, await order(address, headers, term));
  const began = performance.now();
  const id = await order(address, headers, term);
  const memory = { program: 0, apart: 0 };
  const look = async () => {
    memory.program = Math.max(memory.program, await mostMemory(pid));
    for (const child of await childrenOf(pid)) memory.apart = Math.max(memory.apart, await mostMemory(child));
  };
  const making = made(address, { headers, id, look }).then(state => ({ ...state, tookMs: performance.now() - began }));
  const meanwhile = await waitFor(others, making);
  const { total, bytes, tookMs } = await making;
  return { papers: total, tookMs, bytes, memory, quiet, meanwhile };
}

async function order(address: string, headers: Ordering['headers'], term: string): Promise<number> {
  const answer = await fetch(`${address}/api/report-packages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ term }),
  });
  if (!answer.ok) throw new Error(`no package was ordered: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: number }).id;
}

async function cancel(address: string, headers: Ordering['headers'], id: number): Promise<void> {
  const answer = await fetch(`${address}/api/report-packages/${id}`, { method: 'DELETE', headers });
  if (!answer.ok) throw new Error(`the package is not cancelled: ${answer.status}`);
}

interface State {
  state: string;
  total: number;
  bytes: number;
}

/** Looks as often as the page that waits does. */
async function made(
  address: string,
  { headers, id, look }: { headers: Ordering['headers']; id: number; look(): Promise<void> },
): Promise<State> {
  for (;;) {
    await look();
    const answer = await fetch(`${address}/api/report-packages/${id}`, { headers });
    const state = (await answer.json()) as State;
    if (state.state === 'done') return state;
    if (state.state !== 'waiting') throw new Error(`the package is ${state.state}`);
    await pause(1000);
  }
}

/** What Linux remembers of a process, in bytes. */
async function mostMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0);
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}
