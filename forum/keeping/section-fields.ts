import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { staffRoles } from '#school/actor.ts';
import { withoutYo } from '#school/names.ts';
import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';

/** A section as who keeps it wants it. */
export interface SectionFields {
  name: string;
  description: string;
  /** «staff» for all who work at the school, or their roles. */
  readers: readonly string[];
  writers: readonly string[];
  suggestions: boolean;
}

/** Words that name somebody of the staff, in this order. */
export const staffWordsInOrder: readonly string[] = ['staff', ...staffRoles];

const most = { name: 60, description: 200 };

/**
 * Reads what was typed of a section. Refusals: invalid under name (none, too long, another section's), description, readers
 * (nobody), writers (nobody; somebody who does not read it).
 */
export async function readSectionFields(act: Act, typed: SectionFields, own?: Section): Promise<SectionFields> {
  const name = tidyLine(typed.name);
  if ([...name].length < 2 || [...name].length > most.name) invalid('section/name', 'name', { most: most.name });
  const others = await act.em.find(Section, own ? { id: { $ne: own.id } } : {});
  if (others.some(other => small(other.name) === small(name))) invalid('section/name-taken', 'name', { name });
  const description = tidyLine(typed.description);
  if ([...description].length > most.description)
    invalid('section/description', 'description', { most: most.description });
  const readers = wordsOf(typed.readers);
  if (readers.length === 0) invalid('section/readers', 'readers');
  const writers = wordsOf(typed.writers);
  if (writers.length === 0) invalid('section/writers', 'writers');
  const all = readers.includes('staff');
  if (!all && writers.some(word => word !== 'staff' && !readers.includes(word)))
    invalid('section/writers-blind', 'writers');
  return { name, description, readers, writers, suggestions: typed.suggestions };
}

/** «All» holds every role. */
function wordsOf(typed: readonly string[]): string[] {
  return typed.includes('staff') ? ['staff'] : staffWordsInOrder.filter(word => typed.includes(word));
}

function small(name: string): string {
  return withoutYo(name.toLowerCase());
}
