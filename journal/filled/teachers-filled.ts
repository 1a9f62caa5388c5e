import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { type FilledByTeacher, filledByTeacher, type Span, shareOf } from './filled-on-day.ts';

/** How teachers filled their lessons over a span, for the statistics of use (7c, 8.2). Refusal: not-found. */
export async function teachersFilled(act: Act, span: Span): Promise<(FilledByTeacher & { share: number | null })[]> {
  see(act, 'readActivity');
  const teachers = await filledByTeacher(act, span);
  return teachers.map(one => ({ ...one, share: shareOf(one) }));
}
