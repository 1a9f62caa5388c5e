import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { at, type Call, send } from './load.ts';

/** How long those waited who did one thing again and again, in ms. */
export interface Waited {
  name: string;
  answers: number;
  p50: number;
  p99: number;
}

/** Each call is sent so often, over a connection of its own, as long as the one before is answered. */
const everyMs = 100;

/** Does each of the calls ten times a second until the end, and says how long the answers took: each by itself, then all. */
export async function waitFor(calls: Record<string, Call>, end: Promise<unknown>): Promise<Waited[]> {
  let ended = false;
  const stop = () => {
    ended = true;
  };
  end.then(stop, stop);
  const ofEach = await Promise.all(
    Object.entries(calls).map(async ([name, call], index) => {
      await pause((index * everyMs) / Object.keys(calls).length);
      return [name, await repeat(call, () => ended)] as const;
    }),
  );
  const all = ofEach.flatMap(([, times]) => times);
  return [...ofEach, ['all of them', all] as const].map(([name, times]) => waited(name, times));
}

async function repeat(call: Call, hasEnded: () => boolean): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  try {
    let due = performance.now();
    for (let number = 0; !hasEnded(); number++) {
      const start = performance.now();
      await send(agent, call, number);
      times.push(performance.now() - start);
      due = Math.max(due + everyMs, performance.now());
      await pause(Math.max(0, due - performance.now()));
    }
    return times;
  } finally {
    agent.destroy();
  }
}

function waited(name: string, times: readonly number[]): Waited {
  const sorted = times.toSorted((a, b) => a - b);
  return { name, answers: times.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}
