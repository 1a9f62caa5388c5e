import type { Day } from '../day.ts';
import type { Absence, AbsenceKind } from '../journal/absence.ts';
import { chanceOf } from './chance.ts';
import { isOn } from './courses.ts';
import { type HomeDay, homeDays } from './health.ts';
import type { Sheet } from './lessons.ts';
import type { Row } from './rows.ts';
import type { Show } from './show.ts';

export interface AttendanceBook {
  rows: Row<Absence>[];
  /** Whether the student wasn't in the lesson. Latecomers were. */
  isAway(sheet: Sheet, student: number): boolean;
}

interface Options {
  at: Date;
  /** Days of lessons of a grade. */
  daysOf: (grade: number) => readonly Day[];
  classTeacherOf: (sheet: Sheet) => number;
  clock: (day: Day, minutes: number) => Date;
  show: Show;
}

/** Takes attendance in every lesson that has it: teachers enter «н», class teachers find out the reason afterwards. */
export function takeAttendance(sheets: readonly Sheet[], options: Options): AttendanceBook {
  const rows: Row<Absence>[] = [];
  const away = new Set<number>();
  const homes = new Map<number, Map<Day, HomeDay>>();
  const homeOf = (student: number, grade: number) => {
    if (!homes.has(student)) homes.set(student, homeDays(student, options.daysOf(grade)));
    return homes.get(student)!;
  };
  for (const sheet of sheets) {
    if (!sheet.row.attendanceAt) continue;
    const { day } = sheet.row;
    const chance = chanceOf('lateness', sheet.row.id);
    for (const member of sheet.course.roster) {
      const { student } = member;
      if (!isOn(member, day)) continue;
      const dice = chance.next();
      const fate = options.show.fate(sheet, student);
      const home = fate ? undefined : homeOf(student, sheet.course.line.schoolClass.grade).get(day);
      const kind = fate ?? (home ? 'unknown' : small(dice, sheet.row.slot));
      if (!kind || kind === 'present') continue;
      if (kind !== 'late') away.add(cellOf(sheet, student));
      enter(rows, sheet, { student, kind, home, options });
    }
  }
  return { rows, isAway: (sheet, student) => away.has(cellOf(sheet, student)) };
}

// Late for the first lesson, or away from a single one.
function small(dice: number, slot: number): AbsenceKind | null {
  if (slot === 1 && dice < 0.02) return 'late';
  return dice > 0.996 ? 'unknown' : null;
}

function enter(
  rows: Row<Absence>[],
  sheet: Sheet,
  facts: { student: number; kind: AbsenceKind; home: HomeDay | undefined; options: Options },
): void {
  const { student, kind, home, options } = facts;
  const id = rows.length + 1;
  const at = sheet.row.attendanceAt!;
  const by = sheet.taughtBy;
  const explainedAt = home?.backOn ? options.clock(home.backOn, 15 * 60 + 40) : null;
  const isExplained = explainedAt !== null && explainedAt <= options.at;
  const replacedAt = isExplained ? explainedAt : null;
  rows.push({ id, lesson: sheet.row.id, student, kind, by, at, replaces: null, replacedAt });
  if (!isExplained) return;
  const reason = { kind: home!.kind, by: options.classTeacherOf(sheet), at: explainedAt };
  rows.push({ id: id + 1, lesson: sheet.row.id, student, ...reason, replaces: id, replacedAt: null });
}

function cellOf(sheet: Sheet, student: number): number {
  return sheet.row.id * 4096 + student;
}
