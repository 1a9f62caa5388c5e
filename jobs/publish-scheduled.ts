import { dueDrafts, holdDraft, publishDueDraft } from '#board/publish-draft.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';

/** Publishes the documents whose moment has come, each in its own transaction and in the name of who planned it. */
export async function publishScheduled(house: House): Promise<void> {
  for (const { id, publisherId } of await house.asHouse(dueDrafts)) {
    try {
      await house.as(publisherId, act => publishDueDraft(act, id));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await house.asHouse(act => holdDraft(act, id));
    }
  }
}
