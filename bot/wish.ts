import { type Day, weekOf } from '#school/calendar.ts';
import type { When } from './vocabulary/days-read.ts';

/** What a person wants to see or to do, however they said it. */
export type Wish =
  | { intent: 'marks'; childId?: number; subjectIds?: number[]; when: When; news?: true }
  | WishOfChild
  | { intent: 'child'; childId?: number }
  | { intent: 'lessons' | 'substitutions' | 'free'; day: Day }
  | { intent: PlainIntent };

const intentsOfChild = [
  ...(['absences', 'absent', 'averages', 'explain', 'finals'] as const),
  ...(['homework', 'message', 'need', 'schedule', 'week'] as const),
];

/** A screen or a dialogue about one child, and what of it was named. */
export interface WishOfChild {
  intent:
    | 'absences'
    | 'absent'
    | 'averages'
    | 'explain'
    | 'finals'
    | 'homework'
    | 'message'
    | 'need'
    | 'schedule'
    | 'week';
  childId?: number | undefined;
  subjectIds?: number[] | undefined;
  days?: { from: Day; to: Day } | undefined;
  /** The mark to be reached. */
  target?: number | undefined;
  /** The timetable of the whole week. */
  wholeWeek?: boolean;
  /** A letter to the class teacher. */
  classTeacher?: boolean;
  /** Why there is an absence: an illness, or what is as good (a visit to the doctor, the family). */
  reason?: 'ill' | 'valid' | undefined;
}

export type PlainIntent =
  | 'announcements'
  | 'bells'
  | 'board'
  | 'class'
  | 'consultation'
  | 'fill'
  | 'help'
  | 'holidays'
  | 'letters'
  | 'logout'
  | 'missing'
  | 'overview'
  | 'settings'
  | 'settings/quiet'
  | 'start'
  | 'trainings';

/** Whether the wish is about one child, named or not. */
export function isAboutChild(wish: Wish): wish is WishOfChild | (Wish & { intent: 'marks' }) {
  return wish.intent === 'marks' || isOfChild(wish);
}

function isOfChild(wish: Wish): wish is WishOfChild {
  return (intentsOfChild as readonly string[]).includes(wish.intent);
}

/** Messengers take no longer button data. */
const mostBytes = 64;

/** The wish as a button's data: a screen's path and its arguments. `childId` stands in for a child not named. */
export function buttonOf(wish: Wish, today: Day, childId: number | undefined): string {
  // Of many subjects as many are named as a button can hold.
  for (let fewer = wish; ; ) {
    const button = argumentsOf(fewer, today, childId).join(' ');
    if (button.length <= mostBytes || !('subjectIds' in fewer) || !fewer.subjectIds) return button;
    fewer = { ...fewer, subjectIds: fewer.subjectIds.slice(0, -1) };
  }
}

function argumentsOf(wish: Wish, today: Day, current: number | undefined): (string | number)[] {
  if (wish.intent === 'marks') return ofMarks(wish, today, wish.childId ?? current ?? 0);
  if (isOfChild(wish)) return ofChild(wish, today, wish.childId ?? current ?? 0);
  if ('childId' in wish && wish.childId) return [wish.intent, wish.childId];
  return 'day' in wish && wish.day !== today ? [wish.intent, wish.day] : [wish.intent];
}

function ofChild(wish: WishOfChild, today: Day, child: number): (string | number)[] {
  const { intent, days, target, subjectIds } = wish;
  const ids = subjectIds?.join(',');
  const dates = !days ? [] : days.from === days.to ? [days.from] : [days.from, days.to];
  switch (intent) {
    case 'homework':
      return ids ? ['homework/subject', child, ids, ...dates.slice(0, 1)] : [intent, child, ...dates];
    case 'schedule':
      return wish.wholeWeek
        ? ['schedule/week', child, ...mondayOf(days, today)]
        : [intent, child, ...dates.slice(0, 1)];
    case 'message':
      return wish.classTeacher ? [intent, child, 'class-teacher'] : ids ? [intent, child, ids] : [intent];
    case 'need':
      return [intent, child, ...(ids || target ? [ids ?? '-'] : []), ...(target ? [target] : [])];
    case 'averages':
      return [intent, child, ...(ids ? [ids] : [])];
    case 'absences':
      return days ? [intent, child, days.from, days.to] : [intent, child];
    case 'absent':
      return [intent, child, ...dates, ...(wish.reason ? [wish.reason] : [])];
    case 'explain':
      return [intent, child, ...dates.slice(0, 1)];
    case 'week':
      return [intent, child, ...mondayOf(days, today)];
    case 'finals':
      return [intent, child];
  }
}

/** A week's Monday, unless it is this week. */
function mondayOf(days: { from: Day } | undefined, today: Day): Day[] {
  const monday = weekOf(days?.from ?? today).monday;
  return monday === weekOf(today).monday ? [] : [monday];
}

function ofMarks(
  { subjectIds, when, news }: Wish & { intent: 'marks' },
  today: Day,
  child: number,
): (string | number)[] {
  const period = when.span === 'period' && when.which !== 'current' ? [when.which] : [];
  if (subjectIds) {
    const days = when.span === 'period' ? period : [when.from, when.to];
    return ['marks/subject', child, subjectIds.join(','), ...days];
  }
  if (news) return ['marks/news', child];
  if (when.span === 'period') return ['marks/period', child, ...period];
  if (when.span === 'days') return ['marks/days', child, when.from, when.to];
  if (when.span === 'week') return ['marks/week', child, ...mondayOf(when, today)];
  return when.from === today ? ['marks/today', child] : ['marks/day', child, when.from];
}
