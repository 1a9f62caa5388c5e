import { Refusal } from '#school/refusal.ts';

/** Ends the deed when anything was refused: with the one refusal, or with all of them under one sentence. */
export function refuseTogether(results: readonly (Refusal | undefined)[]): void {
  const refusals = results.filter(result => result !== undefined);
  if (refusals.length === 0) return;
  const [first] = refusals as [Refusal, ...Refusal[]];
  if (refusals.length === 1 && first.field === undefined) throw first;
  throw new Refusal(first.kind, 'lesson/nothing-written', { facts: { count: refusals.length }, details: refusals });
}

/** The same refusal, spoken of a field of a form. */
export function underField(refusal: Refusal | undefined, field: string): Refusal | undefined {
  if (!refusal) return undefined;
  const { kind, reason, facts } = refusal;
  return new Refusal(kind, reason, { facts, field });
}
