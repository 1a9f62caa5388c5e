import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { SentFile } from '#school/files.ts';
import type { House } from '#school/house.ts';
import type { Press } from '#templates/press.ts';
import { openGroupWindow } from './group-window.ts';
import { hearGroup } from './mirror-in.ts';
import { keepMirroring, mirrorOut } from './mirror-out.ts';
import type { Pace } from './pace.ts';

export interface Mirror {
  /** Brings everything that is due into the groups, once; gives how many steps that took. */
  round(): Promise<number>;
  /** Goes on until stopped. */
  start(): void;
  /** Lets what is being said be said, within a moment; the rest waits for the next start. */
  stop(): Promise<void>;
  /** Hears what happens in groups; false when it is no matter of a mirror. */
  hear(update: Update): Promise<boolean>;
}

interface MirrorHouse {
  api: Api;
  house: House;
  press: Press;
  log: Logger;
  pace: Pace;
  /** Where the outside finds the journal. */
  site: string | undefined;
  botName(): string | undefined;
  fetchFile(id: string): Promise<SentFile>;
  /** Pause between rounds in ms. */
  everyMs?: number;
}

/** At the end a group that hangs is waited for so long. */
const lastWordMs = 1500;

/** Groups with topics that mirror sections of the forum, both ways. */
export function openMirror({ pace, ...mirror }: MirrorHouse): Mirror {
  const stopping = new AbortController();
  const hurrying = new AbortController();
  const window = openGroupWindow(mirror.house.world.now);
  const signals = { stopping: stopping.signal, hurrying: hurrying.signal };
  const out = { ...mirror, ...signals, window, turn: pace.answer };
  let running: Promise<void> | undefined;
  return {
    round: () => mirrorOut(out),
    start: () => {
      running = keepMirroring(out);
    },
    stop: async () => {
      stopping.abort();
      const hurry = setTimeout(() => hurrying.abort(), lastWordMs);
      await running;
      clearTimeout(hurry);
    },
    hear: update => hearGroup({ ...mirror, window, turn: pace.answer }, update),
  };
}
