import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { readCell } from '../grid/cell-text.ts';
import { type CellAnswer, enterCell } from '../grid/enter-cell.ts';
import { findLesson, type LessonHead } from '../lesson-head.ts';
import { contestedCells } from './contested-cells.ts';

export interface Settlement {
  /** The entry that came late, or what stands there. */
  chosen: 'entry' | 'standing';
  /** What was shown as standing: if the cell says something else by now, both are shown again. */
  shown: string;
}

/**
 * The owner of the lesson decides between two entries of a cell (3.2b). The late one becomes an ordinary entry of the
 * owner's, under all rules; whoever wrote it hears what became of it. Nothing is given where what stands was left. Where the
 * cell says something else than was shown, nothing is decided either way. Refusals:
 * not-found, not-allowed, conflict when it was decided before, and those of `enterCell`: then it waits on.
 */
export async function settleConflict(act: Act, id: number, { chosen, shown }: Settlement): Promise<CellAnswer | null> {
  const { lesson, conflict } = await openConflict(act, id);
  const answer =
    chosen === 'entry'
      ? await enterLate(act, conflict, shown)
      : await standsOtherwise(act, { lesson, conflict, shown });
  if (answer !== null && answer.state !== 'saved') return answer;
  await prepared(
    act.em,
    'update cell_conflict set settled_at = :at, settled_by_id = :by, chosen = :chosen where id = :id',
    { id, chosen, at: act.at, by: act.by.id },
  );
  tellAuthor(act, { lesson, conflict, chosen, stands: shown });
  return answer;
}

interface StoredConflict {
  id: number;
  lessonId: number;
  studentId: number;
  student: string;
  typed: string;
  workKindId: number | null;
  byId: number;
  settled: boolean;
}

async function openConflict(act: Act, id: number): Promise<{ lesson: LessonHead; conflict: StoredConflict }> {
  const found = await loadConflict(act, id);
  if (!found) throw new Refusal('not-found', 'not-found');
  const lesson = await findLesson(act, found.lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, 'decideCell', lesson);
  // Read again once the lesson is held: another tab may have decided meanwhile.
  const conflict = (await loadConflict(act, id))!;
  if (conflict.settled) throw new Refusal('conflict', 'cell/settled');
  return { lesson, conflict };
}

async function loadConflict(act: Act, id: number): Promise<StoredConflict | undefined> {
  const [row] = await prepared<StoredConflict>(
    act.em,
    `select x.id, x.lesson_id as "lessonId", x.student_id as "studentId", x.typed, x.work_kind_id as "workKindId",
       x.by_id as "byId", x.settled_at is not null as settled, p.family_name || ' ' || p.given_name as student
     from cell_conflict x join student s on s.id = x.student_id join person p on p.id = s.person_id where x.id = :id`,
    { id },
  );
  return row;
}

/** «н» and a mark are not written over each other: whoever has decided for one has decided against the other. */
async function enterLate(act: Act, { lessonId, studentId, typed, workKindId }: StoredConflict, shown: string) {
  const cell = { lessonId, studentId, workKindId: workKindId ?? undefined };
  const [late, stands] = [readCell(typed), readCell(shown)];
  if (late.absence === stands.absence) return enterCell(act, { ...cell, typed, base: shown });
  const cleared = await enterCell(act, { ...cell, typed: '', base: shown });
  return cleared.state === 'saved' ? enterCell(act, { ...cell, typed }) : cleared;
}

/** What stands there instead of what was shown, if it does; as of who has left, too. */
async function standsOtherwise(
  act: Act,
  { lesson, conflict, shown }: { lesson: LessonHead; conflict: StoredConflict; shown: string },
): Promise<CellAnswer | null> {
  const cell = (await contestedCells(act, lesson.courseId)).find(({ id }) => id === conflict.id);
  if (!cell || cell.standing.text === shown.trim()) return null;
  const { text, by, at } = cell.standing;
  return { state: 'conflict', theirs: { text, by, at: at?.toISOString() ?? null } };
}

interface Settled {
  lesson: LessonHead;
  conflict: StoredConflict;
  chosen: Settlement['chosen'];
  stands: string;
}

function tellAuthor(act: Act, { lesson, conflict, chosen, stands }: Settled): void {
  const { id: lessonId, courseId, subject, className, subgroup, day } = lesson;
  const { id, byId, student, typed } = conflict;
  if (byId === act.by.id) return;
  const about = { lessonId, courseId, subject, className, subgroup, day, student };
  act.tell(byId, { kind: 'cell-settled', subject: `conflict:${id}`, facts: { ...about, typed, stands, chosen } });
}
