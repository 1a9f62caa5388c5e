import { setTimeout as pause } from 'node:timers/promises';

/** When something may be sent: what Telegram takes a second is shared by what people are told and what they are answered. */
export interface Pace {
  /** Comes when it is the turn of this chat's next news. */
  news(chat: string): Promise<void>;
  /** Comes when an answer may be sent: at the next turn of all, ahead of all news. */
  answer(): Promise<void>;
}

export interface Turns {
  /** One to anybody each so many ms. */
  allMs: number;
  /** News to one chat each so many ms. */
  chatMs: number;
  /** How the time between turns passes. */
  rest?(ms: number): Promise<unknown>;
}

// Unreferenced, so that a rest keeps no program from ending.
const unreferenced = (ms: number) => pause(ms, undefined, { ref: false });

/** Turns of news in the order asked for. Keeps no clock: a turn is over so long after it has begun. */
export function openPace({ allMs, chatMs, rest = unreferenced }: Turns): Pace {
  const everyone = openGate(() => rest(allMs));
  const chats = new Map<string, Promise<unknown>>();
  return {
    news: chat => {
      const begun = (chats.get(chat) ?? Promise.resolve()).then(() => everyone('behind'));
      chats.set(
        chat,
        begun.then(() => unreferenced(chatMs)),
      );
      return begun;
    },
    answer: () => everyone('ahead'),
  };
}

/** Lets one through at a time, the next after a rest; who comes ahead passes by all who stand behind. */
function openGate(rest: () => Promise<unknown>): (place: 'ahead' | 'behind') => Promise<void> {
  const waiting = { ahead: [] as (() => void)[], behind: [] as (() => void)[] };
  let resting = false;
  const next = () => {
    const begin = waiting.ahead.shift() ?? waiting.behind.shift();
    resting = begin !== undefined;
    begin?.();
    if (resting) void rest().then(next);
  };
  return place =>
    new Promise(resolve => {
      waiting[place].push(resolve);
      if (!resting) next();
    });
}
