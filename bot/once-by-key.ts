import type { Incoming, Screen } from './messenger.ts';

const mostKept = 2000;

/**
 * Answers each incoming of a messenger once: a repeat under the same key, even while the first is being answered,
 * gets the first one's screen. Remembers the last 2000; a deed repeated later than that is harmless by itself.
 */
export function onceByKey(answer: (incoming: Incoming) => Promise<Screen>): (incoming: Incoming) => Promise<Screen> {
  const answers = new Map<string, Promise<Screen>>();
  return incoming => {
    const { messenger, address } = incoming.from;
    const key = `${messenger} ${address} ${incoming.key}`;
    const given = answers.get(key);
    if (given) return given;
    const screen = answer(incoming);
    answers.set(key, screen);
    // A failed answer may be asked for again.
    screen.catch(() => answers.delete(key));
    if (answers.size > mostKept) answers.delete(answers.keys().next().value!);
    return screen;
  };
}
