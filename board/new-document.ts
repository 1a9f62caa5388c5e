import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { acceptedFiles } from '#school/files.ts';
import { permit, see } from '#school/permissions.ts';
import { type AudienceWord, audienceWords } from './audience.ts';
import { type Choices, type Chosen, choicesOf } from './choices.ts';
import { type DutyChoices, dutyChoices } from './duties/duty-choices.ts';
import { type DocumentKind, kindsToPost, postingOf } from './kinds.ts';
import { nextNumber } from './numbering.ts';

export interface NewDocument extends Choices {
  kind: DocumentKind;
  /** Every kind this person may post. */
  kinds: DocumentKind[];
  /** Of this kind and year, as long as nobody posts in between. */
  nextNumber: number;
  date: Day;
  audienceWords: readonly AudienceWord[];
  acceptedFiles: string;
  /** Of an order: what its duties may speak of. */
  choices: DutyChoices | null;
}

/**
 * What the form for a new document begins with; the first kind this person may post when none is asked for.
 * Refusals: not-found for families, not-allowed for those who post nothing.
 */
export async function newDocument(act: Act, asked?: DocumentKind, chosen: Chosen = {}): Promise<NewDocument> {
  see(act, 'readBoard');
  const kinds = kindsToPost(act.by);
  const kind = asked ?? kinds[0] ?? 'announcement';
  permit(act, postingOf[kind]);
  const year = Number(act.today.slice(0, 4));
  const next = await nextNumber(act, kind, year);
  const choices = kind === 'order' ? await dutyChoices(act) : null;
  const offered = await choicesOf(act, kind, chosen);
  return { kind, kinds, nextNumber: next, date: act.today, audienceWords, ...offered, acceptedFiles, choices };
}
