import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { likeItself, shortNameOf, withoutYo, withoutYoSql } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { staffOnDay } from '#school/staff.ts';
import { tidyLine } from '#school/typed-text.ts';

/** Somebody who may be called in a section. */
export interface Callable {
  id: number;
  name: string;
  shortName: string;
  /** What is written in the text to call them: «@Иванова Н. П.», by login where two bear that name. */
  call: string;
}

const most = 8;

/**
 * Who may be called in a section by what has been typed after «@»: those who read it, by the beginning of family name, given
 * name or login, whatever the letters; the family name first. Eight at most. Refusals: not-found.
 */
export async function callable(act: Act, { section: key, q }: { section: string; q: string }): Promise<Callable[]> {
  see(act, 'useForum');
  const section = await act.em.findOne(Section, { key });
  if (!section) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', section);
  const typed = withoutYo(tidyLine(q).toLowerCase()).slice(0, 60);
  const begins = `${likeItself(typed)}%`;
  const rows = await act.em.execute<(Omit<Callable, 'call'> & { login: string; alone: boolean })[]>(query, {
    ...{ today: act.today, me: act.by.id, readers: `{${section.readers.join()}}`, begins, most },
  });
  return rows.map(({ login, alone, ...person }) => ({ ...person, call: alone ? `@${person.shortName}` : `@${login}` }));
}

const small = (expression: string) => withoutYoSql(`lower(${expression})`);

const query = `
  with colleague as (
    select p.*, staff.roles::text[] as roles, ${shortNameOf('p')} as short_name
    from (${staffOnDay.replace('?', ':today')}) staff join person p on p.id = staff.person_id)
  select c.id, concat_ws(' ', c.family_name, c.given_name, c.patronymic) as name, c.short_name as "shortName", c.login,
    (select count(*) from colleague other where other.short_name = c.short_name) = 1 as alone
  from colleague c
  where c.id <> :me and :readers::text[] && array_prepend('staff', c.roles)
    and (${small(`c.family_name || ' ' || c.given_name`)} like :begins or ${small('c.given_name')} like :begins
      or ${small('c.short_name')} like :begins or lower(c.login) like :begins)
  order by ${small('c.family_name')} like :begins desc, c.family_name collate "ru-x-icu", c.given_name collate "ru-x-icu", c.id
  limit :most`;
