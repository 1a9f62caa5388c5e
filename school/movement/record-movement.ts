import type { MovementChange } from '#db/school/movement-change.ts';
import type { Act } from '../act.ts';
import { recordChange } from '../history/record-change.ts';

/** Chains an event, or its being taken back, to the history: what is entered of a student can't be unsaid behind the program's back. */
export function recordMovement(act: Act, line: MovementChange): void {
  const { deed, day, orderNumber, orderDate, place } = line;
  const said = {
    ...{ deed, day, orderNumber, orderDate, place: place ?? null },
    ...{ from: line.fromClass?.name ?? null, to: line.toClass?.name ?? null },
  };
  const isTakenBack = Boolean(line.takenBackAt);
  recordChange(act, {
    deed: 'movement',
    subject: `movement:${line.id}`,
    course: null,
    student: line.student.id,
    before: isTakenBack ? said : null,
    after: isTakenBack ? { takenBack: line.reason ?? null } : said,
  });
}
