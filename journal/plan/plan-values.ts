import { type Day, parseDay } from '#school/calendar.ts';
import words from './plan-words.json' with { type: 'json' };
import type { PlanRemark, PlanYear } from './read-plan.ts';

const mostHours = 40;

/** Hours of a topic: «2», «2 ч.»; without them those its numbers span («5–7» are three), else one. Nothing when it is no number from 1 to 40. */
export function readHours(typed: string, number: string): number | undefined {
  if (typed === '') return spanOf(number);
  const whole = hoursText.exec(typed)?.[1];
  const hours = Number(whole);
  return whole !== undefined && hours >= 1 && hours <= mostHours ? hours : undefined;
}

const hoursText = new RegExp(`^(\\d{1,2})(?:[.,]0+)?\\s*(?:(?:${words.hoursWord})\\.?)?$`, 'i');

function spanOf(number: string): number {
  const span = /^(\d{1,3})\s*[-–—]\s*(\d{1,3})$/.exec(number);
  const hours = span ? Number(span[2]) - Number(span[1]) + 1 : 1;
  return hours >= 1 && hours <= mostHours ? hours : 1;
}

/** The first date in the cell: ISO, «02.09.2026», «02.09.26», «02.09» of this school year. */
export function readDate(
  typed: string,
  year: PlanYear,
): { day: Day | null; problem?: Extract<PlanRemark['reason'], 'date' | 'date-outside'> } {
  if (typed === '') return { day: null };
  const day = firstDate(typed, year);
  if (!day) return { day: null, problem: 'date' };
  return day < year.firstDay || day > year.lastDay ? { day: null, problem: 'date-outside' } : { day };
}

function firstDate(typed: string, { firstDay, lastDay }: PlanYear): Day | undefined {
  const iso = /\d{4}-\d{2}-\d{2}/.exec(typed);
  if (iso) return parseDay(iso[0]);
  const parts = /(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?!\d)/.exec(typed);
  if (!parts) return undefined;
  const [, date, month, said] = parts;
  const on = (year: string) => parseDay(`${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`);
  if (said) return on(said.length === 2 ? `20${said}` : said);
  const autumn = on(firstDay.slice(0, 4));
  return autumn && autumn >= firstDay ? autumn : on(lastDay.slice(0, 4));
}
