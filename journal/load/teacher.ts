import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { invalid } from '#school/refusal.ts';

export interface Teacher {
  id: number;
  name: string;
}

/** Who teaches at the school today. Refuses: invalid (teacher). */
export async function teacherWith(act: Act, id: number): Promise<Teacher> {
  const [teacher] = await act.em.execute<Teacher[]>(
    `select p.id, ${shortNameOf('p')} as name from person p where p.id = :id and p.deactivated_at is null
       and exists (select from assignment a where a.person_id = p.id and a.role = 'teacher'
         and (a.until is null or a.until >= :today))`,
    { id, today: act.today },
  );
  return teacher ?? invalid('settings/teacher', 'teacher');
}
