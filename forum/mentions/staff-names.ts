import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { staffOnDay } from '#school/staff.ts';

/** Somebody of the staff who may be called by name. */
export interface StaffName {
  id: number;
  familyName: string;
  shortName: string;
  login: string;
}

/** Everybody who works at the school today, and of these people also who did once. */
export async function staffNames(act: Act, further: readonly number[] = []): Promise<StaffName[]> {
  return act.em.execute<StaffName[]>(
    `select p.id, p.family_name as "familyName", ${shortNameOf('p')} as "shortName", p.login from person p
     where p.id in (select person_id from (${staffOnDay}) staff)
       or p.id = any(?) and exists (select from assignment a where a.person_id = p.id)
     order by p.id`,
    [act.today, `{${further.join()}}`],
  );
}
