import { type ConsentScope, consentScopes } from '#db/school/consent.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { consentText, isUnderAge } from './consents.ts';

/** What a paper to be signed holds (152-ФЗ, art. 9): who signs and for what; without a person the name is written by hand. */
export interface ConsentForm {
  person: string | null;
  /** A student under 14: a parent signs. */
  byParent: boolean;
  textVersion: string;
  scopes: readonly ConsentScope[];
}

/** The paper for a person, or an empty one. Refusals: not-allowed, not-found. */
export async function consentForm(act: Act, personId: number | null): Promise<ConsentForm> {
  permit(act, 'keepConsents');
  const form = { textVersion: consentText, scopes: consentScopes };
  if (personId === null) return { person: null, byParent: false, ...form };
  const person = await act.em.findOne(Person, { id: personId, deactivatedAt: null });
  if (!person) throw new Refusal('not-found', 'not-found');
  const student = await act.em.findOne(Student, { person: personId });
  return { person: person.fullName, byParent: student !== null && isUnderAge(student, act.today), ...form };
}
