import type { Day } from '../day.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import type { Lesson } from '../journal/lesson.ts';
import type { Room } from '../school/room.ts';
import type { TimetableEntry } from '../school/timetable-entry.ts';
import { schoolDaysOf, weekdayOf } from './calendar.ts';
import type { CoursePlan } from './courses.ts';
import type { Row } from './rows.ts';
import { slotTimes } from './slot-times.ts';
import type { WeekLesson } from './timetable.ts';

/** A lesson while the sample is being made: its row, and what decides how the row is filled. */
export interface Sheet {
  row: Row<Lesson> & { day: Day; slot: number };
  course: CoursePlan;
  /** Which lesson of its course in the year, from 0. */
  number: number;
  startsAt: Date;
  endsAt: Date;
  /** Who really teaches it: the course's teacher or a substitute. */
  taughtBy: number;
}

/** The rooms of the week, in order of their names. */
export function roomRows(week: readonly WeekLesson[]): Row<Room>[] {
  const names = [...new Set(week.map(({ room }) => room))].sort();
  return names.map((name, index) => ({ id: index + 1, name }));
}

/** The week as rows of the timetable. */
export function timetableRows(
  week: readonly WeekLesson[],
  courses: readonly CoursePlan[],
  { since, rooms }: { since: Day; rooms: readonly Row<Room>[] },
): Row<TimetableEntry>[] {
  const roomNamed = new Map(rooms.map(({ id, name }) => [name, id]));
  return week.map(({ line, weekday, slot, room }, index) => {
    const course = courses.find(one => one.line === line)!.id;
    return { id: index + 1, course, weekday, slot, room: roomNamed.get(room)!, since, until: null };
  });
}

/** Every lesson of the year, laid out from the timetable, in order of time. */
export function layOutLessons(
  entries: readonly Row<TimetableEntry>[],
  courses: readonly CoursePlan[],
  options: { year: YearPlan; clock: (day: Day, minutes: number) => Date; rooms: readonly Row<Room>[] },
): Sheet[] {
  const roomNames = new Map(options.rooms.map(({ id, name }) => [id, name!]));
  const byId = new Map(courses.map(course => [course.id, course]));
  const daysOfGrade = [1, 2].map(grade => schoolDaysOf(options.year, grade));
  const sheets: Sheet[] = [];
  for (const day of daysOfGrade[1]!) {
    const isFirstGradeOff = !daysOfGrade[0]!.includes(day);
    const today = entries.filter(entry => entry.weekday === weekdayOf(day)).sort((a, b) => a.slot! - b.slot!);
    for (const entry of today) {
      const course = byId.get(entry.course!)!;
      if (course.line.schoolClass.grade === 1 && isFirstGradeOff) continue;
      sheets.push(
        sheetOf(entry, course, {
          ...{ id: sheets.length + 1, day, clock: options.clock },
          room: roomNames.get(entry.room!)!,
        }),
      );
    }
  }
  numberLessons(sheets);
  return sheets;
}

/** The sheets of every course, in order of time. */
export function byCourse(sheets: readonly Sheet[]): Map<CoursePlan, Sheet[]> {
  return Map.groupBy(sheets, sheet => sheet.course);
}

function sheetOf(
  entry: Row<TimetableEntry>,
  course: CoursePlan,
  options: { id: number; day: Day; clock: (day: Day, minutes: number) => Date; room: string },
): Sheet {
  const { id, day, clock, room } = options;
  const slot = entry.slot!;
  const { begins, ends } = slotTimes(slot);
  const empty = {
    topic: null,
    homework: null,
    noHomework: false,
    filledAt: null,
    filledBy: null,
    attendanceAt: null,
    completeAt: null,
    plannedTopic: null,
  };
  return {
    row: { id, course: course.id, entry: entry.id, day, slot, room, ...empty },
    course,
    number: 0,
    startsAt: clock(day, begins),
    endsAt: clock(day, ends),
    taughtBy: course.teacher,
  };
}

function numberLessons(sheets: readonly Sheet[]): void {
  for (const own of byCourse(sheets).values()) for (const [number, sheet] of own.entries()) sheet.number = number;
}
