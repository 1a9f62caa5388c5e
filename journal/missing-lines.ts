import type { Missing } from './missing.ts';

/** A list in a messenger is read whole or not at all: the newest so many, and how many more there are. */
const mostLines = 12;

/** What is missing as templates/bot/partials/missing-lines.hbs prints it, for the bot's screens and the clock's reminders. */
export function missingLines({ lessons, courses, finals }: Missing) {
  const lines = lessons.map(({ day, slot, subject, className, subgroup, owed, owner }) => ({
    ...{ day, slot, subject, className, subgroup, owner },
    ...{ topic: owed.includes('topic'), homework: owed.includes('homework'), attendance: owed.includes('attendance') },
  }));
  const few = courses.map(({ subject, className, subgroup, students, of, owner }) => ({
    ...{ subject, className, subgroup, students, of, owner },
  }));
  const late = finals.map(({ subject, className, subgroup, chosen, due, deadline, teacher }) => ({
    ...{ subject, className, subgroup, deadline, owner: teacher, left: due - chosen },
  }));
  return {
    nothing: isNothing({ lessons, courses, finals }),
    ...{ lessons: lines.slice(0, mostLines), moreLessons: Math.max(0, lines.length - mostLines) },
    ...{ courses: few.slice(0, mostLines), moreCourses: Math.max(0, few.length - mostLines) },
    ...{ finals: late.slice(0, mostLines), moreFinals: Math.max(0, late.length - mostLines) },
  };
}

/** Nothing is owed. */
export function isNothing({ lessons, courses, finals }: Missing): boolean {
  return lessons.length === 0 && courses.length === 0 && finals.length === 0;
}
