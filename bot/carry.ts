import type { Logger } from 'pino';
import type { House } from '#school/house.ts';
import { type Errand, moveChannel, putOff, type Round, recordRefused, recordShown } from '#school/notices.ts';
import { endChannel } from '#school/ways/end-way.ts';
import type { Press } from '#templates/press.ts';
import { type Messenger, Undeliverable } from './messenger.ts';
import { type SentReport, sentReportOf } from './sent-report.ts';
import { splitScreen } from './split-screen.ts';

export interface Carrier {
  house: House;
  press: Press;
  messenger: Messenger;
  log: Logger;
  /** Begin nothing more. */
  stopping: AbortSignal;
  /** End even what is being said. */
  hurrying: AbortSignal;
  /** How many parts of a long message, by its deliveries, have been shown already. */
  halfTold: Map<string, number>;
}

/** These become one message when they wait together: by what they have in common. */
const together: Record<string, (errand: Errand) => string> = {
  mark: errand => errand.kind,
  absence: errand => errand.kind,
  final: errand => errand.kind,
  homework: errand => errand.kind,
  forecast: errand => errand.kind,
  substitution: errand => errand.kind,
  'substitution-off': errand => errand.kind,
  'stand-in': errand => errand.kind,
  'stood-in': errand => errand.kind,
  'marks-imported': errand => errand.kind,
  reply: errand => `${errand.kind} ${errand.subject}`,
  mention: errand => `${errand.kind} ${errand.subject}`,
  letter: errand => `${errand.kind} ${errand.subject}`,
};

/** Kinds that come one by one and wait for each other a little. */
export const gathering = ['mark', 'absence', 'final', 'homework'];

/** Something else than the messenger went wrong in showing: tried so often, for it may have been the database. */
const mostFaults = 3;

/** Tells one chat its errands in order; gives how many notices were shown. */
export async function carry(carrier: Carrier, round: Round): Promise<number> {
  const { house, stopping } = carrier;
  const left = messagesOf(round.errands);
  let shown = 0;
  while (left.length > 0 && !stopping.aborted) {
    const message = left[0]!;
    const told = await tell(carrier, round, message);
    if ('messageId' in told) {
      left.shift();
      const record = { messageId: told.messageId, left: idsOf(left.flat()) };
      await house.asHouse(act => recordShown(act, idsOf(message), record));
      shown += message.length;
    } else if (told.failure instanceof Undeliverable || (told.printed && message.length === 1)) {
      await giveUp(carrier, round, { failure: told.failure, left });
      return shown;
    } else {
      // Our own fault with one notice holds up no other: each is told alone, and the faulty one not at all.
      left.shift();
      if (message.length > 1) left.unshift(...message.map(errand => [errand]));
      else await refuse(carrier, message[0]!, told.failure);
    }
  }
  await release(carrier, left);
  return shown;
}

/** Errands as messages: neighbours that belong together become one. */
function messagesOf(errands: Errand[]): Errand[][] {
  const messages: Errand[][] = [];
  for (const errand of errands) {
    const key = together[errand.kind]?.(errand);
    const previous = messages.at(-1);
    if (key && previous && together[previous[0]!.kind]?.(previous[0]!) === key) previous.push(errand);
    else messages.push([errand]);
  }
  return messages;
}

type Told = { messageId: string | undefined } | { failure: unknown; printed: boolean };

