import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';

/** A kind of graded work; its weight counts in averages. */
export interface WorkKindView {
  id: number;
  name: string;
  weight: number;
}

/** Every kind of work, in the school's order; the first one is what a teacher means by saying nothing. */
export function workKinds(act: HouseAct): Promise<WorkKindView[]> {
  return prepared<WorkKindView>(act.em, 'select id, name, weight from work_kind order by position, id');
}
