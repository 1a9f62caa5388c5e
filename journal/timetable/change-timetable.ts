import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type Applied, applySteps, type Step } from '#school/timetable/apply-steps.ts';
import { type Clash, clashes, isHard } from '#school/timetable/clashes.ts';
import { entriesFrom } from '#school/timetable/entries.ts';
import { keyOf, type Place, type PlaceKey } from '#school/timetable/placed.ts';
import { holdTimetable, type Source, writeChange } from '#school/timetable/write-change.ts';
import { tellTimetable } from '../tellings/tell-timetable.ts';
import { type Relaid, relayLessons } from './relay-lessons.ts';
import { refuseFrom, refuseSteps, type TimetableGround, timetableGround } from './timetable-ground.ts';

export interface ChangeRequest {
  /** First day of the new timetable; tomorrow at the earliest. */
  from: Day;
  changes: readonly Step[];
  source?: Source;
  note?: string | null;
  /** Puts up with a teacher, a room or a class in two places at once. */
  allowClashes?: boolean;
}

export interface ChangeOutcome extends Relaid {
  /** Nothing where the steps change nothing. */
  changeId: number | null;
  /** What the new lessons clash with; hard ones only where they were allowed. */
  clashes: Clash[];
}

/**
 * Changes the timetable from a day on, all or nothing (5.2a, 7a): the past stays true, the lessons of the coming days follow
 * at once, teachers and families are told. The number of queries doesn't grow with the changes.
 * Refusals: not-allowed, not-found (course, room), invalid (day, weekday, slot, week, closed room),
 * conflict (`timetable/nothing-there`, `timetable/clashes` with the list in `facts.clashes`).
 */
export async function changeTimetable(act: Act, request: ChangeRequest): Promise<ChangeOutcome> {
  const { outcome, applied } = await applyChange(act, request);
  if (outcome.changeId !== null)
    await tellTimetable(act, { from: request.from, changeId: outcome.changeId, ...applied });
  return outcome;
}

/** Puts one lesson into the week from a day on; in which weeks, which room, and whether together with another class as told. */
export function placeLesson(
  act: Act,
  { from, allowClashes, ...place }: SingleChange & PlaceKey & Partial<Place>,
): Promise<ChangeOutcome> {
  return changeTimetable(act, {
    from,
    changes: [{ place: { roomId: null, joint: false, ...place } }],
    ...allowing(allowClashes),
  });
}

/** Moves one lesson to another place of the week; its room goes with it unless another is named. */
export async function moveLesson(
  act: Act,
  { from, what, to, allowClashes }: SingleChange & { what: PlaceKey; to: Partial<Place> },
): Promise<ChangeOutcome> {
  refuseFrom(act, from);
  const entries = await entriesFrom(act, from);
  const standing = entries.find(entry => keyOf(entry) === keyOf(what) && entry.since <= from);
  if (!standing) throw nothingThere(what);
  const { courseId, weekday, slot, week, roomId, joint } = standing;
  const place = { weekday, slot, week, roomId, joint, ...to, courseId };
  return changeTimetable(act, { from, changes: [{ remove: what }, { place }], ...allowing(allowClashes) });
}

/** Takes one lesson out of the week from a day on. */
export function removeLesson(act: Act, { from, what }: { from: Day; what: PlaceKey }): Promise<ChangeOutcome> {
  return changeTimetable(act, { from, changes: [{ remove: what }] });
}

interface SingleChange {
  from: Day;
  allowClashes?: boolean | undefined;
}

function allowing(allowClashes: boolean | undefined): { allowClashes?: boolean } {
  return allowClashes === undefined ? {} : { allowClashes };
}

/** The change as it is done, without telling anybody; in an act that is undone it is its preview. */
export async function applyChange(
  act: Act,
  { from, changes, source = 'hand', note = null, allowClashes = false }: ChangeRequest,
): Promise<{ outcome: ChangeOutcome; applied: Applied }> {
  permit(act, 'keepTimetable');
  refuseFrom(act, from);
  await holdTimetable(act);
  const ground = await timetableGround(act, from);
  refuseSteps(changes, ground);
  const applied = applySteps(ground.entries, changes, ground);
  if (applied.missing.length > 0) throw nothingThere(applied.missing[0]!);
  const found = clashesOfNew(applied, ground);
  const hard = found.filter(isHard);
  if (hard.length > 0 && !allowClashes)
    throw new Refusal('conflict', 'timetable/clashes', { facts: { clashes: hard, from } });
  const { ended, added } = applied;
  if (ended.length + added.length === 0)
    return { outcome: { changeId: null, removed: 0, added: 0, kept: [], clashes: [] }, applied };
  const changeId = await writeChange(act, { since: from, source, note, ended, added });
  const courseIds = [...new Set([...ended, ...added].map(({ courseId }) => courseId))];
  const relaid = await relayLessons(act, { from, courseIds });
  return { outcome: { changeId, ...relaid, clashes: found }, applied };
}

/** What is wrong with the new places and with the load of their courses. */
export function clashesOfNew({ result, added, ended }: Applied, { rules }: TimetableGround): Clash[] {
  const isNew = new Set<unknown>(added);
  const touched = new Set([...added, ...ended].map(({ courseId }) => courseId));
  return clashes(result, rules).filter(clash =>
    clash.kind === 'load' ? touched.has(clash.course.courseId) : isNew.has(clash.one) || isNew.has(clash.other),
  );
}

function nothingThere(place: PlaceKey): Refusal {
  return new Refusal('conflict', 'timetable/nothing-there', { facts: { ...place } });
}
