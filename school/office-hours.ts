import { Person } from '#db/school/person.ts';
import type { Act } from './act.ts';
import { may, permit } from './permissions.ts';
import { invalid } from './refusal.ts';
import { tidyLine } from './typed-text.ts';

export const longestOfficeHours = 200;

/** My own office hours, in my own words; nothing for who keeps none. */
export async function officeHours(act: Act): Promise<{ text: string; longest: number } | null> {
  if (!may(act.by, 'keepOfficeHours')) return null;
  const person = await act.em.findOneOrFail(Person, { id: act.by.id });
  return { text: person.officeHours ?? '', longest: longestOfficeHours };
}

/** When people may come and when letters are answered: shown to who writes (4.2d). Refusals: not-allowed, invalid at officeHours. */
export async function keepOfficeHours(act: Act, typed: string): Promise<void> {
  permit(act, 'keepOfficeHours');
  const text = tidyLine(typed);
  if (text.length > longestOfficeHours) invalid('office-hours-long', 'officeHours', { most: longestOfficeHours });
  const person = await act.em.findOneOrFail(Person, { id: act.by.id });
  person.officeHours = text === '' ? null : text;
}
