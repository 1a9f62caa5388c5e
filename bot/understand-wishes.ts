import { addDays, type Day, weekOf } from '#school/calendar.ts';
import type { Slots } from './slots.ts';
import type { Asker } from './understand.ts';
import type { When } from './vocabulary/days-read.ts';
import type { Facts, Intent } from './vocabulary/meanings.ts';
import type { Wish, WishOfChild } from './wish.ts';

/** The intent with what else the message says; more than one wish when it names several children. */
export function wishesOf(intent: Exclude<Intent, 'elsewhere'>, slots: Slots, { asker, facts }: Said): Wish[] {
  switch (intent) {
    case 'marks':
    case 'how':
    case 'news':
      if (asker.students.length === 0) return [{ intent: asker.staff ? 'board' : 'start' }];
      return forEachChild(marksWish(intent, slots, { asker, facts }), slots);
    case 'child':
      return [{ intent, ...(slots.childIds.length === 1 ? { childId: slots.childIds[0]! } : {}) }];
    case 'lessons':
      return [{ intent, day: lessonsDay(slots, asker.today) }];
    case 'free':
    case 'substitutions':
      return [{ intent, day: dayOf(slots.days.ahead) ?? asker.today }];
    case 'absences':
    case 'absent':
    case 'averages':
    case 'explain':
    case 'finals':
    case 'homework':
    case 'message':
    case 'need':
    case 'schedule':
    case 'week':
      return forEachChild({ intent, ...detailsOf(intent, slots, { asker, facts }) }, slots);
    default:
      return [{ intent }];
  }
}

/** Who asks, and the concepts of the message. */
interface Said {
  asker: Asker;
  facts: Facts;
}

function forEachChild(wish: Wish & { intent: 'marks' | WishOfChild['intent'] }, { childIds }: Slots): Wish[] {
  return childIds.length > 0 ? childIds.map(childId => ({ ...wish, childId })) : [wish];
}

function marksWish(intent: Intent, slots: Slots, { asker, facts }: Said): Wish & { intent: 'marks' } {
  const { subjectIds } = slots;
  const when = slots.days.back;
  return {
    intent: 'marks',
    when: when ?? usualDays(intent, slots, { today: asker.today, facts }),
    ...(subjectIds ? { subjectIds } : {}),
    ...(facts.has('news') && !when && !subjectIds ? { news: true } : {}),
  };
}

/** Marks are asked of today, of one subject and «сколько пятёрок» since the period began, and «как учится» of the week. */
function usualDays(intent: Intent, { subjectIds }: Slots, { today, facts }: { today: Day; facts: Facts }): When {
  if (subjectIds || (facts.has('howmany') && facts.has('grade'))) return { span: 'period', which: 'current' };
  const { monday, sunday } = weekOf(today);
  return intent === 'marks' ? { span: 'day', from: today, to: today } : { span: 'week', from: monday, to: sunday };
}

type Details = Omit<WishOfChild, 'intent' | 'childId'>;

function detailsOf(intent: WishOfChild['intent'], slots: Slots, { asker, facts }: Said): Details {
  const { subjectIds, target } = slots;
  const { today } = asker;
  const ahead = datesOf(slots.days.ahead);
  const back = datesOf(slots.days.back);
  switch (intent) {
    case 'homework':
      return { subjectIds, days: homeworkDays(slots, today) };
    case 'schedule':
      return scheduleDays(slots, {
        today,
        wholeWeek: ['timetable', 'whichdays', 'when'].some(fact => facts.has(fact)),
      });
    case 'absences':
      return { days: back && back.from <= today ? back : undefined };
    case 'absent':
      return { days: absentDays(slots, today), reason: absentReason(facts) };
    case 'explain':
      return { days: back && back.from === back.to && back.from <= today ? back : undefined };
    case 'week':
      return { days: back ?? ahead };
    case 'message':
      return { subjectIds, classTeacher: facts.has('class-teacher') };
    case 'need':
      return { subjectIds, target: target?.grade };
    case 'averages':
      return { subjectIds };
    case 'finals':
      return {};
  }
}

/** A visit to the doctor is no illness, unless the message says so too. */
function absentReason(facts: Facts): Details['reason'] {
  if (facts.has('ill') && !facts.has(':visit')) return 'ill';
  return facts.has(':visit') || facts.has('family-reasons') ? 'valid' : undefined;
}

/** «Что сегодня задали» asks for the next lessons, «на сегодня» for today's. */
function homeworkDays({ days: { ahead }, subjectIds, forDay }: Slots, today: Day): Details['days'] {
  const days = datesOf(ahead);
  if (!days || (subjectIds && days.from !== days.to)) return undefined;
  return days.from === today && days.to === today && !forDay ? undefined : days;
}

function scheduleDays({ days }: Slots, { today, wholeWeek }: { today: Day; wholeWeek: boolean }): Details {
  const dates = datesOf(days.ahead);
  if (dates) return { days: dates, wholeWeek: dates.from !== dates.to };
  return wholeWeek ? { wholeWeek: true } : { days: { from: today, to: today } };
}

/** An absence is told ahead; «на неделю» begins today. */
function absentDays({ days: { ahead } }: Slots, today: Day): Details['days'] {
  const days = datesOf(ahead);
  if (!days || days.to < today) return undefined;
  return days.from < today ? { from: today, to: ahead?.span === 'week' ? addDays(today, 6) : days.to } : days;
}

function datesOf(when: When | undefined): Details['days'] {
  return when && when.span !== 'period' ? { from: when.from, to: when.to } : undefined;
}

/** Of a week ahead its Monday, of this one today. */
function lessonsDay({ days: { near } }: Slots, today: Day): Day {
  const first = datesOf(near)?.from;
  return first && (near?.span === 'day' || first > today) ? first : today;
}

function dayOf(when: When | undefined): Day | undefined {
  return when?.span === 'day' ? when.from : undefined;
}
