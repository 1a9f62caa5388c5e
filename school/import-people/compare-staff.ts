import type { AssignedRole } from '#db/school/assignment.ts';
import { Refusal } from '../refusal.ts';
import {
  type Changed,
  type Comparing,
  classNamed,
  classText,
  fullName,
  someoneNew,
  takeFields,
} from './compare-people.ts';
import { findStaff } from './find-person.ts';
import { know, type Someone } from './known-people.ts';
import type { ReadStaff } from './read-people.ts';

/** What becomes of a member of the staff. Refuses a line twice and whom it can't tell from somebody else. */
export function compareStaff(comparing: Comparing, line: ReadStaff): void {
  const { known, writing, met, lines } = comparing;
  const found = findStaff(known, line);
  if (found && met.has(found)) throw new Refusal('invalid', 'bring-in/repeated', { facts: { row: met.get(found) } });
  const person = found ?? someoneNew(line);
  const changes = found ? takeFields(person, line) : [];
  met.set(person, line.row);
  if (found && changes.length > 0) writing.changed.add(person);
  changes.push(...giveFunctions(comparing, person, line), ...giveClasses(comparing, person, line));
  if (!found) {
    writing.people.add(person);
    know(known, person);
  }
  const state = !found ? 'new' : changes.length > 0 ? 'changed' : 'same';
  lines.push({ row: line.row, who: 'staff', name: fullName(person), state, place: null, changes });
}

/**
 * While the school has no director a list gives every function; afterwards the director does (6.1), and a list only makes
 * teachers of people who are new to the staff.
 */
function giveFunctions(comparing: Comparing, person: Someone, { row, functions }: ReadStaff): Changed[] {
  const { known, writing, partly } = comparing;
  const changes: Changed[] = [];
  for (const role of functions) {
    if (person.roles.includes(role)) continue;
    if (!mayGive(comparing, person, role)) {
      const refusal = new Refusal('invalid', 'bring-in/function', { facts: { function: role } });
      partly.push({ row, text: fullName(person), refusal });
      continue;
    }
    writing.functions.push({ person, role });
    changes.push({ what: 'function', was: null, becomes: role });
  }
  person.roles = [...new Set([...person.roles, ...changes.map(({ becomes }) => becomes)])];
  if (changes.length > 0 && !person.isStaff) person.isStaff = !known.hasDirector || person.id === null;
  return changes;
}

function mayGive({ known, writing }: Comparing, person: Someone, role: AssignedRole): boolean {
  if (known.hasDirector) return role === 'teacher' && !person.isStaff;
  return role !== 'director' || !writing.functions.some(given => given.role === 'director');
}

/** A class that has no class teacher yet gets one; who takes over from another is assigned by the director. */
function giveClasses(comparing: Comparing, person: Someone, { row, leads }: ReadStaff): Changed[] {
  const { writing, partly } = comparing;
  return leads.flatMap((name): Changed[] => {
    const place = classNamed(comparing, name);
    if (place.teacherId !== null && place.teacherId === person.id) return [];
    if (place.teacherId !== null || writing.leaders.some(led => led.place === place)) {
      const refusal = new Refusal('invalid', 'bring-in/class-led', { facts: { class: classText(place) } });
      partly.push({ row, text: fullName(person), refusal });
      return [];
    }
    if (place.id === null) writing.classes.add(place);
    writing.leaders.push({ place, person });
    return [{ what: 'leads', was: null, becomes: classText(place) }];
  });
}
