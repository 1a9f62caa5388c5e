import type { Day } from '../day.ts';
import type { Mark } from '../journal/mark.ts';
import type { AttendanceBook } from './absences.ts';
import { type Chance, chanceOf } from './chance.ts';
import { comments } from './comments.ts';
import { isOn } from './courses.ts';
import type { Sheet } from './lessons.ts';
import { markValue } from './mark-values.ts';
import type { Row } from './rows.ts';
import type { Show } from './show.ts';
import { type WorkName, workKindId } from './work-kinds.ts';
import type { Work } from './works.ts';

interface Options {
  at: Date;
  works: ReadonlyMap<Sheet, Work>;
  attendance: AttendanceBook;
  clock: (day: Day, minutes: number) => Date;
  show: Show;
}

/** Gives the marks of every graded lesson that is filled: answers and homework, whole-class works, some corrections. */
export function giveMarks(sheets: readonly Sheet[], options: Options): Row<Mark>[] {
  const rows: Row<Mark>[] = [];
  const days = [...new Set(sheets.map(sheet => sheet.row.day))];
  for (const sheet of sheets) {
    if (!sheet.course.graded || !sheet.row.attendanceAt) continue;
    const work = options.works.get(sheet);
    const givenBack = work && returnOf(work, sheet, days, options.clock);
    const asked = options.show.asked(sheet);
    for (const member of sheet.course.roster) {
      const { student } = member;
      if (!isOn(member, sheet.row.day) || options.attendance.isAway(sheet, student)) continue;
      const chance = chanceOf('mark', sheet.row.id, student);
      const dice = chance.next();
      const giving = {
        rows,
        sheet,
        student,
        now: options.at,
        chance,
        isCorrected: options.show.corrected(sheet, student),
      };
      if (work && dice < (work.control ? 1 : 0.6) && givenBack! <= options.at) giveFor(work, givenBack!, giving);
      else if ((!work && dice < shareAsked(sheet)) || asked.includes(student)) giveForAnswer(giving);
    }
  }
  return rows;
}

// Where there are few hours, more are asked in each; a substitute asks few.
function shareAsked(sheet: Sheet): number {
  if (sheet.taughtBy !== sheet.course.teacher) return 0.04;
  const { hours } = sheet.course.line;
  return hours === 1 ? 0.2 : hours === 2 ? 0.12 : 0.08;
}

// Written works come back in a day or three; what is shown in the lesson is marked there.
function returnOf(work: Work, sheet: Sheet, days: readonly Day[], clock: (day: Day, minutes: number) => Date): Date {
  if (!work.control && work.name !== 'самостоятельная работа') return sheet.row.filledAt!;
  const chance = chanceOf('return', sheet.row.id);
  const back = days[days.indexOf(sheet.row.day) + chance.whole(1, work.control ? 3 : 1)];
  return back ? clock(back, 15 * 60 + chance.whole(0, 170)) : sheet.row.filledAt!;
}

interface Giving {
  rows: Row<Mark>[];
  sheet: Sheet;
  student: number;
  now: Date;
  chance: Chance;
  isCorrected: boolean;
}

function giveFor(work: Work, at: Date, giving: Giving): void {
  give(giving, { kind: work.name, at, position: 1, harder: work.control ? 0.25 : 0 });
  const isGradedTwice = work.name === 'сочинение' || (work.name === 'диктант' && work.number % 2 === 0);
  if (isGradedTwice) give(giving, { kind: work.name, at, position: 2, harder: 0.1 });
}

function giveForAnswer(giving: Giving): void {
  const kind = giving.chance.happens(0.7) ? 'ответ на уроке' : 'домашняя работа';
  give(giving, { kind, at: giving.sheet.row.filledAt!, position: 1, harder: 0 });
}

function give(giving: Giving, how: { kind: WorkName; at: Date; position: number; harder: number }): void {
  const { rows, sheet, student, now, chance } = giving;
  const { kind, at, position } = how;
  const value = markValue(sheet.course.line.subject.name, student, chance, how.harder);
  const comment = chance.happens(0.03) ? chance.one(comments[value]!) : null;
  const cell = { lesson: sheet.row.id, student, position, workKind: workKindId(kind), by: sheet.taughtBy };
  const correctedAt = new Date(at.getTime() + (giving.isCorrected ? 1 : chance.one([1, 2, 22, 24, 26])) * 3_600_000);
  const isWrong = (giving.isCorrected || chance.happens(0.012)) && correctedAt <= now;
  const replacedAt = isWrong ? correctedAt : null;
  const id = rows.length + 1;
  const first = isWrong ? (value === 2 ? 3 : value - 1) : value;
  rows.push({ id, ...cell, value: first, comment, at, replaces: null, replacedAt });
  if (replacedAt) rows.push({ id: id + 1, ...cell, value, comment, at: replacedAt, replaces: id, replacedAt: null });
}
