import { CardChange, type CardField } from '#db/school/card-change.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { type Contacts, correctedFields } from './read-contacts.ts';

/** Writes the contacts that are others now, each change with who and when (4.2a). */
export function writeContacts(act: Act, person: Person, contacts: Contacts): void {
  for (const field of correctedFields) {
    const after = contacts[field];
    if (after === undefined || after === person[field]) continue;
    recordCardChange(act, { personId: person.id, field, before: person[field] ?? null, after });
    person[field] = after;
  }
}

interface Change {
  personId: number;
  /** Of kinship: to whom. */
  studentId?: number;
  field: CardField;
  before: string | null;
  after: string | null;
}

/** A change of somebody's data, into the log of the cards. */
export function recordCardChange(act: Act, { personId, studentId, field, before, after }: Change): void {
  act.em.create(CardChange, {
    person: act.em.getReference(Person, personId),
    student: studentId === undefined ? null : act.em.getReference(Student, studentId),
    ...{ field, before, after },
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
}
