import { type DutyEntry, dutyKinds } from '#db/board/duty-entry.ts';
import { functionNames } from '#db/school/function-change.ts';
import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';

/** The duties of a draft as they are kept, unfinished as they may be: known words, whole numbers, short lines. Refusal at `duty<place>Kind`. */
export function tidyDuties(entries: readonly DutyEntry[]): DutyEntry[] {
  return entries.map((entry, place) => {
    const kind = dutyKinds.find(known => known === entry.kind) ?? invalid('duty/kind', `duty${place}Kind`);
    const { periodId, personId, person, classId, day, until, title, place: where, starts, ends } = entry;
    const lines = Object.entries({ person, day, until, title, place: where, starts, ends }).flatMap(([name, typed]) => {
      const line = tidyLine(typed ?? '').slice(0, 200);
      return line === '' ? [] : [[name, line] as const];
    });
    const ids = Object.entries({ periodId, personId, classId }).filter(([, id]) => Number.isInteger(id));
    const named = functionNames.find(known => known === entry.function);
    return { kind, ...Object.fromEntries([...ids, ...lines]), ...(named ? { function: named } : {}) };
  });
}
