import type { LessonForm } from '#journal/fill-lesson-sheet.ts';
import type { LessonStudent, LessonView } from '#journal/lesson.ts';
import type { SheetRow } from '#journal/sheet-row.ts';
import type { SaidEntry, SaidValue } from './read-entries.ts';
import type { LessonSaid } from './read-lesson-body.ts';
import { type Pupil, whoIsMeant } from './who-is-meant.ts';

/** What a dialogue is about to write into a lesson; it waits in a row of the database. */
export interface LessonDraft {
  lessonId: number;
  entries: DraftEntry[];
  /** Those among whom a name leaves open who is meant. */
  names: Pupil[];
  topic: string | null;
  homework: string | null;
  noHomework: boolean;
  allPresent: boolean;
  workKindId: number | null;
  /** What stood in the lesson when it was shown back. */
  shown: { text: LessonForm['text']; rows: [number, SheetRow][] } | null;
}

/** More than one student as long as the name leaves it open. */
export interface DraftEntry {
  said: string;
  studentIds: number[];
  values: SaidValue[];
}

/** What can't be understood: a name nobody has, or a piece without a name or a value. */
export interface Unclear {
  kind: 'unknown' | 'unread' | 'too-many';
  said: string;
}

/** Looks up the names among the lesson's students. */
export function draftOf(lesson: LessonView, said: LessonSaid, workKindId: number | undefined) {
  const entries: DraftEntry[] = said.entries.map(entry => draftEntry(entry, lesson.students));
  const unclear: Unclear[] = [
    ...entries.filter(({ studentIds }) => studentIds.length === 0).map(entry => unclearOf('unknown', entry.said)),
    ...entries.filter(({ values }) => marksOf(values).length > 2).map(entry => unclearOf('too-many', entry.said)),
    ...said.unread.map(piece => unclearOf('unread', piece)),
  ];
  const { topic = null, homework = null, noHomework, allPresent } = said;
  const open = new Set(entries.filter(({ studentIds }) => studentIds.length > 1).flatMap(entry => entry.studentIds));
  const names = lesson.students.filter(({ id }) => open.has(id)).map(({ id, name }) => ({ id, name }));
  const texts = { topic, homework, noHomework, allPresent, workKindId: workKindId ?? null };
  const draft: LessonDraft = { lessonId: lesson.id, entries, names, ...texts, shown: null };
  return { unclear, draft };
}

function unclearOf(kind: Unclear['kind'], said: string): Unclear {
  return { kind, said };
}

function draftEntry({ names, values, oblique }: SaidEntry, students: readonly LessonStudent[]): DraftEntry {
  const meant = whoIsMeant(names, students, oblique);
  return { said: names.join(' '), studentIds: meant.map(({ id }) => id), values };
}

function marksOf(values: readonly SaidValue[]): string[] {
  return values.flatMap(value => ('mark' in value ? [value.mark] : []));
}

/** What stands in the lesson now, of what the draft touches. */
export function shownNow(lesson: LessonView, draft: LessonDraft): NonNullable<LessonDraft['shown']> {
  const touched = new Set(draft.entries.flatMap(({ studentIds }) => studentIds));
  const { topic, homework, noHomework } = lesson;
  return {
    text: { topic: topic ?? '', homework: homework ?? '', noHomework },
    rows: lesson.students.filter(({ id }) => touched.has(id)).map(({ id, row }) => [id, row]),
  };
}

/** The draft as the form of the lesson's page, filled in over what was shown. */
export function formOf(draft: LessonDraft): LessonForm {
  const shown = { text: draft.shown!.text, rows: new Map(draft.shown!.rows) };
  const rows = new Map(shown.rows);
  const values = new Map<number, SaidValue[]>();
  for (const { studentIds, values: said } of draft.entries) {
    const id = studentIds[0]!;
    values.set(id, [...(values.get(id) ?? []), ...said]);
  }
  for (const [id, said] of values) rows.set(id, filledRow(shown.rows.get(id)!, said));
  const homework = draft.noHomework ? '' : (draft.homework ?? shown.text.homework);
  const noHomework = draft.noHomework || (draft.homework === null && shown.text.noHomework === true);
  return {
    text: { topic: draft.topic ?? shown.text.topic, homework, noHomework },
    rows,
    shown,
    attendance: draft.allPresent,
    workKindId: draft.workKindId ?? undefined,
  };
}

function filledRow(shown: SheetRow, said: readonly SaidValue[]): SheetRow {
  const row = { ...shown };
  const marks = marksOf(said);
  if (said.some(value => 'takeBack' in value)) Object.assign(row, { mark: '', second: '' });
  if (marks.length > 0) Object.assign(row, { mark: marks[0], second: marks[1] ?? '' });
  for (const value of said) if ('absence' in value) row.absence = value.absence;
  return row;
}
