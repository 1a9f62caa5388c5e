export interface InOrder<T> {
  /** Puts an item behind the others of its key. */
  push(key: string, item: T): void;
  /** Comes when nothing is being worked and nothing waits. */
  idle(): Promise<void>;
  /** Begins nothing more. */
  close(): void;
}

/** Works items one after another within a key, several keys side by side. `work` must not reject. */
export function inOrder<T>(work: (item: T) => Promise<void>, { sideBySide }: { sideBySide: number }): InOrder<T> {
  const waiting = new Map<string, T[]>();
  const active = new Map<string, Promise<void>>();
  let closed = false;

  const next = () => {
    for (const [key, [item]] of waiting) {
      if (closed || active.size >= sideBySide) return;
      if (!active.has(key)) active.set(key, begin(key, item!));
    }
  };
  const begin = async (key: string, item: T) => {
    await work(item);
    active.delete(key);
    const rest = waiting.get(key)!.slice(1);
    // Behind the others: a chat that writes much keeps nobody waiting.
    waiting.delete(key);
    if (rest.length > 0) waiting.set(key, rest);
    next();
  };

  return {
    push: (key, item) => {
      waiting.set(key, [...(waiting.get(key) ?? []), item]);
      next();
    },
    idle: async () => {
      while (active.size > 0) await Promise.race(active.values());
    },
    close: () => {
      closed = true;
    },
  };
}
