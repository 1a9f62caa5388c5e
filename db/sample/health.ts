import type { Day } from '../day.ts';
import { chanceOf } from './chance.ts';

/** Why a student stays at home on a day, and until which day of lessons (not included) that lasts. */
export interface HomeDay {
  kind: 'ill' | 'valid' | 'unexcused';
  backOn: Day | null;
}

/** The days of the year a student isn't at school: an illness or two, a family matter, some truancy. About 4 % of days. */
export function homeDays(student: number, days: readonly Day[]): Map<Day, HomeDay> {
  const chance = chanceOf('health', student);
  const frailty = 0.4 + 1.2 * chance.next();
  const truant = chance.happens(0.06);
  const home = new Map<Day, HomeDay>();
  for (let index = 0; index < days.length; index++) {
    const kind = reasonToStay(chance.next(), frailty, truant);
    if (!kind) continue;
    const length = kind === 'ill' ? chance.whole(3, 8) : chance.whole(1, kind === 'valid' ? 2 : 1);
    const backOn = days[index + length] ?? null;
    for (const day of days.slice(index, index + length)) home.set(day, { kind, backOn });
    index += length + 2;
  }
  return home;
}

function reasonToStay(dice: number, frailty: number, truant: boolean): HomeDay['kind'] | null {
  if (dice < 0.0065 * frailty) return 'ill';
  if (dice < 0.0065 * frailty + 0.005) return 'valid';
  return truant && dice > 0.96 ? 'unexcused' : null;
}
