import type { AssignedRole } from '#db/school/assignment.ts';
import type { Day } from '../calendar.ts';
import { emailAddress } from '../email-address.ts';
import { findHeadings, type Headings, plainText } from '../imports/headings.ts';
import { orRefusal } from '../imports/or-refusal.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { type ParentColumns, type ParentField, parentColumns } from './parent-columns.ts';
import words from './people-words.json' with { type: 'json' };
import {
  type ClassName,
  type Kinship,
  type PersonName,
  readClass,
  readDay,
  readFunctions,
  readKinship,
  readName,
  readPhone,
  readSex,
  type Sex,
} from './read-values.ts';

/** A person as a line of the file tells of them; what is not written there is null and changes nothing. */
export interface ReadPerson {
  name: PersonName;
  sex: Sex;
  /** By a word in its column; else taken from the name. */
  isSexWritten: boolean;
  login: string | null;
  email: string | null;
  phone: string | null;
}

export interface ReadParent extends ReadPerson {
  kind: Kinship;
}

export interface ReadStudent extends ReadPerson {
  row: number;
  birthday: Day | null;
  schoolClass: ClassName | null;
  enrolledOn: Day | null;
  order: string | null;
  parents: ReadParent[];
}

export interface ReadStaff extends ReadPerson {
  row: number;
  functions: AssignedRole[];
  leads: ClassName[];
}

/** A line that can't be taken, and why. Row 1 is the first of the file. */
export interface Unread {
  row: number;
  text: string;
  refusal: Refusal;
}

export interface PeopleSheet {
  /** A list of parents names the child in a column of its own, and makes no students. */
  layout: 'students' | 'parents' | 'staff';
  students: ReadStudent[];
  staff: ReadStaff[];
  unread: Unread[];
  /** Headings of columns that hold nothing the program keeps. */
  ignored: string[];
}

type Column = keyof typeof words.headings;

/**
 * Reads a list of students, of parents or of the staff: headings in any order, anything above them. Refusals under
 * `file`: no headings of people, nobody under them. A line that can't be read stands among `unread` with its reason.
 */
export function readPeople(rows: readonly (readonly string[])[]): PeopleSheet {
  const headings = findHeadings<Column>(rows, {
    ...{ patterns: words.headings, isEnough: (at, plain) => layoutOf(at, plain) !== undefined },
  });
  if (!headings) invalid('bring-in/no-people-headings', 'file');
  const layout = layoutOf(headings.at, headings.plain)!;
  const parents = parentColumns(headings);
  const used = new Set([...Object.values(headings.at), ...parents.flatMap(({ at }) => Object.values(at))]);
  const ignored = headings.texts.filter((text, at) => text !== '' && !used.has(at) && !isCounting(text));
  const sheet: PeopleSheet = { layout, students: [], staff: [], unread: [], ignored };
  for (const [index, cells] of rows.entries()) {
    if (index <= headings.row || isIdle(cells, headings)) continue;
    readLine(sheet, { row: index + 1, cells, headings, parents });
  }
  if (sheet.students.length + sheet.staff.length + sheet.unread.length === 0) invalid('bring-in/nobody', 'file');
  return sheet;
}

function layoutOf(at: Partial<Record<Column, number>>, plain: readonly string[]): PeopleSheet['layout'] | undefined {
  if (plain.filter(heading => heading !== '').length < 2) return undefined;
  const named = at.name !== undefined || (at.family !== undefined && at.given !== undefined);
  if (at.child !== undefined && named) return 'parents';
  if (!named && at.child === undefined) return undefined;
  if (at.post !== undefined) return 'staff';
  return at.class !== undefined || at.birthday !== undefined ? 'students' : undefined;
}

function isCounting(text: string): boolean {
  return counting.test(plainText(text));
}

const counting = new RegExp(words.counting);

function isIdle(cells: readonly string[], { repeats }: Headings<Column>): boolean {
  return cells.every(cell => cell === '') || repeats(cells) || totals.test(cells.find(cell => cell !== '') ?? '');
}

const totals = new RegExp(words.totals, 'i');

interface Line {
  row: number;
  cells: readonly string[];
  headings: Headings<Column>;
  parents: ParentColumns[];
}

function readLine(sheet: PeopleSheet, line: Line): void {
  const { row, cells } = line;
  const cell = (column: Column) => tidyLine(cells[line.headings.at[column] ?? -1] ?? '');
  const refusal = orRefusal(() => {
    if (sheet.layout === 'staff') sheet.staff.push(readStaff(row, cell));
    else if (sheet.layout === 'parents') sheet.students.push(readChildOf(line, cell));
    else sheet.students.push({ ...readStudent(row, cell), parents: readParents(line) });
  });
  const text = cells.filter(written => written !== '').slice(0, 4);
  if (refusal) sheet.unread.push({ row, text: text.join(' · ').slice(0, 120), refusal });
}

