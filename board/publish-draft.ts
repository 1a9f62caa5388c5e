import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { addDays, dayOf, momentOf, parseDay } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { loadDraft } from './drafts.ts';
import { checkDuties } from './duties/check-duties.ts';
import { filesOf } from './files.ts';
import { postingOf } from './kinds.ts';
import { postDocument } from './post-document.ts';
import { documentToReplace } from './supersede.ts';

/**
 * Publishes a draft now: numbered and dated today, signed by who acts, told to everyone it is for; the draft goes (5.1, 6.1b). Gives
 * the document's id. Refusals: not-found, not-allowed by kind, invalid as postDocument.
 */
export async function publishDraft(act: Act, id: number): Promise<number> {
  const draft = await loadDraft(act, id);
  permit(act, postingOf[draft.kind]);
  const { kind, title, text, audience, duties } = draft;
  const documentId = await postDocument(act, {
    ...{ kind, title, text, audience, duties, date: act.today, draftId: id },
    acknowledgeBy: draft.acknowledgeBy ?? undefined,
    effectiveFrom: draft.effectiveFrom ?? undefined,
    effectiveUntil: draft.effectiveUntil ?? undefined,
    ...{ isPublic: draft.isPublic, pinned: draft.pinned, replaces: draft.replaces?.id },
  });
  act.em.remove(draft);
  return documentId;
}

/**
 * Leaves the draft to the clock, which publishes it at that moment in the name of who acts. `typed` is the school's local time,
 * «2026-11-25T08:00». Refusals: as publishDraft, invalid at publishAt.
 */
export async function scheduleDraft(act: Act, id: number, typed: string): Promise<void> {
  const draft = await loadDraft(act, id);
  permit(act, postingOf[draft.kind]);
  const publishAt = readMoment(act, typed);
  if (draft.audience.length === 0) invalid('document-audience', 'audience');
  if (draft.text === '' && (await filesOf(act, { draftId: id })).length === 0) invalid('document-text', 'text');
  const day = dayOf(publishAt, act.timeZone);
  if (draft.acknowledgeBy && draft.acknowledgeBy < day) invalid('document-acknowledge-by-unlikely', 'acknowledgeBy');
  if (draft.effectiveUntil && draft.effectiveUntil < day) invalid('document-effective-order', 'effectiveUntil');
  if (draft.replaces) await documentToReplace(act, draft.kind, draft.replaces.id);
  await checkDuties(act, draft.duties, { kind: draft.kind, publishedOn: day, replaces: draft.replaces?.id });
  draft.publishAt = publishAt;
  draft.publisher = act.em.getReference(Person, act.by.id);
  draft.heldAt = null;
}

function readMoment(act: Act, typed: string): Date {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(typed.trim()) ?? [];
  const day = parseDay(date);
  if (!day) invalid('draft-moment', 'publishAt');
  const moment = momentOf(day, time, act.timeZone);
  if (moment <= act.at || day > addDays(act.today, 366)) invalid('draft-moment-unlikely', 'publishAt');
  return moment;
}

/** Drafts whose moment has come, the earliest first, each with whose name it is published in. */
export function dueDrafts(act: HouseAct): Promise<{ id: number; publisherId: number }[]> {
  return act.em.execute(
    `select id, publisher_id as "publisherId" from board_draft where publish_at <= ? and publisher_id is not null
     order by publish_at, id limit 50`,
    [act.at],
  );
}

/** Publishes a draft whose moment has come; does nothing when it has been put off meanwhile. Refusals: as publishDraft. */
export async function publishDueDraft(act: Act, id: number): Promise<void> {
  const { publishAt, publisher } = await loadDraft(act, id);
  if (publishAt && publishAt <= act.at && publisher?.id === act.by.id) await publishDraft(act, id);
}

/** Takes a draft from the clock that could not be published as it is; it stays among the drafts and says so. */
export async function holdDraft(act: HouseAct, id: number): Promise<void> {
  await act.em.execute(
    `update board_draft set held_at = ?, publish_at = null, publisher_id = null, version = version + 1
     where id = ? and publish_at <= ?`,
    [act.at, id, act.at],
  );
}
