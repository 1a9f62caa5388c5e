import type { Day } from '../calendar.ts';
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
import { findParent, findStudent } from './find-person.ts';
import { type KnownClass, know, type Someone } from './known-people.ts';
import type { ReadParent, ReadStudent } from './read-people.ts';

/**
 * What becomes of a student and the parents of the line. Refuses whom it can't tell from somebody else, moves between
 * classes and returns, which have orders of their own, and a child of a list of parents whom the school doesn't know.
 */
export function compareStudent(comparing: Comparing, line: ReadStudent): void {
  const { known, met, layout } = comparing;
  const found = findStudent(known, line);
  if (!found && layout === 'parents') refuse('bring-in/unknown-child', { name: fullName(line.name) });
  if (!found && !line.schoolClass) refuse('bring-in/no-class');
  const again = found && layout !== 'parents' ? met.get(found) : undefined;
  if (again !== undefined && line.parents.length === 0) refuse('bring-in/repeated', { row: again });
  const student = found ?? studentNew(line);
  const stay = layout === 'parents' ? undefined : stayOf(comparing, student, line);
  // Found before anything is taken: a line is taken whole or not at all.
  const parents = line.parents.map(parent => ({ parent, one: parentOf(comparing, parent, student) }));
  if (layout !== 'parents' && again === undefined) takeStudent(comparing, { student, line, stay, isNew: !found });
  if (layout !== 'parents') met.set(student, again ?? line.row);
  for (const { parent, one } of parents) takeParent(comparing, { parent, one, student, row: line.row });
}

function studentNew(line: ReadStudent): Someone {
  const { birthday } = line;
  return { ...someoneNew(line), student: { id: null, birthday, place: null, before: 'never', leftOn: null } };
}

type Stay = { place: KnownClass; since: Day } | undefined;

/** The stay that would begin; nothing for who is in the class already. */
function stayOf(comparing: Comparing, { student }: Someone, line: ReadStudent): Stay {
  if (!line.schoolClass) return undefined;
  const { act, writing } = comparing;
  const { firstDay, lastDay } = writing.year;
  const { place, leftOn } = student!;
  const to = classNamed(comparing, line.schoolClass);
  if (place === to) return undefined;
  if (place) refuse('bring-in/moves', { from: classText(place), to: classText(to) });
  const written = line.enrolledOn;
  if (leftOn && !(written && written >= leftOn)) refuse('bring-in/has-left', { day: leftOn });
  if (written && written > lastDay) refuse('bring-in/enrolled', { text: written });
  // Of a class that is only being filled everybody is there from the beginning of the year.
  const named = written ?? (to.isFilled ? act.today : firstDay);
  if (named < firstDay) return { place: to, since: firstDay };
  return { place: to, since: named };
}

interface Taking {
  student: Someone;
  line: ReadStudent;
  stay: Stay;
  isNew: boolean;
}

function takeStudent({ known, writing, lines }: Comparing, { student, line, stay, isNew }: Taking): void {
  const changes = isNew ? [] : takeFields(student, line);
  const studies = student.student!;
  if (!isNew && line.birthday && studies.birthday !== line.birthday) {
    changes.push({ what: 'birthday', was: studies.birthday, becomes: line.birthday });
    studies.birthday = line.birthday;
  }
  if (!isNew && changes.length > 0) writing.changed.add(student);
  if (stay) {
    const { place, since } = stay;
    if (place.id === null) writing.classes.add(place);
    const arrival = ({ never: 'enrolled', promoted: 'promoted', left: 'returned' } as const)[studies.before];
    writing.enrolments.push({ student, place, since, arrival, order: line.order });
    changes.push({ what: 'class', was: null, becomes: classText(place) }, { what: 'since', was: null, becomes: since });
    studies.place = place;
  }
  if (isNew) {
    writing.people.add(student);
    know(known, student);
  }
  const state = isNew ? 'new' : changes.length > 0 ? 'changed' : 'same';
  const place = studies.place && classText(studies.place);
  lines.push({ row: line.row, who: 'student', name: fullName(student), state, place, changes });
}

function parentOf({ known }: Comparing, parent: ReadParent, child: Someone): Someone {
  const one = findParent(known, parent, child);
  const tie = one?.children.find(({ student }) => student === child);
  if (tie?.ended) refuse('bring-in/kinship-ended', { name: fullName(one!) });
  return one ?? someoneNew(parent);
}

interface TakingParent {
  parent: ReadParent;
  one: Someone;
  student: Someone;
  row: number;
}

function takeParent({ known, writing, lines, met }: Comparing, { parent, one, student, row }: TakingParent): void {
  const isNew = one.id === null && !writing.people.has(one);
  const changes: Changed[] = isNew ? [] : takeFields(one, parent);
  if (one.id !== null && changes.length > 0) writing.changed.add(one);
  const tie = one.children.find(child => child.student === student);
  if (tie?.kind !== parent.kind) {
    writing.kin.push({ parent: one, student, kind: parent.kind });
    if (!isNew) changes.push({ what: 'kinship', was: tie?.kind ?? null, becomes: parent.kind });
    if (tie) tie.kind = parent.kind;
    else one.children.push({ student, kind: parent.kind, ended: false });
  }
  if (isNew) {
    writing.people.add(one);
    know(known, one);
  }
  met.set(one, met.get(one) ?? row);
  const state = isNew ? 'new' : changes.length > 0 ? 'changed' : 'same';
  lines.push({ row, who: 'parent', name: fullName(one), state, place: fullName(student), changes });
}

function refuse(reason: string, facts: Record<string, unknown> = {}): never {
  throw new Refusal('invalid', reason, { facts });
}
