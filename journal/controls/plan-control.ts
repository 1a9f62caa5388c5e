import { Lesson } from '#db/journal/lesson.ts';
import { WorkKind } from '#db/journal/work-kind.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { refuseLocked, refuseUngraded } from '../entry-rules.ts';
import { recordControl } from '../history/record-entries.ts';
import { findLesson } from '../lesson-head.ts';
import { refuseTogether, underField } from '../refuse-together.ts';

/** A kind of work that is announced ahead and has its limits. */
export interface ControlKind {
  id: number;
  name: string;
}

/** The kinds of work that are control works, in their order. */
export function controlKinds(act: Act): Promise<ControlKind[]> {
  return prepared<ControlKind>(act.em, 'select id, name from work_kind where control order by position, id');
}

/**
 * Plans a control work for a lesson that has not ended, or with null takes it off the plan; what speaks against it is told
 * by `controlWarnings`, nothing forbids it. Refusals: not-found, not-allowed, invalid under `control`.
 */
export async function planControl(act: Act, lessonId: number, workKindId: number | null): Promise<void> {
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, 'fillLesson', lesson);
  const locked = refuseLocked(lesson);
  if (locked) throw locked;
  if (workKindId === lesson.controlId) return;
  if (workKindId !== null) {
    refuseTogether([underField(refuseUngraded(lesson), 'control')]);
    if (lesson.ended) invalid('lesson/control-over', 'control');
    const isControl = (await act.em.count(WorkKind, { id: workKindId, control: true })) > 0;
    if (!isControl) invalid('lesson/control-kind', 'control');
  }
  await act.em.nativeUpdate(Lesson, { id: lessonId }, { control: workKindId });
  recordControl(act, lesson, workKindId);
}
