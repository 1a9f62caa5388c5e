import type { AssignedRole } from '#db/school/assignment.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { orRefusal } from '../imports/or-refusal.ts';
import { type YearToFill, yearToFill } from '../imports/year-to-fill.ts';
import { compareStaff } from './compare-staff.ts';
import { compareStudent } from './compare-student.ts';
import { type KnownClass, type KnownPeople, knownPeople, type Someone } from './known-people.ts';
import { isSamePatronymic, isSameWord, nameKey } from './name-key.ts';
import type { PeopleSheet, ReadPerson, Unread } from './read-people.ts';
import type { ClassName, Kinship } from './read-values.ts';

/** What would become of one person of the file. */
export interface PersonLine {
  row: number;
  who: 'student' | 'parent' | 'staff';
  name: string;
  state: 'new' | 'changed' | 'same';
  /** The class of a student, the child of a parent. */
  place: string | null;
  changes: Changed[];
}

export interface Changed {
  what: keyof typeof words;
  was: string | null;
  becomes: string;
}

// The template says them in Russian.
const words = {
  ...{ familyName: 0, givenName: 0, patronymic: 0, sex: 0, birthday: 0, email: 0, phone: 0 },
  ...{ class: 0, since: 0, kinship: 0, function: 0, leads: 0 },
};

/** What there is to write, when it is confirmed. */
export interface PeopleWriting {
  year: YearToFill;
  people: Set<Someone>;
  changed: Set<Someone>;
  classes: Set<KnownClass>;
  enrolments: {
    student: Someone;
    place: KnownClass;
    since: Day;
    arrival: 'enrolled' | 'promoted' | 'returned';
    order: string | null;
  }[];
  kin: { parent: Someone; student: Someone; kind: Kinship }[];
  functions: { person: Someone; role: AssignedRole }[];
  leaders: { place: KnownClass; person: Someone }[];
}

export interface PeopleComparison {
  layout: PeopleSheet['layout'];
  lines: PersonLine[];
  unread: Unread[];
  /** Lines that are taken, but for what is said here. */
  partly: Unread[];
  /** Whom the school has and the file has not; nothing becomes of them. */
  missing: { name: string; place: string | null }[];
  newClasses: string[];
  ignored: string[];
  writing: PeopleWriting;
}

/** One comparison at work. */
export interface Comparing extends Pick<PeopleComparison, 'lines' | 'partly' | 'writing' | 'layout'> {
  act: Act;
  known: KnownPeople;
  /** The first row of everybody met so far. */
  met: Map<Someone, number>;
}

/** What the list would change in the school; nothing is written. Refusal: conflict without a school year. */
export async function comparePeople(act: Act, sheet: PeopleSheet): Promise<PeopleComparison> {
  const year = await yearToFill(act);
  const known = await knownPeople(act, year);
  const writing: PeopleWriting = {
    ...{ year, people: new Set<Someone>(), changed: new Set<Someone>(), classes: new Set<KnownClass>() },
    ...{ enrolments: [], kin: [], functions: [], leaders: [] },
  };
  const comparing: Comparing = { act, known, writing, layout: sheet.layout, lines: [], partly: [], met: new Map() };
  const unread = [...sheet.unread];
  const compareOne = (line: { row: number } & ReadPerson, compare: () => void) => {
    const refusal = orRefusal(compare);
    if (refusal) unread.push({ row: line.row, text: fullName(line.name), refusal });
  };
  for (const line of sheet.staff) compareOne(line, () => compareStaff(comparing, line));
  for (const line of sheet.students) compareOne(line, () => compareStudent(comparing, line));
  return {
    layout: sheet.layout,
    ignored: sheet.ignored,
    lines: comparing.lines,
    partly: comparing.partly,
    unread: unread.toSorted((one, other) => one.row - other.row),
    missing: missingOf(comparing, sheet),
    newClasses: [...writing.classes].map(classText),
    writing,
  };
}

/** Puts what the line says into the person; gives what that changes. A cell left empty changes nothing. */
export function takeFields(one: Someone, line: ReadPerson): Changed[] {
  const changes: Changed[] = [];
  const take = <K extends 'familyName' | 'givenName' | 'patronymic' | 'sex' | 'email' | 'phone'>(
    what: K,
    becomes: Someone[K],
  ) => {
    const was = one[what];
    if (becomes === null || was === becomes) return;
    changes.push({ what, was: was as string | null, becomes: becomes as string });
    one[what] = becomes;
  };
  const { familyName, givenName, patronymic } = line.name;
  if (!isSameWord(one.familyName, familyName)) take('familyName', familyName);
  if (!isSameWord(one.givenName, givenName)) take('givenName', givenName);
  if (one.patronymic === null || !isSamePatronymic(one.patronymic, patronymic)) take('patronymic', patronymic);
  if (line.isSexWritten) take('sex', line.sex);
  take('email', line.email);
  take('phone', line.phone);
  return changes;
}

/** Somebody whom the file brings. */
export function someoneNew({ name, sex, email, phone }: ReadPerson): Someone {
  const nothing = { id: null, login: null, student: null, isStaff: false, roles: [], children: [] };
  return { ...nothing, ...name, sex, email, phone };
}

/** The class of that name; a new one is written only when somebody is put into it. */
export function classNamed({ known }: Comparing, { grade, letter }: ClassName): KnownClass {
  const found = known.classes.find(one => one.grade === grade && one.letter === letter);
  if (found) return found;
  const made = { id: null, grade, letter, teacherId: null, isFilled: false };
  known.classes.push(made);
  return made;
}

export function fullName({ familyName, givenName, patronymic }: ReadPerson['name']): string {
  return [familyName, givenName, patronymic].filter(Boolean).join(' ');
}

export function classText({ grade, letter }: ClassName): string {
  return `${grade}${letter}`;
}

function missingOf({ known, met, layout }: Comparing, { students, staff }: PeopleSheet): PeopleComparison['missing'] {
  if (layout === 'parents') return [];
  const named = new Set(students.flatMap(({ schoolClass }) => (schoolClass ? [classText(schoolClass)] : [])));
  // Whom a line that can't be taken may mean is in the file all the same.
  const written = new Set([...students, ...staff].map(({ name }) => nameKey(name)));
  const isAsked = ({ student, roles }: Someone) =>
    layout === 'staff' ? roles.length > 0 : student?.place != null && named.has(classText(student.place));
  return known.everybody
    .filter(one => isAsked(one) && !met.has(one) && !written.has(nameKey(one)))
    .map(one => ({ name: fullName(one), place: one.student?.place ? classText(one.student.place) : null }));
}
