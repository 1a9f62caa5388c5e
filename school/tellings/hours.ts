import type { HouseAct } from '../act.ts';
import { addDays, dayOf, momentOf, timeOf } from '../calendar.ts';

/** When a person is told: local times «21:00». */
export interface Hours {
  quietFrom: string;
  quietUntil: string;
  digestAt: string;
}

/** What holds for who has chosen no hours. */
export const usualHours: Hours = { quietFrom: '21:00', quietUntil: '07:00', digestAt: '19:00' };

/** Whether a local time lies in quiet hours, which may go over midnight; the same time twice means none. */
export function isQuiet(time: string, { quietFrom, quietUntil }: Pick<Hours, 'quietFrom' | 'quietUntil'>): boolean {
  if (quietFrom <= quietUntil) return quietFrom <= time && time < quietUntil;
  return quietFrom <= time || time < quietUntil;
}

/** The moment at which the quiet hours around `at` end. */
export function endOfQuiet(at: Date, timeZone: string, { quietUntil }: Pick<Hours, 'quietUntil'>): Date {
  const today = dayOf(at, timeZone);
  const day = timeOf(at, timeZone) < quietUntil ? today : addDays(today, 1);
  return momentOf(day, quietUntil, timeZone);
}

/** SQL that is true in the quiet hours of a person (an expression); needs the parameters of `quietParams`. */
export function isQuietSql(personId: string): string {
  return `coalesce((
    select case when h.quiet_from <= h.quiet_until then h.quiet_from <= :clock and :clock < h.quiet_until
      else h.quiet_from <= :clock or :clock < h.quiet_until end
    from telling_hours h where h.person_id = ${personId}), :usuallyQuiet)`;
}

export function quietParams(act: HouseAct): { clock: string; usuallyQuiet: boolean } {
  const clock = timeOf(act.at, act.timeZone);
  return { clock, usuallyQuiet: isQuiet(clock, usualHours) };
}
