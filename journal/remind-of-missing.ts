import type { HouseAct } from '#school/act.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { missingBySchoolPeople } from './missing.ts';
import { isNothing, missingLines } from './missing-lines.ts';

/**
 * Tells each teacher what they owe to the journal and each class teacher what is missing in the class and who owes it, one message
 * each (1.6, 3.2e, 4.2c). Who has nothing missing hears nothing; a day off tells nobody.
 */
export async function remindOfMissing(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  for (const { personId, own, classes } of await missingBySchoolPeople(act)) {
    if (!isNothing(own)) {
      act.tell(personId, { kind: 'missing-own', subject: `missing:${act.today}`, facts: missingLines(own) });
    }
    for (const { classId, className, ...missing } of classes) {
      const facts = { className, ...missingLines(missing) };
      act.tell(personId, { kind: 'missing-class', subject: `missing:class:${classId}:${act.today}`, facts });
    }
  }
}
