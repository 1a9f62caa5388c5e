import { type CorrectedField, correctedFields } from '#db/school/data-correction.ts';
import { emailAddress } from '../email-address.ts';
import { readPhone } from '../import-people/read-values.ts';
import { Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

export { type CorrectedField, correctedFields } from '#db/school/data-correction.ts';

/** Contacts as they are typed; a field that is not there was not touched, an empty one empties. */
export type TypedContacts = { [F in CorrectedField]?: string | null | undefined };
export type Contacts = { [F in CorrectedField]?: string | null };

const longest: Record<CorrectedField, number> = { phone: 40, email: 254, address: 300, workplace: 200 };

/**
 * Contacts as they are kept: one telephone, an address of e-mail in small letters, lines of text; `fieldOf` names the field of the form.
 * Gives also what is refused, each at its field.
 */
export function readContacts(
  typed: TypedContacts,
  fieldOf: (field: CorrectedField) => string,
): { contacts: Contacts; refused: Refusal[] } {
  const contacts: Contacts = {};
  const refused: Refusal[] = [];
  for (const field of correctedFields) {
    const text = typed[field];
    if (text === undefined) continue;
    const read = readOne(field, tidyLine(text ?? ''));
    if (typeof read === 'string' || read === null) contacts[field] = read;
    else refused.push(new Refusal('invalid', read.reason, { field: fieldOf(field), facts: read.facts }));
  }
  return { contacts, refused };
}

type Unfit = { reason: string; facts: Record<string, unknown> };

function readOne(field: CorrectedField, line: string): string | null | Unfit {
  if (line === '') return null;
  if (line.length > longest[field]) return { reason: 'card/long', facts: { most: longest[field] } };
  if (field === 'phone') return readPhone(line) ?? { reason: 'card/phone', facts: {} };
  if (field === 'email') return emailAddress(line) ?? { reason: 'card/email', facts: {} };
  return line;
}

/** Ends the deed because of everything that will not do, the first before the others. */
export function refuseAll(refused: readonly Refusal[]): void {
  const [first, ...rest] = refused;
  if (!first) return;
  const { kind, reason, field, facts } = first;
  throw new Refusal(kind, reason, { ...(field ? { field } : {}), facts, details: rest });
}
