import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { drawPassword, freshSlip, type Slip } from '../reset-password.ts';
import { classPeople } from './class-people.ts';

/** As many hashes at a time: whoever signs in meanwhile waits for these alone. */
const atOnce = 4;

/**
 * Slips for a class (2.2.2, 2.2.3): for all its students and parents who have no password yet, or for those chosen, whose
 * passwords and sessions end. Who works at the school gets none here. Refusals: not-found, not-allowed, invalid (for nobody).
 */
export async function giveSlips(act: Act, classId: number, chosen: readonly number[] | null = null): Promise<Slip[]> {
  const { people } = await classPeople(act, classId);
  const named = chosen && people.filter(({ id }) => chosen.includes(id));
  if (named && named.length < new Set(chosen).size) throw new Refusal('not-found', 'not-found');
  const meant = named ?? people.filter(({ hasPassword, isStaff }) => !hasPassword && !isStaff);
  for (const { isStaff } of meant) permit(act, 'resetFamilyPassword', { classId, isStaff });
  const ids = meant.map(({ id }) => id);
  // Two presses at once must not give one person two passwords, of which one is on paper already.
  const rows = await act.em.find(Person, { id: ids }, { lockMode: 4, orderBy: { id: 'asc' }, refresh: true });
  const open = new Map(rows.filter(row => named || row.passwordHash === null).map(row => [row.id, row]));
  const due = ids.flatMap(id => open.get(id) ?? []);
  if (due.length === 0) throw nobody(named !== null);
  const slips: Slip[] = [];
  for (let first = 0; first < due.length; first += atOnce) {
    const few = due.slice(first, first + atOnce);
    const drawn = await Promise.all(few.map(() => drawPassword(act)));
    for (const [place, person] of few.entries()) slips.push(await freshSlip(act, person, drawn[place]!));
  }
  return slips;
}

function nobody(chosen: boolean): Refusal {
  return chosen ? new Refusal('invalid', 'slips-none-chosen') : new Refusal('invalid', 'slips-none-due');
}
