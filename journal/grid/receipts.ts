import { EntryReceipt } from '#db/journal/entry-receipt.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';

/** The answer given when the entry with this key arrived first; nothing when it is new. */
export async function answerBefore<T extends object>(act: Act, key: string | undefined): Promise<T | undefined> {
  if (key === undefined) return undefined;
  const receipt = await act.em.findOne(EntryReceipt, { by: act.by.id, key });
  return receipt ? (receipt.answer as T) : undefined;
}

/** Keeps the answer, in the transaction of the entry: written both or neither. */
export function keepAnswer(act: Act, key: string | undefined, answer: object): void {
  if (key === undefined) return;
  act.em.create(EntryReceipt, {
    by: act.em.getReference(Person, act.by.id),
    key,
    at: act.at,
    answer: answer as Record<string, unknown>,
  });
}
