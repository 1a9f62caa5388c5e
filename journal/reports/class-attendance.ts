import type { Act } from '#school/act.ts';
import { type Day, monthOf } from '#school/calendar.ts';
import { type ClassCalendar, classCalendar } from '../attendance/absence-calendar.ts';
import { type AttendanceFigures, attendanceTenths, figuresOf } from '../attendance/figures.ts';
import { type ClassDay, studentDays } from '../attendance/student-days.ts';
import { namesOf } from '../attendance/student-names.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';

export interface ClassAttendance {
  /** A sheet of each month with its days, and one of the whole time where there are several. */
  sheets: AttendanceSheet[];
  /** The days of the whole time, on the last sheet. */
  calendar: ClassCalendar;
}

export interface AttendanceSheet {
  /** Any day of the month; null of the whole time. */
  month: Day | null;
  /** Columns: days on which the class had lessons. */
  days: { key: string; title: string }[];
  rows: ReportRow[];
}

/**
 * Отчёт о посещаемости класса (form 3, 4.1): lessons missed by day, and summed up by reason, full days, lates, the share of
 * lessons attended; month by month. Two queries.
 */
export async function classAttendance(
  act: Act,
  { class: { id }, from, to }: Pick<Asked, 'from' | 'to'> & { class: AskedClass },
): Promise<ClassAttendance> {
  const days = await studentDays(act, { classIds: [id], from, to });
  const students = await namesOf(act, [...new Set(days.map(({ studentId }) => studentId))]);
  const byMonth = [...Map.groupBy(days, ({ day }) => monthOf(day).firstDay)];
  const months = byMonth.map(([month, own]) => ({ month, days: columnsOf(own), rows: rowsOf(students, own) }));
  const whole = { month: null, days: [], rows: rowsOf(students, days) };
  return {
    sheets: months.length === 1 ? months : [...months, whole],
    calendar: classCalendar(days, { students: students.length }),
  };
}

function columnsOf(days: readonly ClassDay[]): AttendanceSheet['days'] {
  const own = [...new Set(days.map(({ day }) => day))].toSorted();
  return own.map(day => ({ key: keyOf(day), title: String(Number(day.slice(8))) }));
}

function keyOf(day: Day): string {
  return `d${day.replaceAll('-', '')}`;
}

/** Those who had lessons in that time. */
function rowsOf(students: readonly { id: number; name: string }[], days: readonly ClassDay[]): ReportRow[] {
  const ofStudent = Map.groupBy(days, ({ studentId }) => studentId);
  const rows = students
    .filter(({ id }) => ofStudent.has(id))
    .map(({ id, name }, index) => ({ cells: { number: index + 1, name, ...dayCells(ofStudent.get(id)!) } }));
  if (rows.length === 0) return [];
  const total = { level: 'total', over: rows.length, cells: { name: { word: 'total' }, ...dayCells(days) } } as const;
  return [...rows, total];
}

/** How many lessons were missed on each day, and the sums; a day missed as a whole stands out. */
function dayCells(days: readonly ClassDay[]): Record<string, Cell> {
  const byDay = Map.groupBy(days, ({ day }) => day);
  const cells = [...byDay].map(([day, own]): [string, Cell] => {
    const { missed, days: full } = figuresOf(own);
    return [keyOf(day), missed === 0 ? undefined : { value: missed, strong: own.length === 1 && full > 0 }];
  });
  return { ...Object.fromEntries(cells), ...sumCells(figuresOf(days)) };
}

function sumCells(figures: AttendanceFigures): Record<string, Cell> {
  const { held, missed, ill, valid, unexcused, unknown, days, daysIll, late } = figures;
  const attended = attendanceTenths(figures);
  return { held, missed, ill, valid, unexcused, unknown, days, daysIll, late, attended };
}
