import { bells } from '../founding/usual-bells.ts';
import { minutesOf } from './calendar.ts';

/** Minutes since midnight at which the slot's lesson begins and ends. */
export function slotTimes(slot: number): { begins: number; ends: number } {
  const [begins, ends] = bells[slot - 1]!;
  return { begins: minutesOf(begins), ends: minutesOf(ends) };
}
