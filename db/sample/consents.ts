import type { Day } from '../day.ts';
import { type Consent, consentScopes } from '../school/consent.ts';
import { cast } from './cast.ts';
import type { Register } from './register.ts';
import type { Row } from './rows.ts';

/** The cast agrees to every channel since the year began; for Маша her mother signed on paper. */
export function castConsents(
  register: Register,
  { signedOn, givenAt }: { signedOn: Day; givenAt: Date },
): Row<Consent>[] {
  const given = cast.flatMap(({ login }) => {
    const person = register.idOf(login);
    if (person === undefined) return [];
    const form = login === 'masha' ? 'paper' : 'electronic';
    const recordedBy = form === 'paper' ? register.idOf('kuznetsov')! : person;
    return consentScopes.map(scope => ({ person, scope, form, recordedBy }) as const);
  });
  return given.map((one, index) => ({ id: index + 1, ...one, textVersion: '2026-11', signedOn, givenAt }));
}
