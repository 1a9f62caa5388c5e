import { type LessonOfDay, lessonsOfDay, narrowed } from '#journal/lessons-of-day.ts';
import { workKinds } from '#journal/work-kinds.ts';
import { tidyText } from '#school/typed-text.ts';
import data from '#templates/bot/vocabulary/lesson-entries.json' with { type: 'json' };
import { mostCharacters, type Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import type { SubjectName } from '../vocabulary/subjects.ts';
import { small } from '../vocabulary/words.ts';
import {
  askLesson,
  cancelFilling,
  chooseStudent,
  draftIn,
  openQuestion,
  proposeFilling,
  writeFilling,
} from './fill-lesson.ts';
import { type LessonSaid, readLessonBody } from './read-lesson-body.ts';
import { type LessonWords, readLessonHead } from './read-lesson-head.ts';
import { whoIsMeant } from './who-is-meant.ts';

/**
 * «5б алгебра: Иванов 5, Петрова 4 4, Сидоров н»: what a teacher says of today's lesson, or answers when asked about it.
 * Nothing when the message is about something else.
 */
export async function fillLessonByWords(
  scene: Scene,
  typed: string,
  { subjects }: { subjects: readonly SubjectName[] },
): Promise<Screen | undefined> {
  const text = tidyText(typed);
  if (text.length > mostCharacters) return undefined;
  const answered = await answerQuestion(scene, text);
  if (answered) return answered;
  if (!readLessonHead(text, { subjects, workKinds: [] })) return undefined;
  const head = readLessonHead(text, { subjects, workKinds: await workKinds(scene.act) })!;
  const said = readLessonBody(head.body);
  const today = narrowed(await lessonsOfDay(scene.act, scene.act.today), { mine: true }).lessons;
  const inClass = today.filter(({ className }) => className === head.className);
  if (!isEntry(head, said)) return head.body === '' ? explain(scene, head, { inClass, subjects }) : undefined;
  if (!head.surely && inClass.length === 0) return undefined;
  if (head.otherDay) return print(scene.press, 'fill-lesson/other-day', {});
  const fitting = inClass.filter(lesson => fits(lesson, head, subjects));
  const open = fitting.filter(({ part }) => part !== 'given-away');
  const [only, another] = open.length > 0 ? open : fitting;
  if (!only || another) return askWhich(scene, head, { today, fitting: open, subjects });
  return proposeFilling(scene, { lessonId: only.id, body: head.body, workKindId: head.workKindId });
}

/** A short answer in words to what is being asked: «да», «отмена», «Пётр». */
async function answerQuestion(scene: Scene, text: string): Promise<Screen | undefined> {
  const words = text.match(/\p{L}+/gu) ?? [];
  if (words.length === 0 || words.length > 3 || /\d/.test(text)) return undefined;
  const dialogue = await openQuestion(scene);
  if (!dialogue || !['confirm', 'who', 'lesson'].includes(dialogue.step)) return undefined;
  const said = small(words.join(' '));
  if (data.no.includes(said)) return cancelFilling(scene, String(dialogue.id));
  if (dialogue.step === 'confirm')
    return data.yes.includes(said) ? writeFilling(scene, String(dialogue.id)) : undefined;
  if (dialogue.step !== 'who') return undefined;
  const { entries, names } = draftIn(dialogue);
  const at = entries.findIndex(({ studentIds }) => studentIds.length > 1);
  const candidates = names.filter(({ id }) => entries[at]!.studentIds.includes(id));
  const [meant, another] = whoIsMeant(words, candidates);
  return meant && !another ? chooseStudent(scene, String(dialogue.id), String(at), String(meant.id)) : undefined;
}

function isEntry(head: LessonWords, { entries, topic, homework, noHomework, allPresent }: LessonSaid): boolean {
  if (head.colon && head.body !== '') return true;
  return entries.length > 0 || topic !== undefined || homework !== undefined || noHomework || allPresent;
}

function fits({ subject, slot }: LessonOfDay, head: LessonWords, subjects: readonly SubjectName[]): boolean {
  if (head.slot !== undefined && slot !== head.slot) return false;
  return !head.subjectIds || subjects.some(({ id, name }) => name === subject && head.subjectIds!.includes(id));
}

/** «5б алгебра» alone: how the lesson may be filled. A parent who teaches may have asked for a child's marks. */
function explain(
  scene: Scene,
  head: LessonWords,
  { inClass, subjects }: { inClass: readonly LessonOfDay[]; subjects: readonly SubjectName[] },
): Screen | undefined {
  const lesson = inClass.find(one => fits(one, head, subjects));
  return lesson && scene.students.length === 0 ? print(scene.press, 'fill-lesson/how', { lesson }) : undefined;
}

/** A chat's keyboard is not for long lists. */
const mostButtons = 8;

async function askWhich(
  scene: Scene,
  head: LessonWords,
  { today, fitting, subjects }: { today: LessonOfDay[]; fitting: LessonOfDay[]; subjects: readonly SubjectName[] },
): Promise<Screen> {
  const own = today.filter(({ part }) => part !== 'given-away');
  const offered = (fitting.length > 0 ? fitting : own).slice(0, mostButtons);
  const { body, workKindId, className, subjectIds } = head;
  const dialogueId = await askLesson(scene, { body, workKindId, lessonIds: offered.map(({ id }) => id) });
  const subject = subjectIds?.length === 1 ? subjects.find(({ id }) => id === subjectIds[0])!.name : null;
  const none = fitting.length === 0;
  return print(scene.press, 'fill-lesson/which', { dialogueId, none, className, subject, lessons: offered });
}
