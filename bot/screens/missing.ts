import { missingOfTeacher } from '#journal/missing.ts';
import { missingLines } from '#journal/missing-lines.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** What I owe to the journal (1.6). Staff only. */
export async function missing({ act, press }: Scene): Promise<Screen> {
  if (!isStaff(act.by)) throw new Refusal('not-found', 'not-found');
  const view = missingLines(await missingOfTeacher(act));
  return print(press, 'missing', { ...view, classTeacher: act.by.ownClassIds.length > 0 });
}
