import { setTimeout as pause } from 'node:timers/promises';

/** Comes when it is this chat's turn to be sent something. */
export type Pace = (chat: string) => Promise<void>;

/**
 * Turns in the order asked for: one each `allMs`, and to one chat one each `chatMs`. Keeps no clock: a turn is over so long
 * after it has begun.
 */
export function openPace({ allMs, chatMs }: { allMs: number; chatMs: number }): Pace {
  const everyone = openGate(allMs);
  const gates = new Map<string, () => Promise<void>>();
  return async chat => {
    const gate = gates.get(chat) ?? openGate(chatMs);
    gates.set(chat, gate);
    await gate();
    await everyone();
  };
}

function openGate(ms: number): () => Promise<void> {
  let former: Promise<unknown> = Promise.resolve();
  return async () => {
    const mine = former;
    // Unreferenced, so that a turn's rest keeps no program from ending.
    former = mine.then(() => pause(ms, undefined, { ref: false }));
    await mine;
  };
}
