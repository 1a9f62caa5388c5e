import type { Act } from '#school/act.ts';
import { type MovementEvent, movementOfSpan } from '#school/movement/movement-of-span.ts';
import { readOnce } from '#school/shared.ts';
import { meanTenths } from '../arithmetic/means.ts';
import { type AttendanceFigures, sumOf } from '../attendance/figures.ts';
import { missedOf, type NamedStudent, namedCategories } from './class-results.ts';
import { type Category, categories, categoryOf } from './figures/categories.ts';
import { type ClassProgress, classProgress, marksOfStudent } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals } from './figures/due-finals.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked, AskedClass } from './report.ts';
import type { ReportRow } from './rows.ts';
import { countTold, type ToldCount, toldFamilies } from './told-families.ts';

export interface ClassTeacherReport {
  /** Null before the time has begun. */
  statement: Statement | null;
  /** Lessons missed, and come late to, by each student who has any. */
  missed: ReportRow[];
  missing: number;
}

export interface Statement {
  movement: { start: number; arrived: number; left: number; end: number };
  /** Who came and who went, by day. */
  came: MovementEvent[];
  went: MovementEvent[];
  students: ClassProgress['students'];
  marks: ClassProgress['marks'];
  /** Names by category, every category there is. */
  named: Record<Category, NamedStudent[]>;
  /** Families that know of every 2 of the period; null for a year, of which nobody is told apart. */
  told: ToldCount | null;
  /** Of those who fail: the subjects in which they have «н/а» beside. */
  failingToo: NamedStudent[];
  attendance: AttendanceFigures & { withoutReason: number };
  /** In tenths; null for an empty class. */
  missedPerStudent: number | null;
}

/**
 * Отчёт классного руководителя за период (form 5, 4.1): a numbered statement of movement, progress by name, attendance; nothing
 * of it is typed. Nine queries.
 */
export async function classTeacherReport(
  act: Act,
  { class: { id }, term, year }: Pick<Asked, 'term' | 'year'> & { class: AskedClass },
): Promise<ClassTeacherReport> {
  const [finals] = await dueFinals(act, { span: await spanOfTerm(act, { term, year }), classIds: [id] });
  if (!finals) return { statement: null, missed: [], missing: 0 };
  const { startsOn, asOf, className } = finals;
  // Of the whole school: where a move came from, and where it went, another class knows.
  const { classes, events } = await readOnce(act, `movement ${startsOn} ${asOf}`, () =>
    movementOfSpan(act, { from: startsOn, to: asOf }),
  );
  const missed = await missedOf(act, finals);
  const { students, marks } = classProgress(finals);
  const movement = classes.find(({ classId }) => classId === id) ?? { start: 0, arrived: 0, left: 0, end: 0 };
  const attendance = sumOf([...missed.values()]);
  const told = term.kind === 'period' ? countTold(finals, await toldFamilies(act, finals)) : null;
  const statement: Statement = {
    told,
    ...{ movement, students, marks, named: byCategory(finals), failingToo: failingToo(finals) },
    came: events.filter(({ to }) => to === className),
    went: events.filter(({ from }) => from === className),
    attendance: { ...attendance, withoutReason: attendance.unexcused + attendance.unknown },
    missedPerStudent: meanTenths(attendance.missed, movement.end),
  };
  return { statement, missed: missedRows(finals, missed), missing: marks.missing };
}

function byCategory(finals: ClassFinals): Statement['named'] {
  const found = new Map(namedCategories(finals).map(({ category, students }) => [category, students]));
  return Object.fromEntries(categories.map(one => [one, found.get(one) ?? []])) as Statement['named'];
}

/** Who has «н/а» and is counted among those who fail: a student stands in one category alone. */
function failingToo(finals: ClassFinals): NamedStudent[] {
  return finals.students.flatMap(student => {
    const marks = marksOfStudent(finals, student);
    const own = marks.filter(({ choice }) => choice === 'not-attested');
    const subjects = own.map(({ subject, teacher }) => `${subject} (${teacher})`).join(', ');
    return own.length > 0 && categoryOf(marks) !== 'not-attested' ? [{ name: student.name, subjects }] : [];
  });
}

function missedRows({ students }: ClassFinals, missed: ReadonlyMap<number, AttendanceFigures>): ReportRow[] {
  const rows = students.flatMap(({ id, name }): { name: string; own: AttendanceFigures }[] => {
    const own = missed.get(id);
    return own && own.missed + own.late > 0 ? [{ name, own }] : [];
  });
  const cellsOf = ({ missed: lessons, ill, valid, unexcused, unknown, days, daysIll, late }: AttendanceFigures) => {
    return { lessons, ill, valid, unexcused: unexcused + unknown, days, daysIll, late };
  };
  if (rows.length === 0) return [];
  const total = { name: { word: 'total' }, ...cellsOf(sumOf(rows.map(({ own }) => own))) };
  return [
    ...rows.map(({ name, own }, index) => ({ cells: { number: index + 1, name, ...cellsOf(own) } })),
    { level: 'total', over: rows.length, cells: total },
  ];
}
