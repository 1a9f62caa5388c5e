import type { HouseAct } from '#school/act.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { type Missing, missingBySchoolPeople } from './missing.ts';

/** A list in a messenger is read whole or not at all: the newest so many, and how many more there are. */
const mostLines = 12;

/**
 * Tells each teacher what they owe to the journal and each class teacher what is missing in the class and who owes it, one message
 * each (1.6, 4.2c). Who has nothing missing hears nothing; a day off tells nobody.
 */
export async function remindOfMissing(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  for (const { personId, own, classes } of await missingBySchoolPeople(act)) {
    if (!isNothing(own)) {
      act.tell(personId, { kind: 'missing-own', subject: `missing:${act.today}`, facts: shortened(own) });
    }
    for (const { classId, className, ...missing } of classes) {
      const facts = { className, ...shortened(missing) };
      act.tell(personId, { kind: 'missing-class', subject: `missing:class:${classId}:${act.today}`, facts });
    }
  }
}

function isNothing({ lessons, courses }: Missing): boolean {
  return lessons.length === 0 && courses.length === 0;
}

function shortened({ lessons, courses }: Missing) {
  const lines = lessons.map(({ day, slot, subject, className, subgroup, owed, owner }) => ({
    ...{ day, slot, subject, className, subgroup, owner },
    ...{ topic: owed.includes('topic'), homework: owed.includes('homework'), attendance: owed.includes('attendance') },
  }));
  const few = courses.map(({ subject, className, subgroup, students, of, owner }) => ({
    ...{ subject, className, subgroup, students, of, owner },
  }));
  return {
    lessons: lines.slice(0, mostLines),
    moreLessons: Math.max(0, lines.length - mostLines),
    courses: few.slice(0, mostLines),
    moreCourses: Math.max(0, few.length - mostLines),
  };
}
