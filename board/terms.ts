import type { Act } from '#school/act.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import { publicKinds } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { peopleOf } from './audience.ts';

/** Days as somebody typed them, ISO dates; empty is none. */
export interface TypedTerms {
  /** The last day to say «Ознакомлен». */
  acknowledgeBy?: string | undefined;
  /** The first day in force, when it is not the document's date. */
  effectiveFrom?: string | undefined;
  /** The last day in force. */
  effectiveUntil?: string | undefined;
}

/** A typed day; nothing where nothing is typed. Refusal: invalid at the field. */
export function readDay(typed: string | undefined, reason: string, field: string): Day | null {
  return typed ? (parseDay(typed) ?? invalid(reason, field)) : null;
}

/** The days a document is in force. Refusals: invalid at effectiveFrom, effectiveUntil. */
export function checkForce(act: Act, date: Day, { effectiveFrom, effectiveUntil }: TypedTerms) {
  const from = readDay(effectiveFrom, 'document-effective', 'effectiveFrom');
  const until = readDay(effectiveUntil, 'document-effective', 'effectiveUntil');
  const unlikely = (day: Day) => day < '1950-01-01' || day > addDays(act.today, 3660);
  if (from && unlikely(from)) invalid('document-effective-unlikely', 'effectiveFrom');
  if (until && unlikely(until)) invalid('document-effective-unlikely', 'effectiveUntil');
  if (until && until < (from ?? date)) invalid('document-effective-order', 'effectiveUntil');
  return { effectiveFrom: from, effectiveUntil: until };
}

/** The last day to say «Ознакомлен», for a document that somebody of the staff is to read. Refusal: invalid at acknowledgeBy. */
export async function checkLastDay(
  act: Act,
  audience: readonly string[],
  typed: string | undefined,
): Promise<Day | null> {
  const day = readDay(typed, 'document-acknowledge-by', 'acknowledgeBy');
  if (!day) return null;
  if (day < act.today || day > addDays(act.today, 366)) invalid('document-acknowledge-by-unlikely', 'acknowledgeBy');
  if ((await peopleOf(act, audience, 0)).length === 0) invalid('document-acknowledge-by-staff', 'acknowledgeBy');
  return day;
}

/** Refuses to open to families what is not theirs to read. Refusal: invalid at isPublic. */
export function checkPublic(kind: string, isPublic: boolean): boolean {
  if (isPublic && !publicKinds.includes(kind)) invalid('document-public', 'isPublic');
  return isPublic;
}
