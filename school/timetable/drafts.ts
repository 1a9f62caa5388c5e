import { Person } from '#db/school/person.ts';
import { TimetableDraft } from '#db/school/timetable-draft.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import type { Step } from './apply-steps.ts';
import type { EntryWeek } from './placed.ts';

/** A new timetable in the making. */
export interface DraftView {
  id: number;
  since: Day;
  note: string | null;
  by: string;
  at: Date;
  /** How many steps have been made. */
  steps: number;
}

/** The drafts that are being worked on, the nearest first. Refusals: not-allowed. */
export async function openDrafts(act: Act): Promise<DraftView[]> {
  permit(act, 'keepTimetable');
  const rows = await act.em.execute<(Omit<DraftView, 'at'> & { at: string })[]>(
    `select d.id, d.since::text as since, d.note, p.family_name || ' ' || left(p.given_name, 1) || '.' as by, d.at,
       (select count(distinct l.step)::int from timetable_draft_line l where l.draft_id = d.id) as steps
     from timetable_draft d join person p on p.id = d.by_id
     where d.change_id is null and d.discarded_at is null order by d.since, d.id`,
  );
  return rows.map(row => ({ ...row, at: new Date(row.at) }));
}

/** Begins a draft for a day. Gives its id. The day is looked at by who calls it. Refusals: not-allowed. */
export async function beginDraft(act: Act, { since, note }: { since: Day; note: string | null }): Promise<number> {
  permit(act, 'keepTimetable');
  const by = act.em.getReference(Person, act.by.id);
  const draft = act.em.create(TimetableDraft, { since, note, by, at: act.at });
  await act.em.flush();
  return draft.id;
}

/** A draft that is being worked on, held until the act ends. Refusals: not-allowed, not-found. */
export async function heldDraft(act: Act, id: number): Promise<{ id: number; since: Day; note: string | null }> {
  permit(act, 'keepTimetable');
  const [draft] = await act.em.execute<{ id: number; since: Day; note: string | null }[]>(
    `select id, since::text as since, note from timetable_draft
     where id = :id and change_id is null and discarded_at is null for update`,
    { id },
  );
  if (!draft) throw new Refusal('not-found', 'not-found');
  return draft;
}

/** What the steps of a draft did, in their order, and how many they are: a move is one and does two things. One query. */
export async function stepsOf(act: Act, draftId: number): Promise<{ steps: Step[]; count: number }> {
  const rows = await act.em.execute<LineRow[]>(
    `select step, course_id as "courseId", weekday, slot, week, room_id as "roomId", joint, removed
     from timetable_draft_line where draft_id = :draftId order by id`,
    { draftId },
  );
  const steps = rows.map(({ removed, roomId, joint, courseId, weekday, slot, week }) => {
    const key = { courseId, weekday, slot, week };
    return removed ? { remove: key } : { place: { ...key, roomId, joint } };
  });
  return { steps, count: new Set(rows.map(({ step }) => step)).size };
}

interface LineRow {
  step: number;
  courseId: number;
  weekday: number;
  slot: number;
  week: EntryWeek;
  roomId: number | null;
  joint: boolean;
  removed: boolean;
}

/** Writes one more step of a draft; a move is one. Two statements. */
export async function addStep(act: Act, draftId: number, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(step =>
    'remove' in step
      ? { ...step.remove, roomId: null, joint: false, removed: true }
      : { ...step.place, removed: false },
  );
  await act.em.execute(
    `insert into timetable_draft_line (draft_id, step, course_id, weekday, slot, week, room_id, joint, removed)
     select :draftId, (select coalesce(max(step), 0) + 1 from timetable_draft_line where draft_id = :draftId),
       "courseId", weekday, slot, week, "roomId", joint, removed
     from rows from (jsonb_to_recordset(:rows::jsonb) as ("courseId" int, weekday int, slot int, week text, "roomId" int,
         joint boolean, removed boolean))
       with ordinality as x("courseId", weekday, slot, week, "roomId", joint, removed, place) order by place`,
    { draftId, rows: JSON.stringify(rows) },
  );
}

/** Takes the last step back. Refusals: not-allowed, not-found. */
export async function undoStep(act: Act, draftId: number): Promise<void> {
  await heldDraft(act, draftId);
  await act.em.execute(
    `delete from timetable_draft_line where draft_id = :draftId
       and step = (select max(step) from timetable_draft_line where draft_id = :draftId)`,
    { draftId },
  );
}

/** Gives a draft up. Refusals: not-allowed, not-found. */
export async function discardDraft(act: Act, draftId: number): Promise<void> {
  await heldDraft(act, draftId);
  await act.em.nativeUpdate(TimetableDraft, { id: draftId }, { discardedAt: act.at });
}

/** Sets another first day or name. The day is looked at by who calls it. Refusals: not-allowed, not-found. */
export async function renameDraft(
  act: Act,
  draftId: number,
  { since, note }: { since: Day; note: string | null },
): Promise<void> {
  await heldDraft(act, draftId);
  await act.em.nativeUpdate(TimetableDraft, { id: draftId }, { since, note });
}
