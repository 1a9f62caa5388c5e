import type { Act } from '../act.ts';
import { withoutYo, withoutYoSql } from '../names.ts';
import { invalid } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

/**
 * The adult with an open account whom the typed text names: the whole name, or the login. Refusals at `field`: nobody,
 * several of that name.
 */
export async function personNamed(act: Act, typed: string, field: string): Promise<number> {
  const name = withoutYo(tidyLine(typed).toLowerCase());
  const found = await act.em.execute<{ id: number }[]>(
    `select p.id from person p
     where p.deactivated_at is null and not exists (select from student s where s.person_id = p.id)
       and (p.login = :name or ${withoutYoSql(`lower(concat_ws(' ', p.family_name, p.given_name, p.patronymic))`)} = :name)
     limit 2`,
    { name },
  );
  if (found.length === 0) invalid('function/person', field, { typed: tidyLine(typed).slice(0, 100) });
  if (found.length > 1) invalid('function/person-several', field);
  return found[0]!.id;
}
