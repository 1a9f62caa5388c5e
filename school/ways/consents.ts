import { Consent, type ConsentScope } from '#db/school/consent.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act, HouseAct } from '../act.ts';
import { addYears, type Day, parseDay } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { lockCourier, refuseBarred } from './end-way.ts';
import { scopeOf } from './open-way.ts';

/** The text that is agreed to now: templates/consents/<version>.hbs; an old one stays, for those who agreed to it. */
export const consentText = '2026-11';

/** From this age a student agrees alone; before, a parent signs on paper. */
const ageOfConsent = 14;

/** Whether the person agrees to be written to over the channel. */
export async function agrees(act: HouseAct, personId: number, scope: ConsentScope): Promise<boolean> {
  return (await act.em.count(Consent, { person: personId, scope, withdrawnAt: null })) > 0;
}

/**
 * I agree to be written to over the channel (152-ФЗ); agreeing twice is agreeing once. Refusal: not-allowed (a student
 * under 14 for whom a parent has not signed).
 */
export async function giveConsent(act: Act, scope: ConsentScope): Promise<void> {
  // Two presses at once: the second one waits, and finds what the first has written.
  await act.em.execute('select id from person where id = ? for no key update', [act.by.id]);
  if (await agrees(act, act.by.id, scope)) return;
  await mustBeOfAge(act);
  const given = { textVersion: consentText, signedOn: act.today, form: 'electronic' as const };
  await keepConsent(act, { personId: act.by.id, scope, ...given });
}

/** Whether I may agree myself: for a student under 14 a parent signs. */
export async function isOfAge(act: Act): Promise<boolean> {
  if (act.by.studentId === null) return true;
  return !isUnderAge(await act.em.findOneOrFail(Student, { id: act.by.studentId }), act.today);
}

/** Whether a parent signs for the student. */
export function isUnderAge({ birthday }: Pick<Student, 'birthday'>, today: Day): boolean {
  return birthday != null && addYears(birthday, ageOfConsent) > today;
}

/** Refuses with not-allowed whom `isOfAge` says no of. */
export async function mustBeOfAge(act: Act): Promise<void> {
  if (!(await isOfAge(act))) throw new Refusal('not-allowed', 'way/under-age');
}

/** I agree no longer: from now on nothing leaves over the channel, and what waits there goes another way. */
export async function withdrawConsent(act: Act, scope: ConsentScope): Promise<void> {
  await withdraw(act, { person: act.by.id, scope });
}

/** The registrar has the signed paper. Refusals: not-allowed, not-found, invalid (scope, day), conflict (agreed already). */
export async function recordPaperConsent(
  act: Act,
  { personId, scope, signedOn }: { personId: number; scope: string; signedOn: string },
): Promise<void> {
  permit(act, 'keepConsents');
  const known = scopeOf(scope, 'scope');
  const day = parseDay(signedOn);
  if (!day || day > act.today) throw new Refusal('invalid', 'way/signed-on', { field: 'signedOn' });
  if (!(await act.em.count(Person, { id: personId, deactivatedAt: null }))) throw new Refusal('not-found', 'not-found');
  if (await agrees(act, personId, known)) throw new Refusal('conflict', 'way/agreed-already');
  await keepConsent(act, { personId, scope: known, signedOn: day, textVersion: consentText, form: 'paper' });
}

/** The registrar was handed a withdrawal. Refusals: not-allowed, not-found. */
export async function withdrawForPerson(act: Act, consentId: number): Promise<void> {
  permit(act, 'keepConsents');
  if ((await withdraw(act, { id: consentId })) === 0) throw new Refusal('not-found', 'not-found');
}

type Given = Pick<Consent, 'form' | 'textVersion' | 'signedOn' | 'scope'> & { personId: number };

async function keepConsent(act: Act, { personId, ...given }: Given): Promise<void> {
  const person = act.em.getReference(Person, personId);
  const recordedBy = act.em.getReference(Person, act.by.id);
  act.em.create(Consent, { ...given, person, recordedBy, givenAt: act.at });
  await act.em.flush();
}

async function withdraw(act: Act, which: { id: number } | { person: number; scope: ConsentScope }): Promise<number> {
  await lockCourier(act);
  const withdrawn = { withdrawnAt: act.at, withdrawnBy: act.by.id };
  const count = await act.em.nativeUpdate(Consent, { ...which, withdrawnAt: null }, withdrawn);
  if (count > 0) await refuseBarred(act);
  return count;
}
