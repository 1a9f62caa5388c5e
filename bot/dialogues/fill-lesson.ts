import { isDeepStrictEqual } from 'node:util';
import { fillLessonSheet, type LessonForm, tryLessonSheet } from '#journal/fill-lesson-sheet.ts';
import { type LessonView, lesson } from '#journal/lesson.ts';
import { beginDialogue, dialogueOf, type LiveDialogue, stepDialogue } from '#school/dialogues.ts';
import { Refusal } from '#school/refusal.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { draftOf, formOf, type LessonDraft, shownNow } from './lesson-draft.ts';
import { readLessonBody } from './read-lesson-body.ts';

/*
 * A teacher's words about a lesson become entries in four steps: which lesson, who is meant, «Записать?», written. Nothing
 * is written before the last. The step stands in a row, and each button names the dialogue it belongs to.
 */

const name = 'fill-lesson';

/** Asks which of the lessons is meant, when it is none or several of them. `body` waits meanwhile. */
export async function askLesson(
  scene: Scene,
  about: { body: string; workKindId: number | undefined; lessonIds: number[] },
): Promise<number> {
  const { body, workKindId = null, lessonIds } = about;
  return beginDialogue(scene.act, scene.chat, { name, step: 'lesson', facts: { body, workKindId, lessonIds } });
}

/** Shows back what was understood, or asks about it. Refusals: the journal's own. */
export async function proposeFilling(
  scene: Scene,
  about: { lessonId: number; body: string; workKindId: number | undefined },
): Promise<Screen> {
  const view = await lesson(scene.act, about.lessonId);
  const { draft, unclear } = draftOf(view, readLessonBody(about.body), about.workKindId);
  if (unclear.length > 0) {
    const tooMany = scene.press.sentence('refusals/mark/position');
    return print(scene.press, 'fill-lesson/unclear', { lesson: view, unclear, tooMany });
  }
  return goOn(scene, view, draft);
}

/** «5-й урок»: the lesson was chosen. */
export async function chooseLesson(scene: Scene, dialogueId?: string, lessonId?: string): Promise<Screen> {
  const dialogue = await ownDialogue(scene, dialogueId);
  if (dialogue?.step !== 'lesson') return answerLate(scene, dialogue);
  const { body, workKindId, lessonIds } = dialogue.facts as { body: string; workKindId: number; lessonIds: number[] };
  const id = idOf(lessonId);
  if (!lessonIds.includes(id)) throw new Refusal('not-found', 'not-found');
  return proposeFilling(scene, { lessonId: id, body, workKindId: workKindId ?? undefined });
}

/** «Иванов Пётр»: one of several whom a name may mean was chosen. */
export async function chooseStudent(scene: Scene, dialogueId?: string, at?: string, student?: string): Promise<Screen> {
  const dialogue = await ownDialogue(scene, dialogueId);
  if (dialogue?.step !== 'who') return answerLate(scene, dialogue);
  const draft = draftIn(dialogue);
  const studentId = idOf(student);
  const entry = draft.entries[idOf(at)];
  if (!entry?.studentIds.includes(studentId)) return showWho(scene, await lesson(scene.act, draft.lessonId), dialogue);
  entry.studentIds = [studentId];
  return goOn(scene, await lesson(scene.act, draft.lessonId), draft, dialogue.id);
}

/** «Записать»: once, however often it is pressed. What has changed in the lesson meanwhile is shown first. */
export async function writeFilling(scene: Scene, dialogueId?: string): Promise<Screen> {
  const dialogue = await ownDialogue(scene, dialogueId);
  if (dialogue?.step !== 'confirm') return answerLate(scene, dialogue);
  const draft = draftIn(dialogue);
  const before = await lesson(scene.act, draft.lessonId);
  if (!isDeepStrictEqual(shownNow(before, draft), draft.shown)) {
    return confirm(scene, before, draft, { changed: true });
  }
  await fillLessonSheet(scene.act, draft.lessonId, formOf(draft));
  await stepDialogue(scene.act, dialogue.id, { step: 'written', facts: { lessonId: draft.lessonId } });
  const after = await lesson(scene.act, draft.lessonId);
  return print(scene.press, 'fill-lesson/written', { lesson: after, again: false });
}

/** «Отмена»: nothing is written; what is written already stays. */
export async function cancelFilling(scene: Scene, dialogueId?: string): Promise<Screen> {
  const dialogue = await ownDialogue(scene, dialogueId);
  if (!dialogue || dialogue.step === 'written') return answerLate(scene, dialogue);
  await stepDialogue(scene.act, dialogue.id, { step: 'cancelled', facts: {} });
  return print(scene.press, 'fill-lesson/cancelled', {});
}

