import { TimetableDraft } from '#db/school/timetable-draft.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { type Applied, applySteps, type Step } from '#school/timetable/apply-steps.ts';
import { type Clash, clashes, isHard } from '#school/timetable/clashes.ts';
import { addStep, beginDraft, heldDraft, renameDraft, stepsOf } from '#school/timetable/drafts.ts';
import type { PlaceKey } from '#school/timetable/placed.ts';
import { tellTimetable } from '../tellings/tell-timetable.ts';
import { applyChange, type ChangeOutcome, clashesOfNew } from './change-timetable.ts';
import { refuseFrom, refuseSteps, type TimetableGround, timetableGround } from './timetable-ground.ts';

/** A draft with the timetable it makes. */
export interface DraftState extends Applied {
  id: number;
  since: Day;
  note: string | null;
  steps: number;
  ground: TimetableGround;
  /** Everything wrong with the whole timetable from its day on. */
  clashes: Clash[];
  /** Of them those its own changes make. */
  own: Clash[];
}

const longestNote = 80;

/** Begins a draft of a timetable in force from a day to come. Gives its id. Refusals: not-allowed, invalid. */
export function startDraft(act: Act, { since, note }: { since: Day; note: string | null }): Promise<number> {
  refuseFrom(act, since);
  return beginDraft(act, { since, note: cleanNote(note) });
}

/** Sets another first day or name. Refusals: not-allowed, not-found, invalid. */
export function changeDraft(act: Act, id: number, { since, note }: { since: Day; note: string | null }): Promise<void> {
  refuseFrom(act, since);
  return renameDraft(act, id, { since, note: cleanNote(note) });
}

function cleanNote(note: string | null): string | null {
  const clean = note?.trim().replace(/\s+/g, ' ') || null;
  if (clean && clean.length > longestNote) invalid('timetable/note', 'note', { most: longestNote });
  return clean;
}

/** The draft as it stands. Nine queries. Refusals: not-allowed, not-found. */
export async function draftState(act: Act, id: number): Promise<DraftState> {
  const draft = await heldDraft(act, id);
  const { steps, count } = await stepsOf(act, id);
  const ground = await timetableGround(act, draft.since);
  const applied = applySteps(ground.entries, steps, ground);
  return {
    ...{ ...draft, ...applied, ground, steps: count },
    clashes: clashes(applied.result, ground.rules),
    own: clashesOfNew(applied, ground),
  };
}

/**
 * One more step of a draft: a lesson placed, moved, taken out, or several at once; clashes are only shown.
 * Refusals: not-allowed, not-found, invalid (weekday, slot, week, closed room), conflict (nothing stands there).
 */
export async function stepDraft(act: Act, id: number, steps: readonly Step[]): Promise<void> {
  const { ground, result, since } = await draftState(act, id);
  refuseSteps(steps, ground);
  const standing = result.filter(entry => entry.since <= since && (entry.until === null || entry.until > since));
  const { missing } = applySteps(
    standing.map((entry, index) => ({ ...entry, id: index })),
    steps,
    ground,
  );
  if (missing.length > 0) throw new Refusal('conflict', 'timetable/nothing-there', { facts: { ...missing[0]! } });
  await addStep(act, id, steps);
}

export interface DraftPreview extends ChangeOutcome {
  /** Lessons of the week that were to be moved and are gone meanwhile: such steps are left out. */
  missing: PlaceKey[];
  /** Clashes nobody can be asked to live with: they must be allowed. */
  hard: number;
}

/** What putting the draft in force would do, without doing it. Refusals: as of `putInForce`. */
export async function previewDraft(act: Act, id: number): Promise<DraftPreview> {
  await act.em.execute('savepoint preview');
  const { outcome, missing } = await enforce(act, id, { allowClashes: true });
  await act.em.execute('rollback to savepoint preview');
  return { ...outcome, missing, hard: outcome.clashes.filter(isHard).length };
}

/**
 * Puts a draft in force from its day: one change of the timetable, which may be undone before that day.
 * Refusals: as of `changeTimetable`; conflict (`timetable/draft-empty`).
 */
export async function putInForce(
  act: Act,
  id: number,
  options: { allowClashes?: boolean } = {},
): Promise<ChangeOutcome & { changeId: number }> {
  const { outcome, applied, since } = await enforce(act, id, options);
  const { changeId } = outcome;
  if (changeId === null) throw new Refusal('conflict', 'timetable/draft-empty');
  await act.em.nativeUpdate(TimetableDraft, { id }, { change: changeId });
  await tellTimetable(act, { from: since, changeId, ...applied });
  return { ...outcome, changeId };
}

async function enforce(act: Act, id: number, options: { allowClashes?: boolean }) {
  const { since, note, ended, added, missing } = await draftState(act, id);
  const changes: Step[] = [...ended.map(remove => ({ remove })), ...added.map(place => ({ place }))];
  const { outcome, applied } = await applyChange(act, { from: since, changes, source: 'draft', note, ...options });
  return { outcome, applied, since, missing };
}
