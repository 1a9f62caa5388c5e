import pino from 'pino';
import { openCourier } from '#bot/courier.ts';
import { type Messenger, Undeliverable } from '#bot/messenger.ts';
import type { Telling } from '#school/act.ts';
import { dayOf, timeOf } from '#school/calendar.ts';
import { plainText } from '#templates/plain-text.ts';
import type { Press } from '#templates/press.ts';
import type { TestSchool } from './house.ts';

/** What a chat heard, with the local time: «2026-11-24 19:00 …». */
export interface Listening extends Messenger {
  heard: { address: string; at: Date; text: string }[];
  /** So many of the next calls fail, to be tried again. */
  failing: number;
  /** All that one address heard, in order. */
  of(address: string | number): string[];
}

/** A messenger that notes down what is said, at which local time, in plain words. */
export function listen(school: TestSchool, name: Messenger['name']): Listening {
  const { world, house } = school;
  const listening: Listening = {
    name,
    heard: [],
    failing: 0,
    of: address =>
      listening.heard
        .filter(one => one.address === String(address))
        .map(({ at, text }) => `${dayOf(at, house.timeZone)} ${timeOf(at, house.timeZone)} ${text}`),
    show: async (address, { text }) => {
      if (listening.failing > 0) {
        listening.failing--;
        throw new Undeliverable('unreachable');
      }
      listening.heard.push({ address, at: world.now(), text: plainText(text) });
      return { messageId: String(listening.heard.length) };
    },
  };
  return listening;
}

/** One round of a courier with these messengers. */
export function roundOf(school: TestSchool, messengers: readonly Messenger[], press: Press = school.press) {
  const courier = openCourier({
    house: school.house,
    press,
    messengers,
    log: pino({ level: 'silent' }),
    everyMs: 5,
  });
  return courier.round;
}

/** Tells a person by id, as a use case would. */
export async function tellPerson(school: TestSchool, personId: number, telling: Telling): Promise<void> {
  await school.house.asHouse(async act => act.tell(personId, telling));
}
