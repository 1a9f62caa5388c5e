import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Act } from '#school/act.ts';
import { may, permit, see } from '#school/permissions.ts';
import { findLesson, type LessonHead } from './lesson-head.ts';
import { sheetLines } from './students-with-cells.ts';
import type { WorkKindView } from './work-kinds.ts';

/**
 * A lesson laid open for writing: its head, its students with their current cells, and what is to be written when it is
 * closed. Rules look at it, entries change it, `saveSheet` writes it down.
 */
export interface Sheet {
  lesson: LessonHead;
  students: Map<number, SheetStudent>;
  workKinds: WorkKindView[];
  changes: Change[];
}

export interface SheetStudent {
  id: number;
  /** «Петрова Мария» */
  name: string;
  givenName: string;
  absence: AbsenceKind | null;
  absenceId: number | null;
  /** Current marks by position, those taken back included (without a value). */
  marks: Map<number, SheetMark>;
}

export interface SheetMark {
  id: number | null;
  value: number | null;
  /** «Точка»: a work that is to come yet. */
  owed?: boolean;
  workKindId: number;
  comment: string | null;
  /** The value it corrected. */
  was?: number | null;
}

/** One cell before and after. */
export type Change =
  | { cell: 'mark'; student: SheetStudent; position: number; before: SheetMark | undefined; after: SheetMark }
  | { cell: 'absence'; student: SheetStudent; before: AbsenceKind | null; after: AbsenceKind | null };

interface Opening {
  deed?: 'fillLesson' | 'enterCell';
  /** Lays open the line of this student alone. */
  studentId?: number | undefined;
}

/**
 * Opens a lesson for its teacher or the substitute (for `enterCell` also the class teacher, who gives reasons), and keeps
 * others from writing into it until the act ends. Refuses: not-found, not-allowed.
 */
export async function openSheet(
  act: Act,
  lessonId: number,
  { deed = 'fillLesson', studentId }: Opening = {},
): Promise<Sheet> {
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, deed, lesson);
  return { lesson, ...(await sheetLines(act, lessonId, studentId)), changes: [] };
}

/** Whether the actor may write into the lesson today. */
export function mayFill(act: Act, lesson: LessonHead): boolean {
  return may(act.by, 'fillLesson', lesson) && lesson.locked === null;
}
