import type { EntityManager } from '@mikro-orm/postgresql';
import { Section } from '#db/forum/section.ts';
import { bells, shortBells } from '#db/founding/usual-bells.ts';
import usualSchool from '#db/founding/usual-school.json' with { type: 'json' };
import { usualYear } from '#db/founding/usual-year.ts';
import { WorkKind } from '#db/journal/work-kind.ts';
import { Assignment } from '#db/school/assignment.ts';
import { Bell, BellSchedule, BellUse } from '#db/school/bell.ts';
import { Person } from '#db/school/person.ts';
import { School } from '#db/school/school.ts';
import { type Day, dayOf } from '../calendar.ts';
import { hashPassword } from '../passwords.ts';
import { checkFounding, type FoundingEntry } from './founding-entry.ts';
import { putYear } from './put-year.ts';

/**
 * Founds a school in a database that holds nothing: its name, the year as schools usually keep it, usual bells, kinds of
 * work and sections of the forum, all to be changed later, and one person, the registrar, who brings in everybody else
 * (regulation 7). The caller begins the transaction: there is no house yet. Refusals: invalid under the fields of the entry.
 */
export async function foundSchool(em: EntityManager, typed: Record<string, string>, at: Date): Promise<void> {
  const entry = checkFounding(typed);
  const passwordHash = await hashPassword(entry.password);
  const { name, fullName, timeZone, daysPerWeek } = entry;
  em.create(School, { id: 1, name, fullName, timeZone, daysPerWeek });
  putUsualBells(em, putYear(em, usualYear(entry.yearStart)).firstDay);
  for (const [index, kind] of usualSchool.workKinds.entries())
    em.create(WorkKind, { control: false, ...kind, position: index + 1 });
  for (const [index, section] of usualSchool.sections.entries())
    em.create(Section, { ...section, position: index + 1, suggestions: section.key === 'suggestions' });
  hireRegistrar(em, { ...entry, passwordHash }, at);
}

function putUsualBells(em: EntityManager, firstDay: Day): void {
  const usual = putBells(em, usualSchool.bells.usual, bells);
  em.create(BellUse, { schedule: usual, since: firstDay });
  putBells(em, usualSchool.bells.short, shortBells);
}

function putBells(em: EntityManager, name: string, times: readonly (readonly [string, string])[]): BellSchedule {
  const schedule = em.create(BellSchedule, { name });
  for (const [index, [startsAt, endsAt]] of times.entries())
    em.create(Bell, { schedule, slot: index + 1, startsAt, endsAt });
  return schedule;
}

function hireRegistrar(em: EntityManager, entry: FoundingEntry & { passwordHash: string }, at: Date): void {
  const { familyName, givenName, patronymic, sex, login, email, passwordHash, timeZone } = entry;
  const who = { familyName, givenName, patronymic, sex, login, email, passwordHash, createdAt: at };
  const person = Object.assign(new Person(), who);
  em.persist(person);
  em.create(Assignment, { person, role: 'registrar', since: dayOf(at, timeZone) });
}
