import { type Missing, missingOfTeacher } from '#journal/missing.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** What I owe to the journal (1.6). Staff only. */
export async function missing({ act, press }: Scene): Promise<Screen> {
  if (!isStaff(act.by)) throw new Refusal('not-found', 'not-found');
  const view = missingView(await missingOfTeacher(act));
  return print(press, 'missing', { ...view, classTeacher: act.by.ownClassIds.length > 0 });
}

/** A list in a messenger is read whole or not at all: the newest so many. */
const mostLines = 12;

/** What is missing as templates/bot/partials/missing-lines.hbs prints it. */
export function missingView({ lessons, courses }: Missing) {
  return {
    nothing: lessons.length === 0 && courses.length === 0,
    lessons: lessons.slice(0, mostLines).map(({ owed, ...lesson }) => ({
      ...lesson,
      topic: owed.includes('topic'),
      homework: owed.includes('homework'),
      attendance: owed.includes('attendance'),
    })),
    moreLessons: Math.max(0, lessons.length - mostLines),
    courses: courses.slice(0, mostLines),
    moreCourses: Math.max(0, courses.length - mostLines),
  };
}
