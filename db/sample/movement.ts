import type { Day } from '../day.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import { dayAfter, mondayOf } from './calendar.ts';

/** What happens to three students in the course of the year, and when. */
export interface Movement {
  /** Comes new into 6А in October. */
  arrives: { className: string; day: Day; order: string };
  /** Goes from 8А to 8Б when the second quarter begins. */
  moves: { from: string; to: string; day: Day; order: string };
  /** Leaves 7А for another town in November. */
  leaves: { className: string; day: Day; order: string };
}

/** The year's movement; what lies after today hasn't happened yet. */
export function movementOf(year: YearPlan): Movement {
  const start = Number(year.firstDay.slice(0, 4));
  return {
    arrives: { className: '6А', day: mondayOf(`${start}-10-14`), order: '28-у' },
    moves: { from: '8А', to: '8Б', day: year.quarters[1]!.firstDay, order: '34-у' },
    leaves: { className: '7А', day: dayAfter(mondayOf(`${start}-11-18`), 3), order: '41-у' },
  };
}
