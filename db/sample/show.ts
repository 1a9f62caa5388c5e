import type { Day } from '../day.ts';
import type { AbsenceKind } from '../journal/absence.ts';
import type { Sheet } from './lessons.ts';
import type { Work } from './works.ts';

/** The children of the cast's parents, as students. */
export interface CastChildren {
  masha: number;
  vanya: number;
  dima: number;
  egor: number;
}

/** What certainly happens to them in the last days, so that their parents always find something new. */
export interface Show {
  /** Who is asked in the lesson whatever chance says. */
  asked(sheet: Sheet): readonly number[];
  /** Whether the student is there; undefined leaves it to chance. */
  fate(sheet: Sheet, student: number): AbsenceKind | 'present' | undefined;
  /** Whether the mark the student gets is corrected afterwards. */
  corrected(sheet: Sheet, student: number): boolean;
}

/**
 * In the last days of lessons until today nobody of them is ill. On today and the day before, Маша is asked in the
 * first and third lesson, Дима and Ваня in the second. Дима misses the last lesson of the day before, where Маша's
 * first mark is corrected. Егор was late for the latest first lesson.
 */
export function stageShow(
  sheets: readonly Sheet[],
  options: { today: Day; children: CastChildren; works: ReadonlyMap<Sheet, Work> },
): Show {
  const { today, children, works } = options;
  const days = [...new Set(sheets.map(sheet => sheet.row.day))].filter(day => day <= today).slice(-6);
  const recent = sheets.filter(sheet => days.includes(sheet.row.day) && sheet.row.attendanceAt !== null);
  const lessonsOf = (student: number, day: Day) =>
    recent.filter(sheet => sheet.row.day === day && sheet.course.roster.some(member => member.student === student));
  const isForAsking = (sheet: Sheet) =>
    sheet.course.graded && !works.get(sheet)?.control && sheet.taughtBy === sheet.course.teacher;
  const asked = new Map<Sheet, number[]>();
  const ask = (student: number, day: Day, place: number) => {
    const sheet = lessonsOf(student, day).filter(isForAsking)[place];
    if (sheet) asked.set(sheet, [...(asked.get(sheet) ?? []), student]);
    return sheet;
  };
  for (const day of days.slice(-2)) {
    ask(children.masha, day, 2);
    ask(children.dima, day, 1);
    ask(children.vanya, day, 1);
  }
  const before = days.findLast(day => day < today);
  const [correctedOne] = days.slice(-2).map(day => ask(children.masha, day, 0));
  const missed = before && lessonsOf(children.dima, before).at(-1);
  const lateFor = recent.findLast(
    sheet => sheet.row.slot === 1 && lessonsOf(children.egor, sheet.row.day).includes(sheet),
  );
  return {
    asked: sheet => asked.get(sheet) ?? [],
    fate: (sheet, student) => {
      if (!Object.values(children).includes(student) || !days.includes(sheet.row.day)) return undefined;
      if (student === children.dima && sheet === missed) return 'unknown';
      return student === children.egor && sheet === lateFor ? 'late' : 'present';
    },
    corrected: (sheet, student) => sheet.row.day === before && sheet === correctedOne && student === children.masha,
  };
}
