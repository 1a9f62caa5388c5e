import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { announcedOn } from './absence-notes/announced.ts';
import { type ControlWarning, controlWarnings } from './controls/control-warnings.ts';
import { type ControlKind, controlKinds } from './controls/plan-control.ts';
import { highestMark, isNotRussian } from './entry-rules.ts';
import { type DueLesson, dueChoices } from './homework-due.ts';
import { findLesson, type LessonHead } from './lesson-head.ts';
import { onTheory } from './on-theory.ts';
import { type PlanOffer, planOffer } from './plan/topic-of-lesson.ts';
import { previousHomework } from './previous-homework.ts';
import { type ResourceView, resourcesOf } from './resources/resources-of.ts';
import { mayFill, type SheetStudent } from './sheet.ts';
import { rowOf, type SheetRow } from './sheet-row.ts';
import { studentsWithCells } from './students-with-cells.ts';
import { type WorkKindView, workKinds } from './work-kinds.ts';

export interface LessonView extends LessonHead {
  /** False in grade 1. */
  setsHomework: boolean;
  /** What was set at the last lesson before this one, for this one. */
  previousHomework: { lessonId: number; day: Day; homework: string | null; noHomework: boolean } | null;
  /** Marks one may give here, the best first; none where there are no marks. */
  scale: number[];
  workKinds: WorkKindView[];
  students: LessonStudent[];
  /** Texts without one Cyrillic letter (3.2g). */
  notRussian: ('topic' | 'homework')[];
  mayFill: boolean;
  /** What the plan offers as the topic; nothing without a plan, or to who may not write here. */
  plan: PlanOffer | null;
  /** Later lessons for which homework may be due; the first is the usual one. */
  dueChoices: DueLesson[];
  resources: ResourceView[];
  /** Kinds of control works; none where none may be planned any more. */
  controlKinds: ControlKind[];
  /** The control work planned for it, and what speaks against it. */
  control: ControlKind | null;
  controlWarnings: ControlWarning[];
}

export interface LessonStudent {
  id: number;
  name: string;
  absence: AbsenceKind | null;
  marks: LessonMark[];
  /** The family has said that the student will not be there; the reason is not for the teacher of the subject. */
  announced: boolean;
  /** In physical education: marked on theory that day (3.3); why, is not for the teacher. */
  theory: boolean;
  /** The same as the line of a form. */
  row: SheetRow;
}

export interface LessonMark {
  position: number;
  value: number;
  workKindId: number;
  workKind: string;
  comment: string | null;
  /** The value it corrected, when it did. */
  was: number | null;
}

/** A lesson with its students as of its day. For its teacher, substitute, the class teacher, deputy and director. */
export async function lesson(act: Act, id: number): Promise<LessonView> {
  const head = await findLesson(act, id);
  see(act, 'readLesson', head);
  const kinds = await workKinds(act);
  const students = await studentsWithCells(act, id);
  const fills = mayFill(act, head);
  const controls = await controlKinds(act);
  const announced = await announcedOn(act, head.day, [...students.keys()]);
  const theory = await onTheory(act, head, [...students.keys()]);
  return {
    ...head,
    setsHomework: head.grade > 1,
    previousHomework: await previousHomework(act, head),
    scale: head.graded ? scaleOf(head) : [],
    workKinds: kinds,
    students: [...students.values()].map(student =>
      studentView(student, kinds, { announced: announced.has(student.id), theory: theory.has(student.id) }),
    ),
    notRussian: (['topic', 'homework'] as const).filter(field => isNotRussian(head[field])),
    mayFill: fills,
    plan: fills ? await planOffer(act, head) : null,
    dueChoices: await dueChoices(act, head),
    resources: (await resourcesOf(act, [id])).get(id) ?? [],
    controlKinds: fills && head.graded && !head.ended ? controls : [],
    control: controls.find(kind => kind.id === head.controlId) ?? null,
    controlWarnings: head.controlId === null ? [] : await controlWarnings(act, head),
  };
}

function scaleOf({ lowestMark }: LessonHead): number[] {
  return Array.from({ length: highestMark - lowestMark + 1 }, (_, index) => highestMark - index);
}

type Signs = Pick<LessonStudent, 'announced' | 'theory'>;

function studentView(student: SheetStudent, kinds: readonly WorkKindView[], signs: Signs): LessonStudent {
  const { id, name, absence } = student;
  const marks = [...student.marks].flatMap(([position, { value, workKindId, comment, was }]) => {
    if (value === null) return [];
    const workKind = kinds.find(kind => kind.id === workKindId)!.name;
    return [{ position, value, workKindId, workKind, comment, was: was === value ? null : (was ?? null) }];
  });
  return { id, name, absence, marks, ...signs, row: rowOf(student) };
}
