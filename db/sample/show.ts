import type { Day } from '../day.ts';
import type { Sheet } from './lessons.ts';
import type { Work } from './works.ts';

/**
 * Who of the cast's children is certainly asked in a lesson, so that their parents always find something new: Маша in
 * the first and the third lesson of the last days, Дима and Ваня in the second.
 */
export function askedOf(
  sheets: readonly Sheet[],
  options: {
    days: readonly Day[];
    works: ReadonlyMap<Sheet, Work>;
    students: { masha: number; vanya: number; dima: number };
  },
): (sheet: Sheet) => readonly number[] {
  const { days, works, students } = options;
  const asked = new Map<Sheet, number[]>();
  const ask = (student: number, places: readonly number[]) => {
    for (const day of days) {
      const own = sheets.filter(
        sheet =>
          sheet.row.day === day &&
          sheet.row.attendanceAt !== null &&
          sheet.course.graded &&
          !works.get(sheet)?.control &&
          sheet.course.roster.some(member => member.student === student),
      );
      for (const place of places) {
        const sheet = own[place];
        if (sheet) asked.set(sheet, [...(asked.get(sheet) ?? []), student]);
      }
    }
  };
  ask(students.masha, [0, 2]);
  ask(students.dima, [1]);
  ask(students.vanya, [1]);
  return sheet => asked.get(sheet) ?? [];
}
