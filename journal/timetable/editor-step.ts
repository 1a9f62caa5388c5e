import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { isValidOn, type Step } from '#school/timetable/apply-steps.ts';
import { type EntryWeek, entryWeekNames, type Placed } from '#school/timetable/placed.ts';
import { draftState, stepDraft } from './draft.ts';
import { pickedOf } from './editor.ts';
import { targetAt } from './targets.ts';

/** One press in the editor, as it comes from a form. */
export interface EditorPress {
  /** What was picked: «course-12», or the place of a lesson, «12-2-4-both». */
  what: string;
  deed: 'put' | 'swap' | 'remove';
  /** The cell, «2-4» for Tuesday's fourth lesson; not asked of `remove`. */
  to?: string;
  /** A room's id, «none», or nothing: then a free one is found. */
  room?: string;
  week?: string;
  joint?: boolean;
}

/**
 * Puts the picked lesson into a cell of a draft, lets it change places with what stands there, or takes it out.
 * Refusals: as of `stepDraft`; not-found (what was picked is gone), invalid (cell, week).
 */
export async function pressEditor(act: Act, draftId: number, press: EditorPress): Promise<void> {
  const draft = await draftState(act, draftId);
  const standing = draft.result.filter(entry => isValidOn(entry, draft.since));
  const asked = press.week ? (press.week as EntryWeek) : undefined;
  if (asked && !entryWeekNames.includes(asked)) invalid('timetable/week', 'week');
  const picked = pickedOf(press.what, { standing, draft, week: asked });
  if (!picked) throw new Refusal('conflict', 'timetable/picked-gone');
  const out: Step[] = picked.place ? [{ remove: picked.place }] : [];
  if (press.deed === 'remove') return stepDraft(act, draftId, out);
  const cell = cellOf(press.to);
  const target = targetAt(cell, picked, draft);
  const roomId = press.room === 'none' ? null : press.room ? Number(press.room) : (target.room?.id ?? null);
  const joint = press.joint ?? picked.place?.joint ?? false;
  const put: Step = { place: { ...cell, courseId: picked.course.courseId, week: picked.week, roomId, joint } };
  const others = press.deed === 'swap' ? swapped(standing, { cell, from: picked.place }) : [];
  return stepDraft(act, draftId, [
    ...out,
    ...others.filter(step => 'remove' in step),
    put,
    ...others.filter(step => 'place' in step),
  ]);
}

function cellOf(to: string | undefined): { weekday: number; slot: number } {
  const [, weekday, slot] = /^(\d)-(\d{1,2})$/.exec(to ?? '') ?? [];
  if (!weekday) invalid('timetable/slot', 'to', { most: 14 });
  return { weekday: Number(weekday), slot: Number(slot) };
}

/** What stands in the cell goes where the picked lesson came from; an hour without a place sends it nowhere. */
function swapped(
  standing: readonly Placed[],
  { cell, from }: { cell: { weekday: number; slot: number }; from: Placed | null },
): Step[] {
  if (!from) return [];
  const { weekday, slot } = from;
  return standing
    .filter(
      one => one.classId === from.classId && one.weekday === cell.weekday && one.slot === cell.slot && one !== from,
    )
    .flatMap(one => [{ remove: one }, { place: { ...one, weekday, slot } }]);
}
