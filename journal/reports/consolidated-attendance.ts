import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type ClassCalendar, classCalendar } from '../attendance/absence-calendar.ts';
import { daysHeld } from '../attendance/days-held.ts';
import { figuresOf } from '../attendance/figures.ts';
import { type MissedDay, missedDays } from '../attendance/missed-days.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';
import { studentsOfYear } from './students-of-year.ts';

export interface ConsolidatedAttendance {
  /** The periods and, last, the year; the keys of their columns begin with `key`. */
  spans: AttendanceSpan[];
  rows: ReportRow[];
  /** The days of the year so far. */
  calendar: ClassCalendar;
}

interface AttendanceSpan {
  key: string;
  /** Null of the year. */
  number: number | null;
  periodKind: PeriodKind;
  firstDay: Day;
  lastDay: Day;
  hasBegun: boolean;
}

/**
 * Сводная ведомость учёта посещаемости класса (form 8, 4.1): of each student for every period and the year the full days missed,
 * in all and by illness, and the lessons; who was absent day by day. Four queries.
 */
export async function consolidatedAttendance(
  act: Act,
  { class: own, year }: Pick<Asked, 'year'> & { class: AskedClass },
): Promise<ConsolidatedAttendance> {
  const spans = await spansOf(act, { own, year });
  const students = await studentsOfYear(act, { classId: own.id, year });
  const days = await missedDays(act, { classIds: [own.id], from: year.firstDay, to: year.lastDay });
  const ofStudent = Map.groupBy(days, ({ studentId }) => studentId);
  const rows = students.map(({ id, name, here, sex }, index): ReportRow => {
    const shown = here ? name : { word: 'gone', student: name, sex };
    return { cells: { number: index + 1, name: shown, ...cellsIn(spans, ofStudent.get(id) ?? []) } };
  });
  const total: ReportRow = {
    ...{ level: 'total', over: rows.length },
    cells: { name: { word: 'total' }, ...cellsIn(spans, days) },
  };
  const held = await daysHeld(act, { classId: own.id, from: year.firstDay, to: year.lastDay });
  const here = students.filter(one => one.here).length;
  return {
    ...{ spans, rows: rows.length > 0 ? [...rows, total] : [] },
    calendar: classCalendar(days, { students: here, daysHeld: held }),
  };
}

async function spansOf(act: Act, { own, year }: { own: AskedClass; year: Asked['year'] }): Promise<AttendanceSpan[]> {
  const periods = await act.em.execute<Omit<AttendanceSpan, 'key' | 'hasBegun' | 'periodKind'>[]>(
    `select number, first_day::text as "firstDay", last_day::text as "lastDay" from period
     where year_id = :year and kind = :kind order by number`,
    { year: year.id, kind: own.periodKind },
  );
  return [...periods, { number: null, firstDay: year.firstDay, lastDay: year.lastDay }].map(one => ({
    ...one,
    key: one.number === null ? 'year' : `period${one.number}`,
    periodKind: own.periodKind,
    hasBegun: one.firstDay <= act.today,
  }));
}

/** Nothing in a period that is to come. */
function cellsIn(spans: readonly AttendanceSpan[], days: readonly MissedDay[]): Record<string, Cell> {
  const cells = spans
    .filter(({ hasBegun }) => hasBegun)
    .flatMap(({ key, firstDay, lastDay }) => {
      const own = figuresOf(days.filter(({ day }) => day >= firstDay && day <= lastDay));
      return [
        [`${key}days`, own.days],
        [`${key}daysIll`, own.daysIll],
        [`${key}lessons`, own.missed],
        [`${key}lessonsIll`, own.ill],
      ];
    });
  return Object.fromEntries(cells);
}
