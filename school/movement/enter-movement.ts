import { type Arrival, Enrolment } from '#db/school/enrolment.ts';
import { MovementChange, type MovementDeed } from '#db/school/movement-change.ts';
import { Person } from '#db/school/person.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { awaitRollover } from '../rollover/hold-years.ts';
import { followRollover } from './coming-year.ts';
import { latestOf, loadStudent, type StudentStays } from './load-student.ts';
import { type NewStudent, newStudent } from './new-student.ts';
import { recordMovement } from './record-movement.ts';
import { joinSubgroups, quitSubgroups } from './subgroups-of-stay.ts';
import { tellClassTeachers } from './tell-class-teachers.ts';
import { checkDay, type MovementEntry, type MovementTerms, readTerms } from './terms.ts';

/** Into which class, and which of its subgroups. */
export interface IntoClass extends MovementEntry {
  classId: number | undefined;
  subgroupIds?: readonly number[] | undefined;
}

/**
 * Enrols somebody the school has never had into a class by an order, with an account without a password; gives the student.
 * Refusals: not-allowed, conflict when the class's year is over, invalid at the fields of the entry and of the person.
 */
export async function enrolNew(act: Act, entry: IntoClass & NewStudent): Promise<number> {
  permit(act, 'keepMovement');
  await awaitRollover(act);
  const terms = readTerms(act, entry);
  const place = await classToEnter(act, entry);
  await checkDay(act, terms.day, { place, latest: undefined });
  const student = await newStudent(act, entry);
  await act.em.flush();
  await enter(
    act,
    { student, stays: [], open: undefined, latest: undefined },
    { terms, place, arrival: 'enrolled', entry },
  );
  return student.id;
}

/**
 * Takes a student who is in no class into one: who has left returns, who never was in a class, or has finished one by a rollover,
 * is enrolled. Gives the line of the log. Refusals: not-allowed, not-found, conflict when the year is over or the student is in a
 * class, invalid.
 */
export async function takeIn(act: Act, studentId: number, entry: IntoClass): Promise<number> {
  permit(act, 'keepMovement');
  const found = await withoutClass(act, studentId);
  const terms = readTerms(act, entry);
  const place = await classToEnter(act, entry);
  await checkDay(act, terms.day, { place, latest: found.latest, arrives: true });
  const arrival = found.stays.at(-1)?.departure === 'left' ? 'returned' : 'enrolled';
  return enter(act, found, { terms, place, arrival, entry });
}

/** A student whom no class holds: one whose class is finished by the coming year is of none from then on. */
async function withoutClass(act: Act, studentId: number): Promise<StudentStays> {
  const { student, stays, open } = await loadStudent(act, studentId);
  if (open) {
    await followRollover(act, studentId);
    await act.em.refresh(open);
    if (open.departure !== 'finished')
      throw new Refusal('conflict', 'movement/in-class', { facts: { className: open.schoolClass.name } });
  }
  return { student, stays, open: undefined, latest: latestOf(stays) };
}

/** Moves a student to another class of the same year. Gives the line of the log. Refusals: those of `takeIn`. */
export async function moveToClass(act: Act, studentId: number, entry: IntoClass): Promise<number> {
  permit(act, 'keepMovement');
  const found = await loadStudent(act, studentId);
  const from = openStay(found);
  const terms = readTerms(act, entry);
  const place = await classToEnter(act, entry);
  if (place === from.schoolClass) invalid('movement/same-class', 'class', { className: place.name });
  if (place.year !== from.schoolClass.year) invalid('movement/other-year', 'class');
  await checkDay(act, terms.day, { place: from.schoolClass, latest: found.latest });
  await depart(act, found, { terms, departure: 'moved' });
  return enter(act, found, { terms, place, arrival: 'moved', entry });
}

/** Lets a student go from the school; the day is the first one no longer in the class. Refusals: those of `takeIn`. */
export async function letGo(act: Act, studentId: number, entry: MovementEntry): Promise<number> {
  permit(act, 'keepMovement');
  const found = await loadStudent(act, studentId);
  const from = openStay(found);
  const terms = readTerms(act, entry);
  await checkDay(act, terms.day, { place: from.schoolClass, latest: found.latest, leaves: true });
  await depart(act, found, { terms, departure: 'left' });
  return writeLine(act, found, { deed: 'left', terms, from: from.schoolClass, to: null });
}

function openStay({ open }: StudentStays): Enrolment {
  if (!open) throw new Refusal('conflict', 'movement/in-no-class');
  return open;
}

async function classToEnter(act: Act, { classId }: IntoClass): Promise<SchoolClass> {
  const place =
    classId === undefined ? null : await act.em.findOne(SchoolClass, { id: classId }, { populate: ['year'] });
  return place ?? invalid('movement/class', 'class');
}

interface Entering {
  terms: MovementTerms;
  place: SchoolClass;
  arrival: Extract<Arrival, MovementDeed>;
  entry: IntoClass;
}

async function enter(act: Act, found: StudentStays, { terms, place, arrival, entry }: Entering): Promise<number> {
  const { day, orderNumber, orderDate, place: cameFrom } = terms;
  const { student, open } = found;
  act.em.create(Enrolment, {
    ...{ student, schoolClass: place, since: day, arrival },
    ...{ arrivalOrder: orderNumber, arrivalOrderDate: orderDate, cameFrom: arrival === 'moved' ? null : cameFrom },
  });
  await act.em.flush();
  await joinSubgroups(act, { studentId: student.id, classId: place.id, day, subgroupIds: entry.subgroupIds });
  await followRollover(act, student.id);
  return writeLine(act, found, { deed: arrival, terms, from: open?.schoolClass ?? null, to: place });
}

async function depart(
  act: Act,
  found: StudentStays,
  { terms, departure }: { terms: MovementTerms; departure: 'moved' | 'left' },
): Promise<void> {
  const { day, orderNumber, orderDate, place } = terms;
  const stay = found.open!;
  Object.assign(stay, { until: day, departure, departureOrder: orderNumber, departureOrderDate: orderDate });
  if (departure === 'left') stay.wentTo = place;
  await act.em.flush();
  await quitSubgroups(act, found.student.id, { classId: stay.schoolClass.id, day });
}

interface Written {
  deed: MovementDeed;
  terms: MovementTerms;
  from: SchoolClass | null;
  to: SchoolClass | null;
}

async function writeLine(act: Act, { student }: StudentStays, { deed, terms, from, to }: Written): Promise<number> {
  const line = act.em.create(MovementChange, {
    ...{ deed, student, fromClass: from, toClass: to, ...terms },
    ...{ by: act.em.getReference(Person, act.by.id), at: act.at },
  });
  await act.em.flush();
  recordMovement(act, line);
  tellClassTeachers(act, line);
  return line.id;
}
