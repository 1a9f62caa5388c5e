import type { Day } from '#school/calendar.ts';
import type { When } from './vocabulary/read-days.ts';

/** What a person wants to see, however they said it. */
export type Wish =
  | { intent: 'marks'; childId?: number; subjectIds?: number[]; when: When; news?: true }
  | { intent: 'child'; childId?: number }
  | { intent: 'lessons'; day: Day }
  | { intent: 'start' | 'help' | 'logout' | 'board' | 'missing' | 'class' };

/** The wish as a button's data: a screen's path and its arguments. `childId` stands in for a child not named. */
export function buttonOf(wish: Wish, today: Day, childId: number | undefined): string {
  switch (wish.intent) {
    case 'marks':
      return marksButton(wish, today, wish.childId ?? childId ?? 0);
    case 'child':
      return wish.childId ? `child ${wish.childId}` : 'child';
    case 'lessons':
      return wish.day === today ? 'lessons' : `lessons ${wish.day}`;
    default:
      return wish.intent;
  }
}

function marksButton({ subjectIds, when, news }: Wish & { intent: 'marks' }, today: Day, childId: number): string {
  const period = when.span === 'period' && when.which !== 'current' ? ` ${when.which}` : '';
  if (subjectIds) {
    const days = when.span === 'period' ? period : ` ${when.from} ${when.to}`;
    return `marks/subject ${childId} ${subjectIds.join(',')}${days}`;
  }
  if (news) return `marks/news ${childId}`;
  if (when.span === 'period') return `marks/period ${childId}${period}`;
  if (when.span === 'days') return `marks/days ${childId} ${when.from} ${when.to}`;
  if (when.span === 'week') {
    const thisWeek = when.from <= today && today <= when.to;
    return `marks/week ${childId}${thisWeek ? '' : ` ${when.from}`}`;
  }
  return when.from === today ? `marks/today ${childId}` : `marks/day ${childId} ${when.from}`;
}
