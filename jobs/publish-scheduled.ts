import { dueDrafts, holdDraft, publishDueDraft } from '#board/publish-draft.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';

/**
 * Publishes the documents whose moment has come, each in its own transaction and in the name of who planned it. One that fails
 * stands in no other's way: its fault is thrown at the end, and the next minute tries it again.
 */
export async function publishScheduled(house: House): Promise<void> {
  const faults: unknown[] = [];
  for (const { id, publisherId } of await house.asHouse(dueDrafts)) {
    try {
      await house.as(publisherId, act => publishDueDraft(act, id));
    } catch (error) {
      if (error instanceof Refusal) await house.asHouse(act => holdDraft(act, id));
      else faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
