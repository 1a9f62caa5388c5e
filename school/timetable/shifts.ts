import { SchoolClass } from '#db/school/school-class.ts';
import type { Act, HouseAct } from '../act.ts';
import { isYearOf } from '../current-year.ts';
import { permit } from '../permissions.ts';
import { invalid } from '../refusal.ts';

export interface ClassShift {
  id: number;
  name: string;
  shift: number;
}

/** In which shift each class of this year learns. For everybody. One query. */
export function classShifts(act: HouseAct): Promise<ClassShift[]> {
  return act.em.execute<ClassShift[]>(
    `select k.id, k.grade || k.letter as name, k.shift from school_class k join school_year y on y.id = k.year_id
     where ${isYearOf(':today')} order by k.grade, k.letter collate "ru-x-icu"`,
    { today: act.today },
  );
}

export const mostShifts = 3;

/** Puts classes into shifts; their bells follow. Refusals: not-allowed, invalid. */
export async function setShifts(act: Act, shifts: readonly { classId: number; shift: number }[]): Promise<void> {
  permit(act, 'keepTimetable');
  for (const { shift } of shifts)
    if (!(Number.isInteger(shift) && shift >= 1 && shift <= mostShifts))
      invalid('bells/shift', 'shift', { most: mostShifts });
  for (const [shift, classes] of Map.groupBy(shifts, one => one.shift))
    await act.em.nativeUpdate(SchoolClass, { id: { $in: classes.map(({ classId }) => classId) } }, { shift });
}
