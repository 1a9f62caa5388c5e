/** Telegram takes so many messages of a bot into one group in any minute. */
const mostAMinute = 20;
const minuteMs = 60_000;

export interface GroupWindow {
  /** Counts a message into the group and gives 0; or, when it would be one too many, gives how many ms it has to wait. */
  take(chat: string): number;
}

/** Counts what goes into each group, so that Telegram need not say «too many». */
export function openGroupWindow(now: () => Date): GroupWindow {
  const sent = new Map<string, number[]>();
  return {
    take: chat => {
      const at = now().getTime();
      const recent = (sent.get(chat) ?? []).filter(one => one > at - minuteMs);
      const wait = recent.length < mostAMinute ? 0 : recent[0]! + minuteMs - at;
      if (wait === 0) recent.push(at);
      sent.set(chat, recent);
      return wait;
    },
  };
}
