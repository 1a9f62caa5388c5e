import { Refusal } from '#school/refusal.ts';
import type { EntryWeek } from '#school/timetable/placed.ts';
import { lastSlot, type TimetableGround } from '../timetable-ground.ts';
import type { AscCard, AscFile, AscLesson } from './read-asc.ts';

/** When a lesson of the file is: its number in the file, which a second shift counts from its own first. */
export interface CardTime {
  weekday: number;
  period: number;
  week: EntryWeek;
}

interface Ways {
  file: AscFile;
  ground: TimetableGround;
  /** One card stands for all slots of a double lesson. */
  isWide: boolean;
}

/** The times of a card, one for each day and slot it takes. Pure. A card that can't be placed gives the reason. */
export function cardTimes(card: AscCard, lesson: AscLesson, { file, ground, isWide }: Ways): CardTime[] | Refusal {
  const { period, days } = card;
  if (period === '' || !/^0*1/.test(days) || days.includes(',')) return refusal('asc/unplaced');
  if (!/^\d{1,2}$/.test(period) || Number(period) > lastSlot) return refusal('asc/period', { period, most: lastSlot });
  if (file.periods.size > 0 && !file.periods.has(period)) return refusal('asc/unknown-period', { period });
  if (!/^[01]+$/.test(days) || days.lastIndexOf('1') >= ground.daysPerWeek)
    return refusal('asc/day', { days, most: ground.daysPerWeek });
  const week = weekOf(card.weeks || (file.weeks.get(lesson.weeksDefId) ?? ''), ground);
  if (week instanceof Refusal) return week;
  if (!isEvery(card.terms || (file.terms.get(lesson.termsDefId) ?? ''))) return refusal('asc/terms');
  const weekdays = [...days].flatMap((bit, at) => (bit === '1' ? at + 1 : []));
  const periods = Array.from({ length: isWide ? lesson.slots : 1 }, (_, at) => Number(period) + at);
  if (periods.some(one => one > lastSlot)) return refusal('asc/period', { period: periods.at(-1), most: lastSlot });
  return weekdays.flatMap(weekday => periods.map(one => ({ weekday, period: one, week })));
}

/**
 * Whether one card of a double lesson stands for both its slots. Most programs write a card for each slot; the hours of the
 * lesson say which it is.
 */
export function isWide({ slots, hours }: AscLesson, cards: readonly AscCard[]): boolean {
  return slots > 1 && hours > 0 && Math.abs(cards.length * slots - hours) < Math.abs(cards.length - hours);
}

function weekOf(bits: string, { alternating }: TimetableGround): EntryWeek | Refusal {
  if (isEvery(bits)) return 'both';
  if (bits !== '10' && bits !== '01') return refusal('asc/weeks', { weeks: bits });
  if (!alternating) return refusal('asc/weeks-alike');
  return bits === '10' ? 'A' : 'B';
}

function isEvery(bits: string): boolean {
  return /^1*$/.test(bits);
}

function refusal(reason: string, facts: Record<string, unknown> = {}): Refusal {
  return new Refusal('invalid', reason, { facts });
}
