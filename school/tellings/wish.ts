import { usualHours } from './hours.ts';
import { matterOf, matterRules } from './matters.ts';
import type { Wish } from './place-of.ts';

/** What was chosen, as far as anything was. */
export type ChosenWish = { [Field in keyof Wish]: Wish[Field] | null };

/** SQL: joins what the reader of notice `n` has chosen; the columns of `ChosenWish` are in `wishColumns`. */
export const wishTables = `
  left join telling_hours h on h.person_id = n.reader_id
  left join telling_choice w on w.person_id = n.reader_id and w.matter = ${caseOfKind(matter => `'${matter}'`)}
    and coalesce(w.student_id, 0) = ${caseOfKind(matter => (matterRules[matter].ofChild ? 'coalesce(n.student_id, 0)' : '0'))}`;

export const wishColumns = `w.choice, h.quiet_from as "quietFrom", h.quiet_until as "quietUntil", h.digest_at as "digestAt"`;

/** The reader's wish for a notice of the kind, with what is usual where nothing was chosen. */
export function wishOf(kind: string, chosen: ChosenWish): Wish {
  const matter = matterOf(kind);
  return {
    choice: chosen.choice ?? (matter ? matterRules[matter].usual : 'at-once'),
    quietFrom: chosen.quietFrom ?? usualHours.quietFrom,
    quietUntil: chosen.quietUntil ?? usualHours.quietUntil,
    digestAt: chosen.digestAt ?? usualHours.digestAt,
  };
}

function caseOfKind(words: (matter: keyof typeof matterRules) => string): string {
  const rules = Object.entries(matterRules) as [keyof typeof matterRules, { kinds: readonly string[] }][];
  const cases = rules.flatMap(([matter, { kinds }]) => kinds.map(kind => `when '${kind}' then ${words(matter)}`));
  return `case n.kind ${cases.join(' ')} end`;
}
