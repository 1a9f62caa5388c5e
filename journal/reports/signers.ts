import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';

/** Who signs for the school on the day: «Соколова С. В.»; empty where nobody, or more than one, holds the function. */
export interface Signers {
  director: string;
  deputy: string;
}

/** By the assignments of the day. One query. */
export async function signersOn(act: Act, day: Day): Promise<Signers> {
  const rows = await act.em.execute<{ role: keyof Signers; name: string }[]>(
    `select distinct a.role, ${shortNameOf('p')} as name from assignment a join person p on p.id = a.person_id
     where a.role in ('director', 'deputy') and a.since <= :day and (a.until is null or a.until >= :day)`,
    { day },
  );
  const one = (role: keyof Signers) => {
    const names = rows.filter(row => row.role === role);
    return names.length === 1 ? names[0]!.name : '';
  };
  return { director: one('director'), deputy: one('deputy') };
}
