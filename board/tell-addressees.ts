import type { BoardDocument } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { excerpt } from '#school/typed-text.ts';
import { peopleOf } from './audience.ts';
import { familiesOf } from './families.ts';

/** Tells a published document to everyone whom it is for, but the signer: the staff to read it, families to know it. */
export async function tellAddressees(act: Act, document: BoardDocument, instead: BoardDocument | null): Promise<void> {
  const { id, kind, number, date, title, text, audience } = document;
  const facts = {
    ...{ id, kind, number, date, title, excerpt: excerpt(text) },
    ...(document.acknowledgeBy && { acknowledgeBy: document.acknowledgeBy }),
    ...(document.effectiveFrom && { effectiveFrom: document.effectiveFrom }),
    ...(document.edition > 1 && { reason: document.reason }),
    ...(instead &&
      document.edition === 1 && { instead: { kind: instead.kind, number: instead.number, date: instead.date } }),
  };
  const staff = await peopleOf(act, audience, act.by.id);
  for (const personId of staff) act.tell(personId, { kind: 'document', subject: `document:${id}`, facts });
  const told = new Set([...staff, act.by.id]);
  for (const personId of await familiesOf(act, audience)) {
    // Who works here and is a parent as well has heard of it already.
    if (!told.has(personId)) act.tell(personId, { kind: 'announcement', subject: `announcement:${id}`, facts });
  }
}
