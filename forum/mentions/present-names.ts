import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { staffOnDay } from '#school/staff.ts';
import { markedIds, relabelled } from './marks.ts';

/** What is known now of the people called in some texts. */
export interface PresentNames {
  /** The text with their names as they are today. */
  text(text: string): string;
  /** Who is called in the text and does not read that section. */
  unseen(text: string, readers: readonly string[]): string[];
}

interface Row {
  id: number;
  name: string;
  roles: string[] | null;
}

/** Whom these texts of the talk call, by their present names; one query, and none where nobody is called. */
export async function presentNames(act: Act, texts: readonly (string | null)[]): Promise<PresentNames> {
  const ids = [...new Set(texts.flatMap(text => (text?.includes('](person') ? markedIds(text) : [])))];
  const rows = ids.length === 0 ? [] : await act.em.execute<Row[]>(query, [act.today, `{${ids.join()}}`]);
  const people = new Map(rows.map(row => [row.id, row]));
  return {
    text: text => (people.size === 0 ? text : relabelled(text, id => people.get(id)?.name)),
    unseen: (text, readers) =>
      people.size === 0
        ? []
        : markedIds(text).flatMap(id => {
            const person = people.get(id);
            return person && !reads(person, readers) ? [person.name] : [];
          }),
  };
}

function reads({ roles }: Row, readers: readonly string[]): boolean {
  return roles !== null && ['staff', ...roles].some(word => readers.includes(word));
}

/** Nobody but who works here or did once: a mark is no way to the name of a parent. */
const query = `
  select p.id, ${shortNameOf('p')} as name, staff.roles::text[] as roles
  from person p left join (${staffOnDay}) staff on staff.person_id = p.id
  where p.id = any(?) and (staff.person_id is not null or exists (select from assignment a where a.person_id = p.id))`;
