import { actOnDueDuties } from '#board/duties/act-on-due.ts';
import { applyTeacherChanges } from '#journal/load/change-teacher.ts';
import { applyDueChanges } from '#school/assignments/apply-changes.ts';
import type { House } from '#school/house.ts';

/** Does what orders have put on this day: functions begin and end, periods are closed and opened (6.1), courses go to another teacher. */
export async function actOnOrders(house: House): Promise<void> {
  await house.asHouse(applyDueChanges);
  await house.asHouse(actOnDueDuties);
  await house.asHouse(applyTeacherChanges);
}