async function tell(carrier: Carrier, round: Round, message: Errand[]): Promise<Told> {
  const { messenger, hurrying, halfTold } = carrier;
  const key = idsOf(message).join();
  // A template that fails would fail for ever; everything else is worth another try.
  let printed = true;
  try {
    const report = round.factsOnly ? undefined : await sentReportOf(carrier, message[0]!);
    printed = false;
    const parts = splitScreen(screenOf(carrier, round, { message, report }));
    printed = true;
    let messageId: string | undefined;
    // Where it broke off last time it goes on: the first half is not said twice.
    for (const [index, part] of parts.entries()) {
      if (index < (halfTold.get(key) ?? 0)) continue;
      const file = report?.file && index === parts.length - 1 ? { file: report.file } : {};
      ({ messageId } = await messenger.show(
        round.address,
        { ...part, ...file },
        {
          ...{ signal: hurrying, key: `${key}.${index}`, means: round.means },
          ...(report ? { letter: report.letter } : {}),
        },
      ));
      halfTold.set(key, index + 1);
    }
    halfTold.delete(key);
    return { messageId };
  } catch (failure) {
    return { failure, printed };
  }
}

/** The others say the words alone, and those lead to the site. */
const carriesFiles = ['web', 'telegram', 'email'];

/** These hold nothing about anybody but the chat itself. */
const aboutTheChat = ['consent-request', 'chat-linked', 'password-set'];

function screenOf(
  { press, messenger }: Carrier,
  { factsOnly }: Round,
  { message, report }: { message: Errand[]; report: SentReport | undefined },
) {
  const { kind, spoiler } = message[0]!;
  const notices = message.map(({ facts }) => facts);
  return factsOnly && !aboutTheChat.includes(kind)
    ? press.screen('bot/only-the-fact', { notices: notices.map(() => ({})) })
    : // Letters may speak of health: their words stay on the site.
      press.screen(`notices/${kind}`, {
        notices,
        spoiler,
        onSite: messenger.name === 'web',
        byMail: messenger.name === 'email',
        file: carriesFiles.includes(messenger.name) && Boolean(report?.file),
        endAt: messenger.name === 'email' ? report?.letter.endAt : undefined,
      });
}

/** The messenger would not take the first of what is left, so all of it waits, or goes nowhere any more. */
async function giveUp(carrier: Carrier, round: Round, { failure, left }: { failure: unknown; left: Errand[][] }) {
  const { house, log } = carrier;
  const { chatId, messenger } = round;
  const [first, ...others] = left;
  const { why, retryAfter, movedTo } = failure instanceof Undeliverable ? failure : ({ why: 'fault' } as const);
  log.warn({ why, chat: chatId, messenger }, 'notice not delivered');
  if (why === 'fault' && first![0]!.attempts + 1 >= mostFaults) {
    await refuse(carrier, first![0]!, failure);
    return release(carrier, others);
  }
  if (why === 'blocked' || why === 'gone') return house.asHouse(act => endChannel(act, chatId, why));
  if (why === 'moved' && movedTo) return house.asHouse(act => moveChannel(act, chatId, movedTo));
  const wait = retryAfter ?? backoff(first![0]!.attempts);
  await house.asHouse(async act => {
    const later = { nextAttemptAt: new Date(act.at.getTime() + wait), error: why };
    await putOff(act, idsOf(first!), { ...later, failed: retryAfter === undefined });
    if (others.length > 0) await putOff(act, idsOf(others.flat()), { ...later, failed: false });
  });
}

async function refuse({ house, log }: Carrier, errand: Errand, err: unknown): Promise<void> {
  log.error({ err, kind: errand.kind, delivery: errand.deliveryId }, 'notice could not be told');
  await house.asHouse(act => recordRefused(act, [errand.deliveryId], 'fault'));
}

/** Gives back what was taken and not tried: whoever comes next may take it at once. */
async function release({ house }: Carrier, left: Errand[][]): Promise<void> {
  if (left.length === 0) return;
  await house.asHouse(act => putOff(act, idsOf(left.flat()), { nextAttemptAt: act.at, error: null, failed: false }));
}

function idsOf(errands: Errand[]): number[] {
  return errands.map(errand => errand.deliveryId);
}

/** In ms: 2 s, 4 s, 8 s … at most five minutes: an hour without a network loses nothing. */
export function backoff(attempts: number): number {
  return Math.min(300_000, 2000 * 2 ** Math.min(attempts, 8));
}
