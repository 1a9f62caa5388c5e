import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { endMirror, moveMirror, troubleMirror } from '#forum/mirror/end.ts';
import { nextStep, takeMirrors } from '#forum/mirror/next-step.ts';
import { loseThread, putOffMirror, recordStep } from '#forum/mirror/record.ts';
import type { Step } from '#forum/mirror/steps.ts';
import type { House } from '#school/house.ts';
import { backoff } from '../carry.ts';
import { Undeliverable } from '../messenger.ts';
import type { GroupWindow } from './group-window.ts';
import { groupFailureOf } from './mirror-failure.ts';
import { bringsMessage, doStep, type Speaking } from './mirror-step.ts';
import { failureOf, inShort } from './undeliverable.ts';

export interface OutHouse extends Speaking {
  house: House;
  log: Logger;
  window: GroupWindow;
  /** Comes when something may be sent: what Telegram takes a second is shared by all. */
  turn(chat: string): Promise<void>;
  /** Begin nothing more. */
  stopping: AbortSignal;
  /** End even what is being said. */
  hurrying: AbortSignal;
  everyMs?: number;
}

/** So many groups are served side by side. */
const sideBySide = 5;
/** Our own fault with one step holds up no other for longer: tried so often. */
const mostFaults = 3;

/** Brings one round of what differs into the groups that mirror sections; gives how many steps were done. */
export async function mirrorOut(out: OutHouse): Promise<number> {
  let done = 0;
  for (const served: number[] = []; !out.stopping.aborted; ) {
    const links = await out.house.asHouse(act => takeMirrors(act, { most: sideBySide, except: served }));
    if (links.length === 0) return done;
    served.push(...links);
    const counts = await Promise.all(links.map(link => serve(out, link)));
    done += counts.reduce((sum, count) => sum + count, 0);
  }
  return done;
}

/** Goes on until the signal. */
export async function keepMirroring(out: OutHouse): Promise<void> {
  const { stopping, log, everyMs = 1000 } = out;
  while (!stopping.aborted) {
    await mirrorOut(out).catch((err: unknown) => log.error({ err }, 'mirror'));
    await pause(everyMs, undefined, { signal: stopping }).catch(() => {});
  }
}

/** One group, step by step in order, until it shows what its section says or has to wait. */
async function serve(out: OutHouse, linkId: number): Promise<number> {
  const { house, window, stopping } = out;
  for (let done = 0; ; done++) {
    const step = await house.asHouse(act => nextStep(act, linkId));
    if (!step) return done;
    const ms = stopping.aborted ? 0 : bringsMessage(step) ? window.take(step.chat) : 0;
    if (stopping.aborted || ms > 0) {
      await house.asHouse(act => putOffMirror(act, linkId, { ms, failed: false }));
      return done;
    }
    if (!(await tryStep(out, step))) return done;
  }
}

async function tryStep(out: OutHouse, step: Step): Promise<boolean> {
  const { house, turn, hurrying } = out;
  try {
    await turn(step.chat);
    const outcome = await doStep(out, step, hurrying);
    await house.asHouse(act => recordStep(act, step, outcome));
    return true;
  } catch (error) {
    if (hurrying.aborted) return false;
    return cope(out, step, error);
  }
}

/** True when there may be more to do at once. */
async function cope(out: OutHouse, step: Step, error: unknown): Promise<boolean> {
  const { house, log } = out;
  const { linkId } = step;
  const failure = groupFailureOf(error);
  if (failure === 'done-already') return recordAnyway(out, step);
  if (failure === 'lost-thread' && (await isForum(out, step.chat))) {
    await house.asHouse(act => loseThread(act, step));
    return true;
  }
  log.warn({ error: inShort(error), link: linkId, step: step.do }, 'a mirrored group would not take it');
  if (failure === 'no-right' || failure === 'no-topics' || failure === 'lost-thread') {
    await house.asHouse(act => troubleMirror(act, linkId, failure === 'no-right' ? 'no-right' : 'no-topics'));
    return false;
  }
  return copeWithOthers(out, step, failureOf(error));
}

async function copeWithOthers(out: OutHouse, step: Step, failure: Error): Promise<boolean> {
  const { house, log } = out;
  const { linkId } = step;
  const { why, retryAfter, movedTo } = failure instanceof Undeliverable ? failure : ({ why: 'fault' } as const);
  if (why === 'moved' && movedTo) {
    await house.asHouse(act => moveMirror(act, linkId, movedTo));
    return false;
  }
  if (why === 'blocked' || why === 'gone') {
    await house.asHouse(act => endMirror(act, linkId, why === 'gone' ? 'gone' : 'removed'));
    return false;
  }
  const putOff = { ms: retryAfter ?? 2000, failed: retryAfter === undefined };
  const attempts = await house.asHouse(act => putOffMirror(act, linkId, putOff));
  if (why === 'fault' && attempts >= mostFaults) {
    log.error({ err: failure, step: step.do }, 'a step of a mirror could not be done');
    return recordAnyway(out, step);
  }
  if (putOff.failed && attempts > 1) {
    await house.asHouse(act => putOffMirror(act, linkId, { ms: backoff(attempts - 1), failed: false }));
  }
  return false;
}

/** As if it had been done: it stands so already, or never will. */
async function recordAnyway({ house }: OutHouse, step: Step): Promise<boolean> {
  await house.asHouse(act => recordStep(act, step, {}));
  return true;
}

async function isForum({ api, hurrying }: OutHouse, chat: string): Promise<boolean> {
  const found = await api.getChat(chat, hurrying as never).catch(() => undefined);
  // Unheard is as good as yes: the next step will say.
  return found === undefined || ('is_forum' in found && found.is_forum === true);
}
