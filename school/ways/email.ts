import { LockMode } from '@mikro-orm/core';
import { Chat } from '#db/school/chat.ts';
import { EmailConfirmation } from '#db/school/email-confirmation.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '../act.ts';
import { emailAddress } from '../email-address.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { addWay } from './add-way.ts';
import { agrees, consentText, giveConsent, mustBeOfAge } from './consents.ts';

const hour = 3_600_000;
const linkHours = 48;
/** Letters to addresses nobody has confirmed, a day: they may be anybody's. */
const mostADay = 5;

/**
 * I want to be written to at this address: a letter with a link goes there, and nothing else until it was opened. Refusals:
 * invalid (address, not agreed), too-many, not-allowed (under age).
 */
export async function askEmail(act: Act, { address, agreed }: { address: string; agreed: boolean }): Promise<void> {
  const tidy = emailAddress(address);
  if (!tidy) throw new Refusal('invalid', 'way/email', { field: 'address' });
  if (!agreed && !(await agrees(act, act.by.id, 'email')))
    throw new Refusal('invalid', 'way/agree', { field: 'agreed' });
  await mustBeOfAge(act);
  const since = new Date(act.at.getTime() - 24 * hour);
  const asked = await act.em.count(EmailConfirmation, { person: act.by.id, askedAt: { $gt: since } });
  if (asked >= mostADay) throw new Refusal('too-many', 'way/email-too-many');
  const confirmation = act.em.create(EmailConfirmation, {
    person: act.em.getReference(Person, act.by.id),
    address: tidy,
    textVersion: consentText,
    askedAt: act.at,
    expiresAt: new Date(act.at.getTime() + linkHours * hour),
  });
  await act.em.flush();
  await act.later('email-confirmation', { confirmationId: confirmation.id });
}

/** To whom a letter with the link goes; nothing when it is too late for it. */
export async function confirmationLetter(act: HouseAct, confirmationId: number) {
  const waiting = { id: confirmationId, usedAt: null, expiresAt: { $gt: act.at } };
  const found = await act.em.findOne(EmailConfirmation, waiting, { populate: ['person'] });
  return found ? { to: found.address, name: found.person.fullName } : undefined;
}

/** The letter has gone: its link is the one that opens. */
export async function acceptConfirmation(act: HouseAct, confirmationId: number, code: string): Promise<void> {
  await act.em.nativeUpdate(EmailConfirmation, { id: confirmationId }, { codeHash: sha256(code) });
}

/** The address of a link of mine that still opens. Refusal: invalid (used, too old, somebody else's: one answer for all). */
export async function confirmationOf(act: Act, code: string): Promise<{ address: string }> {
  const { address } = await findConfirmation(act, code);
  return { address };
}

/** The link was opened by its owner: from now on news goes to the address, instead of a former one, and the person is told. Refusal: invalid. */
export async function confirmEmail(act: Act, code: string): Promise<void> {
  const confirmation = await findConfirmation(act, code, { lockMode: LockMode.PESSIMISTIC_WRITE });
  confirmation.usedAt = act.at;
  const former = {
    person: act.by.id,
    messenger: 'email' as const,
    endedAt: null,
    address: { $ne: confirmation.address },
  };
  await act.em.nativeUpdate(Chat, former, { endedAt: act.at, endReason: 'relinked' });
  await giveConsent(act, 'email');
  await addWay(act, act.by.id, { messenger: 'email', address: confirmation.address });
  // Letters there can set a new password: whoever sat down at an open browser must not go unnoticed.
  const facts = { messenger: 'email', at: act.at };
  act.tell(act.by.id, { kind: 'chat-linked', subject: `email:${confirmation.id}`, facts });
}

async function findConfirmation(
  act: Act,
  code: string,
  options: { lockMode?: LockMode.PESSIMISTIC_WRITE } = {},
): Promise<EmailConfirmation> {
  const open = { codeHash: sha256(code), person: act.by.id, usedAt: null, expiresAt: { $gt: act.at } };
  const found = await act.em.findOne(EmailConfirmation, open, options);
  if (!found) throw new Refusal('invalid', 'way/email-link');
  return found;
}
