import type { EntityManager } from '@mikro-orm/postgresql';
import { Section } from '#db/forum/section.ts';
import { bells, shortBells } from '#db/founding/usual-bells.ts';
import usualSchool from '#db/founding/usual-school.json' with { type: 'json' };
import { usualYear, type YearPlan } from '#db/founding/usual-year.ts';
import { WorkKind } from '#db/journal/work-kind.ts';
import { Assignment } from '#db/school/assignment.ts';
import { Bell, BellSchedule, BellUse } from '#db/school/bell.ts';
import { DaysOff } from '#db/school/days-off.ts';
import { Period } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import { School } from '#db/school/school.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import { dayOf } from '../calendar.ts';
import { hashPassword } from '../passwords.ts';
import { checkFounding, type FoundingEntry } from './founding-entry.ts';

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
  putYear(em, usualYear(entry.yearStart));
  for (const [index, kind] of usualSchool.workKinds.entries())
    em.create(WorkKind, { control: false, ...kind, position: index + 1 });
  for (const [index, section] of usualSchool.sections.entries())
    em.create(Section, { ...section, position: index + 1, suggestions: section.key === 'suggestions' });
  hireRegistrar(em, { ...entry, passwordHash }, at);
}

function putYear(em: EntityManager, plan: YearPlan): void {
  const { firstDay, lastDay } = plan;
  // The entity's own getters are no columns: `create` would ask for them.
  const year = Object.assign(new SchoolYear(), { firstDay, lastDay });
  em.persist(year);
  for (const [index, span] of plan.quarters.entries())
    em.create(Period, { year, kind: 'quarter', number: index + 1, ...span });
  for (const [index, span] of plan.halfYears.entries())
    em.create(Period, { year, kind: 'half-year', number: index + 1, ...span });
  for (const span of plan.daysOff) em.create(DaysOff, { year, ...span });
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