/** What is being asked in this chat now, if anything of ours. */
export function openQuestion({ act, chat }: Scene): Promise<LiveDialogue | undefined> {
  return dialogueOf(act, chat, name);
}

/** The draft a dialogue keeps. */
export function draftIn(dialogue: LiveDialogue): LessonDraft {
  return dialogue.facts as unknown as LessonDraft;
}

async function ownDialogue(scene: Scene, id: string | undefined): Promise<LiveDialogue | undefined> {
  const dialogue = await openQuestion(scene);
  return dialogue?.id === idOf(id) ? dialogue : undefined;
}

/** A button of a dialogue that is over, or has gone further: says how it stands. */
async function answerLate(scene: Scene, dialogue: LiveDialogue | undefined): Promise<Screen> {
  if (dialogue?.step === 'written') {
    const view = await lesson(scene.act, idOf(String(dialogue.facts.lessonId)));
    return print(scene.press, 'fill-lesson/written', { lesson: view, again: true });
  }
  if (dialogue?.step === 'cancelled') return print(scene.press, 'fill-lesson/cancelled', {});
  if (dialogue?.step === 'confirm') {
    const draft = draftIn(dialogue);
    return showConfirm(scene, await lesson(scene.act, draft.lessonId), { draft, id: dialogue.id });
  }
  return print(scene.press, 'fill-lesson/stale', {});
}

async function goOn(scene: Scene, view: LessonView, draft: LessonDraft, dialogueId?: number): Promise<Screen> {
  if (draft.entries.every(({ studentIds }) => studentIds.length === 1))
    return confirm(scene, view, draft, { dialogueId });
  const step = { step: 'who', facts: { ...draft } };
  if (dialogueId) await stepDialogue(scene.act, dialogueId, step);
  const id = dialogueId ?? (await beginDialogue(scene.act, scene.chat, { name, ...step }));
  return showWho(scene, view, { id, facts: step.facts });
}

function showWho(scene: Scene, view: LessonView, { id, facts }: Pick<LiveDialogue, 'id' | 'facts'>): Screen {
  const { entries } = facts as unknown as LessonDraft;
  const at = entries.findIndex(({ studentIds }) => studentIds.length > 1);
  const { said, studentIds, values } = entries[at]!;
  const choices = view.students.filter(student => studentIds.includes(student.id));
  return print(scene.press, 'fill-lesson/who', { lesson: view, dialogueId: id, at, said, values, choices });
}

async function confirm(
  scene: Scene,
  view: LessonView,
  draft: LessonDraft,
  { dialogueId, changed = false }: { dialogueId?: number | undefined; changed?: boolean },
): Promise<Screen> {
  const whole: LessonDraft = { ...draft, shown: shownNow(view, draft) };
  await tryLessonSheet(scene.act, view.id, formOf(whole));
  const step = { step: 'confirm', facts: { ...whole } };
  if (dialogueId) await stepDialogue(scene.act, dialogueId, step);
  const id = dialogueId ?? (await beginDialogue(scene.act, scene.chat, { name, ...step }));
  return showConfirm(scene, view, { draft: whole, id, changed });
}

function showConfirm(
  scene: Scene,
  view: LessonView,
  { draft, id, changed = false }: { draft: LessonDraft; id: number; changed?: boolean },
): Screen {
  const form = formOf(draft);
  const rows = view.students.flatMap(student => rowView(form, student));
  const { topic, homework, noHomework = false } = form.text;
  const { text: shown } = form.shown;
  const isHomework = draft.homework !== null || draft.noHomework;
  return print(scene.press, 'fill-lesson/confirm', {
    ...{ lesson: view, dialogueId: id, changed, rows, allPresent: draft.allPresent },
    topic: draft.topic === null ? null : { text: topic, was: shown.topic === topic ? null : shown.topic },
    homework: isHomework
      ? { text: homework ?? '', noHomework, was: shown.homework === homework ? null : shown.homework }
      : null,
    workKind: view.workKinds.find(kind => kind.id === draft.workKindId)?.name ?? null,
    nothingNew: isNothingNew(view, form),
  });
}

function rowView({ rows, shown }: LessonForm, { id, name: student }: LessonView['students'][number]) {
  const row = rows.get(id);
  const was = shown.rows.get(id);
  if (!row || !was) return [];
  return [{ student, ...row, was, same: isDeepStrictEqual(row, was) }];
}

function isNothingNew({ attendanceTaken }: LessonView, { text, rows, shown, attendance }: LessonForm): boolean {
  const isSame = isDeepStrictEqual(text, shown.text) && isDeepStrictEqual(rows, shown.rows);
  return isSame && (!attendance || attendanceTaken);
}
