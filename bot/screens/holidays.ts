import { isStaff } from '#school/actor.ts';
import { holidays } from '#school/holidays.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** «Когда каникулы»: the year's, and for a family those of their children's grades. */
export async function showHolidays(scene: Scene): Promise<Screen> {
  const { act, students } = scene;
  const grades = students.flatMap(({ grade }) => grade ?? []);
  const year = await holidays(act, isStaff(act.by) ? undefined : grades);
  return print(scene.press, 'holidays', { ...menuOf(scene), today: act.today, ...year });
}
