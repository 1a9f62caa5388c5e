import { FunctionChange } from '#db/school/function-change.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { refuseWithoutDirector } from './change-functions.ts';
import { holdFunctions } from './hold-functions.ts';

/**
 * Withdraws a change that has not taken effect yet; its line stays in the log. Refusals: not-allowed, not-found, conflict once it has
 * taken effect or was withdrawn; invalid when the school would be left without a director.
 */
export async function withdrawChange(act: Act, id: number): Promise<void> {
  permit(act, 'assignFunctions');
  await holdFunctions(act);
  const line = await act.em.findOne(FunctionChange, { id });
  if (!line) throw new Refusal('not-found', 'not-found');
  if (line.doneAt || line.withdrawnAt) throw new Refusal('conflict', 'function/settled');
  line.withdrawnAt = act.at;
  line.withdrawnBy = act.em.getReference(Person, act.by.id);
  await act.em.flush();
  if (line.function === 'director') await refuseWithoutDirector(act, 'change');
}
