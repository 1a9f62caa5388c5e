import type { Act } from '#school/act.ts';
import { type Acceptance, acceptSuggested } from './accept-suggested.ts';
import { chooseFinals } from './choose-final.ts';
import type { FinalEntry } from './enter-final.ts';
import { readFinal } from './final-rules.ts';

/** A whole page of final marks as it was sent; what wasn't touched since it was shown is left alone. */
export interface FinalsForm {
  entries: readonly FinalEntry[];
  /** A column whose empty cells are filled with what is suggested, after what was typed. */
  accept?: Acceptance | undefined;
}

/** Saves the touched marks, then accepts what is suggested where asked. Refusals: those of `chooseFinals`. */
export async function saveFinalsForm(act: Act, courseId: number, { entries, accept }: FinalsForm): Promise<void> {
  const touched = entries.filter(({ value, shown }) => shown === undefined || readFinal(value) !== shown);
  await chooseFinals(act, courseId, touched);
  if (accept) await acceptSuggested(act, courseId, accept);
}
