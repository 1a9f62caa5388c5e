import type { Day } from '../day.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import { takeAttendance } from './absences.ts';
import { schoolDaysOf } from './calendar.ts';
import type { ClassPlan } from './classes.ts';
import { findGaps } from './gaps.ts';
import { fillJournal } from './journal.ts';
import type { Sheet } from './lessons.ts';
import { giveMarks } from './marks.ts';
import { type CastChildren, stageShow } from './show.ts';
import { substitute } from './substitutions.ts';
import { planWorks } from './works.ts';

interface Options {
  today: Day;
  at: Date;
  year: YearPlan;
  clock: (day: Day, minutes: number) => Date;
  classTeacherOf: (schoolClass: ClassPlan) => number;
  /** Persons who never fall ill, and the one of them who stands in for a colleague this week. */
  cast: ReadonlySet<number>;
  volkov: number;
  children: CastChildren;
}

/** Keeps the journal of the year until the moment given: who taught, what, who was missing, who got what. */
export function keepJournal(sheets: Sheet[], options: Options) {
  const { today, at, clock, year, children } = options;
  const { teacherAbsences, substitutions } = substitute(sheets, options);
  const works = planWorks(sheets);
  fillJournal(sheets, { at, works, gaps: findGaps(sheets, today) });
  const show = stageShow(sheets, { today, children, works });
  const daysByGrade = Array.from({ length: 11 }, (_, index) => schoolDaysOf(year, index + 1));
  const attendance = takeAttendance(sheets, {
    at,
    clock,
    daysOf: grade => daysByGrade[grade - 1]!,
    classTeacherOf: sheet => options.classTeacherOf(sheet.course.line.schoolClass),
    show,
  });
  const marks = giveMarks(sheets, { at, clock, works, attendance, show });
  const lessons = sheets.map(sheet => sheet.row);
  return { lessons, teacherAbsences, substitutions, absences: attendance.rows, marks };
}
