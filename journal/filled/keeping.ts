import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { type CourseProgress, overdueFinals } from '../finals/finals-progress.ts';
import {
  type Filled,
  type FilledByTeacher,
  type FilledWeek,
  filledByTeacher,
  filledByWeek,
  filledOver,
  shareOf,
} from './filled-on-day.ts';
import { type SpanName, type Spans, spansOf } from './spans.ts';
import { type TeacherWeeks, teacherWeeks } from './teacher-weeks.ts';

/** A figure with its share in tenths of a per cent; null where no lesson was held. */
export interface FilledShare extends Filled {
  share: number | null;
}

export interface Keeping {
  spans: Spans | null;
  today: FilledShare;
  week: FilledShare;
  period: FilledShare;
  overdue: CourseProgress[];
}

/** How the journal is kept right now: what was filled on its day, and final marks whose day is over (5.2b, 6.2). Refusal: not-found. */
export async function keeping(act: Act): Promise<Keeping> {
  see(act, 'readEveryJournal');
  const spans = await spansOf(act);
  const overdue = await overdueFinals(act);
  if (!spans) return { spans: null, today: none, week: none, period: none, overdue };
  const { today, week, period } = spans;
  const filled = await filledOver(act, { today, week, period });
  const shared = (of: Filled): FilledShare => ({ ...of, share: shareOf(of) });
  return { spans, today: shared(filled.today), week: shared(filled.week), period: shared(filled.period), overdue };
}

const none: FilledShare = { held: 0, onDay: 0, later: 0, owed: 0, share: null };

export interface KeepingCourse {
  teachers: (FilledByTeacher & { share: number | null })[];
  /** The weeks of the year that are behind, or begun. */
  weeks: (FilledWeek & { share: number | null })[];
  /** Teacher by teacher through the weeks of the period. */
  period: TeacherWeeks;
}

/** The same by teacher over one span, week by week through the year, and both together through the period. Refusal: not-found. */
export async function keepingCourse(act: Act, spans: Spans, chosen: SpanName): Promise<KeepingCourse> {
  see(act, 'readEveryJournal');
  const teachers = await filledByTeacher(act, spans[chosen]);
  const weeks = await filledByWeek(act, spans.year);
  return {
    teachers: teachers.map(one => ({ ...one, share: shareOf(one) })),
    weeks: weeks.map(one => ({ ...one, share: shareOf(one) })),
    period: await teacherWeeks(act, spans.period),
  };
}
