import { setTimeout as pause } from 'node:timers/promises';

/** Comes when it is this chat's turn to be sent something. */
export type Pace = (chat: string) => Promise<void>;

/**
 * Turns in the order asked for: one each `allMs`, and to one chat one each `chatMs`. Keeps no clock: a turn is over so long
 * after it has begun.
 */
export function openPace({ allMs, chatMs }: { allMs: number; chatMs: number }): Pace {
  const everyone = openGate(allMs);
  const gates = new Map<string, Gate>();
  return async chat => {
    const gate = gates.get(chat) ?? openGate(chatMs);
    gates.set(chat, gate);
    await gate(everyone);
  };
}

type Gate = (begin?: () => Promise<void>) => Promise<void>;

/** Lets one through at a time; the next so many ms after the former has begun. */
function openGate(ms: number): Gate {
  let former: Promise<unknown> = Promise.resolve();
  return (begin = async () => {}) => {
    const begun = former.then(begin);
    // Unreferenced, so that a rest keeps no program from ending.
    former = begun.then(() => pause(ms, undefined, { ref: false }));
    return begun;
  };
}
