import type { Day } from '../day.ts';
import type { Substitution } from '../journal/substitution.ts';
import type { TeacherAbsence } from '../journal/teacher-absence.ts';
import { dayAfter, mondayOf } from './calendar.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Sheet } from './lessons.ts';
import type { Row } from './rows.ts';

interface Leave {
  teacher: number;
  days: readonly Day[];
  reason: string;
}

const reasons = [
  'болезнь',
  'болезнь',
  'болезнь',
  'курсы повышения квалификации',
  'командировка',
  'семейные обстоятельства',
];

/**
 * Teachers fall ill and colleagues stand in: every second week until this one, and in this one a teacher of 5Б,
 * for whom Волков takes that lesson. Sets who teaches each lesson; nobody is put into two places at once.
 */
export function substitute(
  sheets: readonly Sheet[],
  options: { today: Day; volkov: number; cast: ReadonlySet<number> },
): { teacherAbsences: Row<TeacherAbsence>[]; substitutions: Row<Substitution>[] } {
  const chance = chanceOf('substitutions');
  const days = [...new Set(sheets.map(sheet => sheet.row.day))];
  const thisWeek = currentWeek(days, options.today);
  const busy = busyBySlot(sheets);
  const now = leaveThisWeek(sheets, thisWeek, busy, options);
  const leaves = [
    ...pastLeaves(
      sheets,
      days.filter(day => day < thisWeek[0]!),
      options.cast,
      chance,
    ),
    ...(now ? [now] : []),
  ];
  for (const { teacher, days } of leaves) {
    for (const [key, taken] of busy) if (days.includes(key.slice(0, 10) as Day)) taken.add(teacher);
  }
  const rows: Row<Substitution>[] = [];
  const absences: Row<TeacherAbsence>[] = [];
  for (const leave of leaves) {
    const absence = absences.length + 1;
    absences.push(absenceOf(leave, absence));
    for (const sheet of sheets.filter(
      one => one.course.teacher === leave.teacher && leave.days.includes(one.row.day),
    )) {
      const wanted = leave === now && sheet.course.line.schoolClass.name === '5Б' ? options.volkov : null;
      const teacher = standIn(sheet, sheets, { busy, chance, wanted });
      if (teacher === null) continue;
      sheet.taughtBy = teacher;
      busy.get(slotKey(sheet))!.add(teacher);
      rows.push({ id: rows.length + 1, lesson: sheet.row.id, absence, kind: 'instead', teacher });
    }
  }
  return { teacherAbsences: absences, substitutions: rows };
}

function absenceOf({ teacher, days, reason }: Leave, id: number): Row<TeacherAbsence> {
  const order = { orderNumber: `${id}-з`, orderDate: days[0]! };
  return { id, teacher, since: days[0]!, until: days.at(-1)!, reason, ...order };
}

// The days of lessons of this week; in holidays and summer the last week there was, before September the first.
function currentWeek(days: readonly Day[], today: Day): Day[] {
  const sunday = dayAfter(mondayOf(today), 6);
  const last = days.findLast(day => day <= sunday) ?? days[0]!;
  return days.filter(day => mondayOf(day) === mondayOf(last));
}

function slotKey(sheet: Sheet): string {
  return `${sheet.row.day} ${sheet.row.slot}`;
}

function busyBySlot(sheets: readonly Sheet[]): Map<string, Set<number>> {
  const busy = new Map<string, Set<number>>();
  for (const sheet of sheets) {
    const key = slotKey(sheet);
    busy.set(key, (busy.get(key) ?? new Set()).add(sheet.course.teacher));
  }
  return busy;
}

function leaveThisWeek(
  sheets: readonly Sheet[],
  week: readonly Day[],
  busy: ReadonlyMap<string, ReadonlySet<number>>,
  options: { today: Day; volkov: number; cast: ReadonlySet<number> },
): Leave | null {
  const nearness = (day: Day) => (day === options.today ? 0 : day > options.today ? 1 : 2);
  const days = [...week].sort((a, b) => nearness(a) - nearness(b));
  for (const day of days) {
    const found = sheets.find(
      ({ row, course }) =>
        row.day === day &&
        course.line.schoolClass.name === '5Б' &&
        course.line.subgroup === null &&
        !options.cast.has(course.teacher) &&
        !busy.get(`${day} ${row.slot}`)!.has(options.volkov),
    );
    if (found)
      return {
        teacher: found.course.teacher,
        days: week.slice(week.indexOf(day), week.indexOf(day) + 2),
        reason: 'болезнь',
      };
  }
  return null;
}

function pastLeaves(
  sheets: readonly Sheet[],
  days: readonly Day[],
  cast: ReadonlySet<number>,
  chance: Chance,
): Leave[] {
  const teachers = [
    ...new Set(sheets.filter(one => one.course.line.schoolClass.grade > 4).map(one => one.course.teacher)),
  ];
  const others = teachers.filter(teacher => !cast.has(teacher));
  const leaves: Leave[] = [];
  for (
    let from = chance.whole(5, 9);
    from < days.length;
    from += Math.ceil((chance.whole(8, 12) * 24) / others.length)
  ) {
    const length = chance.whole(1, 4);
    leaves.push({ teacher: chance.one(others), days: days.slice(from, from + length), reason: chance.one(reasons) });
  }
  return leaves;
}

// A free colleague, one who knows the class before others.
function standIn(
  sheet: Sheet,
  sheets: readonly Sheet[],
  options: { busy: ReadonlyMap<string, ReadonlySet<number>>; chance: Chance; wanted: number | null },
): number | null {
  const { busy, chance, wanted } = options;
  const taken = busy.get(slotKey(sheet))!;
  if (wanted !== null && !taken.has(wanted)) return wanted;
  const here = sheets.filter(other => other.row.day === sheet.row.day && !taken.has(other.course.teacher));
  const knowing = here.filter(other => other.course.line.schoolClass === sheet.course.line.schoolClass);
  const sameSubject = here.filter(other => other.course.line.subject === sheet.course.line.subject);
  const able = [sameSubject, knowing, here].find(list => list.length > 0);
  return able ? chance.one(able).course.teacher : null;
}
