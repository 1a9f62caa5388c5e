import type { Day } from '../day.ts';
import type { Mark } from '../journal/mark.ts';
import type { AttendanceBook } from './absences.ts';
import { type Chance, chanceOf } from './chance.ts';
import { comments } from './comments.ts';
import type { Sheet } from './lessons.ts';
import type { Row } from './rows.ts';
import { type WorkName, workKindId } from './work-kinds.ts';
import type { Work } from './works.ts';

interface Options {
  at: Date;
  works: ReadonlyMap<Sheet, Work>;
  attendance: AttendanceBook;
  clock: (day: Day, minutes: number) => Date;
  /** Those who are asked in the lesson whatever chance says: the children of the cast's parents. */
  asked: (sheet: Sheet) => readonly number[];
}

/** Gives the marks of every graded lesson that is filled: answers and homework, whole-class works, some corrections. */
export function giveMarks(sheets: readonly Sheet[], options: Options): Row<Mark>[] {
  const rows: Row<Mark>[] = [];
  const days = [...new Set(sheets.map(sheet => sheet.row.day))];
  for (const sheet of sheets) {
    if (!sheet.course.graded || !sheet.row.attendanceAt) continue;
    const { day } = sheet.row;
    const chance = chanceOf('marks', sheet.row.id);
    const work = options.works.get(sheet);
    const written = work && givenBack(work, sheet, days, { chance, clock: options.clock });
    const asked = options.asked(sheet);
    for (const { student, since, until } of sheet.course.roster) {
      const dice = chance.next();
      if (day < since || (until !== null && day >= until) || options.attendance.isAway(sheet, student)) continue;
      if (work && dice < (work.control ? 1 : 0.75) && written! <= options.at) {
        giveFor(work, rows, { sheet, student, at: written!, now: options.at, chance });
      } else if ((!work && dice < shareAsked(sheet)) || asked.includes(student)) {
        const kind: WorkName = chance.happens(0.7) ? 'ответ на уроке' : 'домашняя работа';
        give(rows, { sheet, student, kind, at: sheet.row.filledAt!, now: options.at, chance, position: 1, harder: 0 });
      }
    }
  }
  return rows;
}

// Where there are few hours, more are asked in each.
function shareAsked(sheet: Sheet): number {
  const { hours } = sheet.course.line;
  return hours === 1 ? 0.24 : hours === 2 ? 0.16 : 0.11;
}

// Written works come back in a day or three; what is shown in the lesson is marked there.
function givenBack(
  work: Work,
  sheet: Sheet,
  days: readonly Day[],
  options: { chance: Chance; clock: (day: Day, minutes: number) => Date },
): Date {
  if (!work.control && work.name !== 'самостоятельная работа') return sheet.row.filledAt!;
  const index = days.indexOf(sheet.row.day) + options.chance.whole(1, work.control ? 3 : 1);
  const back = days[index];
  return back ? options.clock(back, 15 * 60 + options.chance.whole(0, 170)) : sheet.row.filledAt!;
}

interface Giving {
  sheet: Sheet;
  student: number;
  at: Date;
  now: Date;
  chance: Chance;
}

function giveFor(work: Work, rows: Row<Mark>[], giving: Giving): void {
  give(rows, { ...giving, kind: work.name, position: 1, harder: work.control ? 0.25 : 0 });
  const isGradedTwice = work.name === 'сочинение' || (work.name === 'диктант' && work.number % 2 === 0);
  if (isGradedTwice) give(rows, { ...giving, kind: work.name, position: 2, harder: 0.1 });
}

function give(rows: Row<Mark>[], giving: Giving & { kind: WorkName; position: number; harder: number }): void {
  const { sheet, student, at, now, chance, kind, position } = giving;
  const value = markOf(sheet, student, chance, giving.harder);
  const comment = chance.happens(0.03) ? chance.one(comments[value]!) : null;
  const cell = { lesson: sheet.row.id, student, position, workKind: workKindId(kind), by: sheet.taughtBy };
  const correctedAt = new Date(at.getTime() + chance.whole(1, 30) * 3_600_000);
  const wasWrong = chance.happens(0.012) && correctedAt <= now;
  const id = rows.length + 1;
  const first = wasWrong ? Math.max(2, value - 1) : value;
  rows.push({ id, ...cell, value: first, comment, at, replaces: null, replacedAt: wasWrong ? correctedAt : null });
  if (wasWrong) rows.push({ id: id + 1, ...cell, value, comment, at: correctedAt, replaces: id, replacedAt: null });
}

const easy = new Set([
  'Физическая культура',
  'Музыка',
  'Изобразительное искусство',
  'Труд (технология)',
  'Информатика',
]);
const strict = new Set(['Алгебра', 'Геометрия', 'Математика', 'Физика', 'Химия', 'Русский язык']);

// 5, 4, 3 and 2 at about 30, 40, 25 and 5 %: by the student's gift, the bent for the subject, and the day.
function markOf(sheet: Sheet, student: number, chance: Chance, harder: number): number {
  const { name } = sheet.course.line.subject;
  const gift = chanceOf('gift', student).normal();
  const bent = chanceOf('bent', student, name).normal();
  const ease = (easy.has(name) ? 0.7 : strict.has(name) ? -0.2 : 0) - harder;
  const score = 0.74 * gift + 0.32 * bent + 0.6 * chance.normal() + ease;
  if (score > 0.52) return 5;
  if (score > -0.52) return 4;
  return score > -1.65 ? 3 : 2;
}
