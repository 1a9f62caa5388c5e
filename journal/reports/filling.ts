import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shareOf } from '../filled/filled-on-day.ts';
import { type TeacherWeeks, teacherWeeks } from '../filled/teacher-weeks.ts';
import { type TeacherFilling, teachersFilling } from '../filled/teachers-filling.ts';
import type { Cell, ReportRow } from './rows.ts';

/** Контроль заполнения журнала (form 13, 5.2b): by teacher the lessons held and how they were filled, what is lacking, the marks. */
export async function filling(
  act: Act,
  span: { from: Day; to: Day },
): Promise<{ from: Day; to: Day; rows: ReportRow[]; weeks: TeacherWeeks }> {
  const { from, to } = span;
  const teachers = await teachersFilling(act, { from, to });
  const rows = teachers.map((one, at): ReportRow => {
    return { cells: { number: at + 1, teacher: one.name, ...cellsOf([one]) } };
  });
  const total: ReportRow = {
    ...{ level: 'total', over: rows.length },
    cells: { teacher: { word: 'total' }, ...cellsOf(teachers) },
  };
  const weeks = await teacherWeeks(act, { from, to });
  return { from, to, rows: rows.length > 0 ? [...rows, total] : [], weeks };
}

const counted = [
  ...(['held', 'onDay', 'later', 'owed'] as const),
  ...(['withoutTopic', 'withoutHomework', 'withoutAttendance', 'marks'] as const),
] as const;

function cellsOf(teachers: readonly TeacherFilling[]): Record<string, Cell> {
  const sum = (of: (typeof counted)[number]) => teachers.reduce((total, one) => total + one[of], 0);
  const [held, onDay] = [sum('held'), sum('onDay')];
  return { ...Object.fromEntries(counted.map(of => [of, sum(of)])), share: shareOf({ held, onDay }) };
}
