import { missingOfClass } from '#journal/missing.ts';
import { missingLines } from '#journal/missing-lines.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** My class: what is missing in its journal and who owes it (4.2c). For class teachers only. */
export async function ownClass({ act, press }: Scene): Promise<Screen> {
  const { ownClassIds } = act.by;
  if (ownClassIds.length === 0) throw new Refusal('not-found', 'not-found');
  const classes = [];
  for (const classId of ownClassIds) {
    const { className, ...owed } = await missingOfClass(act, classId);
    classes.push({ className, ...missingLines(owed) });
  }
  return print(press, 'class', { classes });
}
