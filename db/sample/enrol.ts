import type { Day } from '../day.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import type { Enrolment } from '../school/enrolment.ts';
import type { Guardianship } from '../school/guardianship.ts';
import type { Student } from '../school/student.ts';
import { chanceOf } from './chance.ts';
import type { ClassPlan } from './classes.ts';
import { type ChildPlan, type FamilyPlan, familiesFor } from './families.ts';
import { movementOf } from './movement.ts';
import type { Register } from './register.ts';
import type { Row } from './rows.ts';

/** A student's stay in a class, for whoever needs to know who sat there on a day. `until` is the first day away. */
export interface Stay {
  student: number;
  child: ChildPlan;
  schoolClass: ClassPlan;
  since: Day;
  until: Day | null;
}

export interface Enrolled {
  students: Row<Student>[];
  guardianships: Row<Guardianship>[];
  enrolments: Row<Enrolment>[];
  stays: Stay[];
}

/** Enrols the families' children on 1 September, and lets happen what has happened until today. */
export function enrol(
  classes: readonly ClassPlan[],
  register: Register,
  options: { year: YearPlan; today: Day },
): Enrolled {
  const { year, today } = options;
  const firstOfSeptember: Day = `${Number(year.firstDay.slice(0, 4))}-09-01`;
  const enrolled: Enrolled = { students: [], guardianships: [], enrolments: [], stays: [] };
  for (const family of familiesFor(classes)) admit(family, register, enrolled, firstOfSeptember);
  const movement = movementOf(year);
  if (movement.arrives.day <= today) arrive(movement.arrives, classes, register, enrolled);
  if (movement.moves.day <= today) move(movement.moves, classes, enrolled);
  if (movement.leaves.day <= today) leave(movement.leaves, enrolled);
  return enrolled;
}

function admit(
  family: FamilyPlan,
  register: Register,
  enrolled: Enrolled,
  since: Day,
  order: string | null = null,
): void {
  const parents = family.parents.map(parent => ({ parent, person: personOf(parent, register) }));
  for (const child of family.children) {
    const student = enrolled.students.length + 1;
    const birthday = birthdayOf(child, since);
    enrolled.students.push({ id: student, person: personOf(child, register), birthday });
    for (const { parent, person } of parents) {
      const id = enrolled.guardianships.length + 1;
      enrolled.guardianships.push({ id, parent: person, student, kind: parent.kind, since });
    }
    const isNew = order !== null || child.schoolClass.grade === 1;
    enter(
      enrolled,
      { student, child, schoolClass: child.schoolClass, since, until: null },
      {
        arrival: isNew ? 'enrolled' : 'promoted',
        arrivalOrder: order ?? (isNew ? '12-у' : '14-у'),
      },
    );
  }
}

// Тимофей's mother is of the staff already.
function personOf(plan: FamilyPlan['parents'][number] | ChildPlan, register: Register): number {
  if (!plan.login) return register.add(plan);
  return register.idOf(plan.login) ?? register.addCast(plan.login);
}

function enter(enrolled: Enrolled, stay: Stay, how: Pick<Row<Enrolment>, 'arrival' | 'arrivalOrder'>): void {
  const id = enrolled.enrolments.length + 1;
  const { student, schoolClass, since } = stay;
  const departure: Pick<Row<Enrolment>, 'until' | 'departure' | 'departureOrder'> = {
    until: null,
    departure: null,
    departureOrder: null,
  };
  enrolled.enrolments.push({ id, student, schoolClass: schoolClass.id, since, ...how, ...departure });
  enrolled.stays.push(stay);
}

function arrive(
  event: { className: string; day: Day; order: string },
  classes: readonly ClassPlan[],
  register: Register,
  enrolled: Enrolled,
): void {
  const schoolClass = classes.find(one => one.name === event.className)!;
  const child = {
    familyName: 'Чайкин',
    givenName: 'Арсений',
    patronymic: 'Вадимович',
    sex: 'male' as const,
    schoolClass,
  };
  const mother = {
    familyName: 'Чайкина',
    givenName: 'Вера',
    patronymic: 'Ильинична',
    sex: 'female' as const,
    kind: 'mother' as const,
  };
  admit({ parents: [mother], children: [child] }, register, enrolled, event.day, event.order);
}

function move(
  event: { from: string; to: string; day: Day; order: string },
  classes: readonly ClassPlan[],
  enrolled: Enrolled,
): void {
  const stay = depart(event.from, event.day, { departure: 'moved', departureOrder: event.order }, enrolled);
  const schoolClass = classes.find(one => one.name === event.to)!;
  enter(
    enrolled,
    { ...stay, schoolClass, since: event.day, until: null },
    { arrival: 'moved', arrivalOrder: event.order },
  );
}

function leave(event: { className: string; day: Day; order: string }, enrolled: Enrolled): void {
  depart(event.className, event.day, { departure: 'left', departureOrder: event.order }, enrolled);
}

function depart(
  className: string,
  until: Day,
  how: Pick<Row<Enrolment>, 'departure' | 'departureOrder'>,
  enrolled: Enrolled,
): Stay {
  const index = enrolled.stays.findIndex(stay => stay.schoolClass.name === className && !stay.child.login);
  const stay = enrolled.stays[index]!;
  stay.until = until;
  Object.assign(enrolled.enrolments[index]!, { until, ...how });
  return stay;
}

function birthdayOf(child: ChildPlan, since: Day): Day {
  const chance = chanceOf('birthday', child.familyName, child.givenName, child.schoolClass.name);
  const latest = Temporal.PlainDate.from(since).subtract({ years: 5 + child.schoolClass.grade, months: 8 });
  return latest.subtract({ days: chance.whole(0, 364) }).toString() as Day;
}
