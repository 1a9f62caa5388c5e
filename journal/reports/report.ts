import type { Act } from '#school/act.ts';
import type { Actor } from '#school/actor.ts';
import type { Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import type { CourseHead } from '../course-head.ts';

/** A school year as a report names it: «2026/2027». */
export interface AskedYear {
  id: number;
  name: string;
  firstDay: Day;
  lastDay: Day;
}

/** For what time: a quarter or half-year, the year, or the year with the marks of the state attestation (8.1). */
export interface Term {
  /** `quarter-1`, `half-year-2`, `year`, `final` */
  name: string;
  kind: 'period' | 'year' | 'final';
  /** Of a period. */
  periodId: number | null;
  periodKind: 'quarter' | 'half-year' | null;
  number: number | null;
  firstDay: Day;
  lastDay: Day;
  /** «2026/2027» */
  year: string;
}

export interface AskedClass {
  id: number;
  name: string;
  grade: number;
  periodKind: 'quarter' | 'half-year';
  teacherId: number | null;
  /** «Иванова Н. П.»; empty without a class teacher. */
  teacher: string;
}

export interface AskedTeacher {
  id: number;
  name: string;
}

/** What every report is asked with; a report names in `asks` what of it a person chooses. */
export interface Asked {
  year: AskedYear;
  day: Day;
  from: Day;
  to: Day;
  term: Term;
  parallel: number;
}

export type Question = 'day' | 'span' | 'term' | 'parallel';

interface Common<On> {
  /** Of the file, the address and templates/reports/<name>.hbs. */
  name: string;
  asks: readonly Question[];
  /** Of `term`; without it periods and the year. */
  terms?: readonly Term['kind'][];
  /** Tells how things stand today: not handed in at the end of a term. */
  passing?: true;
  /** Gives what the template prints: rows of numbers and codes, counts, names. */
  query: (act: Act, asked: Asked & On) => Promise<object>;
}

export interface SchoolReport extends Common<object> {
  of: 'school';
  may: (by: Actor) => boolean;
}
export interface ClassReport extends Common<{ class: AskedClass }> {
  of: 'class';
  may: (by: Actor, one: AskedClass) => boolean;
}
export interface CourseReport extends Common<{ course: CourseHead }> {
  of: 'course';
  may: (by: Actor, one: CourseHead) => boolean;
}
export interface TeacherReport extends Common<{ teacher: AskedTeacher }> {
  of: 'teacher';
  may: (by: Actor, one: AskedTeacher) => boolean;
}

export type Report = SchoolReport | ClassReport | CourseReport | TeacherReport;

type Line<R extends Report> = Omit<R, 'of' | 'name' | 'may'>;

/** A report of the whole school, for deputies and the director (5.2c); for others too where `also` says so. */
export function ofSchool(name: string, line: Line<SchoolReport> & { may?: SchoolReport['may'] }): SchoolReport {
  return { of: 'school', name, may: by => may(by, 'readSchoolReports'), ...line };
}

/** A report of one class: of their own for class teachers (4.1), of any for deputies and the director. */
export function ofClass(name: string, line: Line<ClassReport>): ClassReport {
  return { of: 'class', name, may: (by, { id }) => may(by, 'readClassReports', id), ...line };
}

/** A report of one journal, for who may read the journal (3.1b). */
export function ofCourse(name: string, line: Line<CourseReport>): CourseReport {
  return { of: 'course', name, may: (by, course) => may(by, 'readJournal', course), ...line };
}

/** A report of all that one teacher teaches: one's own (3.1b), of any teacher for deputies and the director. */
export function ofTeacher(name: string, line: Line<TeacherReport>): TeacherReport {
  return { of: 'teacher', name, may: (by, { id }) => may(by, 'readTeacherReports', id), ...line };
}
