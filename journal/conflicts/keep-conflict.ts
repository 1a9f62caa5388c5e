import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';

/** An entry of the actor's into a cell, which somebody else has changed meanwhile. */
export interface LateEntry {
  lessonId: number;
  studentId: number;
  typed: string;
  /** What its author believed to stand there. */
  base: string;
  workKindId: number | null;
}

interface CellName {
  lessonId: number;
  studentId: number;
}

/** Whether an entry of the actor's into this cell waits for the owner of the lesson already. */
export async function waitsAlready(act: Act, { lessonId, studentId }: CellName): Promise<boolean> {
  const rows = await prepared(
    act.em,
    `select 1 from cell_conflict where lesson_id = :lessonId and student_id = :studentId and by_id = :by
     and settled_at is null`,
    { lessonId, studentId, by: act.by.id },
  );
  return rows.length > 0;
}

/** Keeps a late entry for the owner of the lesson to decide, in place of an earlier one of the same person. */
export async function keepConflict(act: Act, entry: LateEntry): Promise<void> {
  await endOwn(act, entry, 'renewed');
  const { lessonId, studentId, typed, base, workKindId } = entry;
  await prepared(
    act.em,
    `insert into cell_conflict (lesson_id, student_id, by_id, typed, base, work_kind_id, at)
     values (:lessonId, :studentId, :by, :typed, :base, :workKindId, :at)`,
    { lessonId, studentId, typed, base, workKindId, by: act.by.id, at: act.at },
  );
}

/** Its author has come to agree with what stands there. */
export function withdrawConflict(act: Act, cell: CellName): Promise<void> {
  return endOwn(act, cell, 'withdrawn');
}

async function endOwn(act: Act, { lessonId, studentId }: CellName, chosen: 'renewed' | 'withdrawn'): Promise<void> {
  await prepared(
    act.em,
    `update cell_conflict set settled_at = :at, settled_by_id = :by, chosen = :chosen
     where lesson_id = :lessonId and student_id = :studentId and by_id = :by and settled_at is null`,
    { lessonId, studentId, chosen, by: act.by.id, at: act.at },
  );
}