type Cell = (column: Column) => string;

function readStaff(row: number, cell: Cell): ReadStaff {
  const functions = readFunctions(cell('post'));
  if (functions.length === 0) refuse('bring-in/post', { text: cell('post') });
  const leads = cell('leads')
    .split(/[,;]/)
    .filter(text => text.trim() !== '');
  return { row, ...readPerson(nameOf(cell), cell), functions, leads: leads.map(classOf) };
}

function readStudent(row: number, cell: Cell): Omit<ReadStudent, 'parents'> {
  const name = cell('child') === '' ? nameOf(cell) : wholeName(cell('child'));
  const written = `${cell('class')}${cell('letter')}`;
  return {
    row,
    ...readPerson(name, cell),
    birthday: dayIn(cell('birthday'), 'bring-in/birthday'),
    schoolClass: written === '' ? null : classOf(written),
    enrolledOn: dayIn(cell('enrolled'), 'bring-in/enrolled'),
    order: cell('order') === '' ? null : cell('order').slice(0, 50),
  };
}

/** A list of parents: the child by name, and what the line says of the parent. */
function readChildOf(line: Line, cell: Cell): ReadStudent {
  const none = { sex: 'female' as const, isSexWritten: false, login: null, email: null, phone: null };
  const written = `${cell('class')}${cell('letter')}`;
  const child = {
    ...{ row: line.row, name: wholeName(cell('child')), ...none, enrolledOn: null, order: null },
    birthday: dayIn(cell('birthday'), 'bring-in/birthday'),
    schoolClass: written === '' ? null : classOf(written),
  };
  const name = nameOf(cell);
  const kind = cell('kinship') === '' ? undefined : kinshipOf(cell('kinship'));
  const person = readPerson(name, cell, sexOfKin(kind));
  return { ...child, parents: [{ ...person, kind: kind ?? kinOfSex(person.sex) }] };
}

function readParents({ cells, parents }: Line): ReadParent[] {
  return parents.flatMap(({ kind: named, at }) => {
    const cell = (field: ParentField) => tidyLine(cells[at[field] ?? -1] ?? '');
    const parts = at.name === undefined ? [cell('family'), cell('given'), cell('patronymic')] : [cell('name')];
    if (parts.every(part => part === '')) return [];
    const name = readName(parts) ?? refuse('bring-in/parent-name', { text: parts.join(' ').trim() });
    const kind = cell('kinship') === '' ? named : kinshipOf(cell('kinship'));
    const person = readPerson(name, field => (field === 'sex' ? '' : cell(field)), sexOfKin(kind));
    return [{ ...person, kind: kind ?? kinOfSex(person.sex) }];
  });
}

function readPerson(
  name: PersonName,
  cell: (field: 'sex' | 'login' | 'email' | 'phone') => string,
  known?: Sex | undefined,
): ReadPerson {
  const sex = known ?? readSex(cell('sex'), name) ?? refuse('bring-in/sex');
  const login = cell('login').toLowerCase();
  if (login.length > 64 || /\s/.test(login)) refuse('bring-in/login', { text: login });
  const [email, phone] = [cell('email'), cell('phone')];
  return {
    ...{ name, sex, isSexWritten: cell('sex') !== '', login: login === '' ? null : login },
    email: isBlank(email) ? null : (emailAddress(email) ?? refuse('bring-in/email', { text: email })),
    phone: isBlank(phone) ? null : (readPhone(phone) ?? refuse('bring-in/phone', { text: phone })),
  };
}

function isBlank(text: string): boolean {
  return /^[-–—]?$/.test(text);
}

function nameOf(cell: Cell): PersonName {
  if (cell('name') !== '') return wholeName(cell('name'));
  const parts = [cell('family'), cell('given'), cell('patronymic')];
  return readName(parts) ?? refuse('bring-in/name', { text: parts.join(' ').trim() });
}

function wholeName(text: string): PersonName {
  return readName([text]) ?? refuse('bring-in/name', { text });
}

function classOf(text: string): ClassName {
  return readClass(text) ?? refuse('bring-in/class', { text });
}

function dayIn(text: string, reason: 'bring-in/birthday' | 'bring-in/enrolled'): Day | null {
  return isBlank(text) ? null : (readDay(text) ?? refuse(reason, { text }));
}

function kinshipOf(text: string): Kinship {
  return readKinship(text) ?? refuse('bring-in/kinship', { text });
}

function sexOfKin(kind: Kinship | undefined): Sex | undefined {
  return kind === 'mother' ? 'female' : kind === 'father' ? 'male' : undefined;
}

function kinOfSex(sex: Sex): Kinship {
  return sex === 'female' ? 'mother' : 'father';
}

function refuse(reason: string, facts: Record<string, unknown> = {}): never {
  throw new Refusal('invalid', reason, { facts });
}
