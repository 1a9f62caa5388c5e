import { explainAbsence, type NoteReason, noteReasons } from '#journal/absence-notes/explain-absence.ts';
import { notesOfStudent } from '#journal/absence-notes/notes-of-student.ts';
import { studentAbsences } from '#journal/attendance/student-absences.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import type { LiveDialogue } from '#school/dialogues.ts';
import { Refusal } from '#school/refusal.ts';
import { nextSchoolDay } from '#school/school-days.ts';
import words from '#templates/bot/vocabulary/dialogue.json' with { type: 'json' };
import { dayOf, studentIdOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { understand } from '../understand.ts';
import { small } from '../vocabulary/words.ts';
import { readSpan } from './read-span.ts';
import { beginTalk, goOnTalk, type Talk, talkAt } from './talk.ts';

/*
 * «Сообщить об отсутствии»: who, when, why; the class teacher hears of it and answers. The reason is health, so the bot says it back
 * to nobody outside the site, not even to its author.
 */

interface AbsentFacts {
  studentId: number;
  since: Day | null;
  until: Day | null;
  reason: NoteReason | null;
  text: string;
  /** It explains days gone by. */
  past: boolean;
}

export const absentTalk: Talk = { name: 'absent', hear, show };

/** Begins: the child, and what of days and reason has been said already. */
export async function absent(scene: Scene, child?: string, ...rest: string[]): Promise<Screen> {
  const reason = noteReasons.find(one => one === rest.at(-1)) ?? null;
  const [since = null, until = since] = rest.flatMap(word => parseDay(word) ?? []);
  return begin(scene, child, { since, until, reason, past: false });
}

/** Explains an absence gone by: which, unless it is named. */
export async function explain(scene: Scene, child?: string, day?: string): Promise<Screen> {
  if (day) {
    const since = dayOf(day);
    return begin(scene, child, { since, until: since, reason: null, past: true });
  }
  const { act } = scene;
  const studentId = await explainable(scene, child);
  const { student, days } = await studentAbsences(act, studentId, { from: addDays(act.today, -31), to: act.today });
  const open = days.filter(({ mayExplain }) => mayExplain).toReversed();
  return print(scene.press, 'absent/which', { child: student, days: open.slice(0, 8) }, String(studentId));
}

/** «Завтра», «Другие дни». */
export async function absentWhen(scene: Scene, dialogueId?: string, chosen?: string): Promise<Screen> {
  const found = await talkAt(scene, absentTalk, { dialogueId, steps: ['when', 'days', 'why', 'confirm'] });
  if ('screen' in found) return found.screen;
  const facts = factsOf(found.dialogue);
  if (chosen === 'other') return goOn(scene, found.dialogue, 'days', facts);
  const day = dayOf(chosen);
  return goOnFrom(scene, found.dialogue, { ...facts, since: day, until: day });
}

/** «Болезнь», «Другое». */
export async function absentWhy(scene: Scene, dialogueId?: string, chosen?: string): Promise<Screen> {
  const found = await talkAt(scene, absentTalk, { dialogueId, steps: ['why', 'words', 'confirm'] });
  if ('screen' in found) return found.screen;
  const reason = noteReasons.find(one => one === chosen);
  if (!reason) throw new Refusal('not-found', 'not-found');
  return goOnFrom(scene, found.dialogue, { ...factsOf(found.dialogue), reason });
}

/** «Отправить»: once, however often it is pressed. Refusals: the journal's own. */
export async function sendAbsent(scene: Scene, dialogueId?: string): Promise<Screen> {
  const found = await talkAt(scene, absentTalk, { dialogueId, steps: ['confirm'] });
  if ('screen' in found) return found.screen;
  const facts = factsOf(found.dialogue);
  const { studentId, since, until, reason, text } = facts;
  await explainAbsence(scene.act, { studentId, since: since!, until: until!, reason: reason!, text });
  return goOn(scene, found.dialogue, 'sent', facts);
}

async function begin(scene: Scene, child: string | undefined, said: Omit<AbsentFacts, 'studentId' | 'text'>) {
  const { since, until, reason, past } = said;
  const studentId = await explainable(scene, child);
  const facts: AbsentFacts = { studentId, since, until, reason, past, text: '' };
  return beginTalk(scene, absentTalk, { step: stepOf(facts), facts: { ...facts } });
}

/** The child, when the actor is a parent. Refusals: not-found, not-allowed to who may only look. */
async function explainable(scene: Scene, child: string | undefined): Promise<number> {
  const studentId = studentIdOf(scene, child);
  const { mayExplain } = await notesOfStudent(scene.act, studentId);
  if (!mayExplain) throw new Refusal('not-allowed', 'not-allowed/explainAbsence');
  return studentId;
}

/** What is to be asked next. */
function stepOf({ since, reason, text }: AbsentFacts): string {
  if (since === null) return 'when';
  if (reason === null) return 'why';
  return reason === 'other' && text === '' ? 'words' : 'confirm';
}

function goOnFrom(scene: Scene, dialogue: LiveDialogue, facts: AbsentFacts): Promise<Screen> {
  return goOn(scene, dialogue, stepOf(facts), facts);
}

function goOn(scene: Scene, dialogue: LiveDialogue, step: string, facts: AbsentFacts): Promise<Screen> {
  return goOnTalk(scene, absentTalk, dialogue, { step, facts: { ...facts } });
}

async function hear(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen> {
  const facts = factsOf(dialogue);
  const another = ofAnotherChild(scene, facts, text);
  if (another) return begin(scene, another.child, another);
  const { step } = dialogue;
  if (step === 'when' || step === 'days') {
    const span = readSpan(scene, text);
    return span ? goOnFrom(scene, dialogue, { ...facts, ...span }) : show(scene, { ...dialogue, step: 'days' });
  }
  const said = small(text);
  if (step === 'confirm' && words.yes.includes(said)) return sendAbsent(scene, String(dialogue.id));
  const reason = facts.reason ?? reasonSaid(said);
  const together = [facts.text, text].filter(Boolean).join('\n');
  return goOnFrom(scene, dialogue, { ...facts, reason, text: together });
}

/** «Болеет» is an illness, «к врачу» and «семейное» are as good; what else it is the class teacher reads. */
function reasonSaid(said: string): NoteReason {
  const saysOneOf = (stems: readonly string[]) =>
    said.split(' ').some(word => stems.some(stem => word.startsWith(stem)));
  if (saysOneOf(words.ill)) return 'ill';
  return saysOneOf(words.valid) ? 'valid' : 'other';
}

/** «Ваня опоздает» amid Маша's absence is no word about Маша: what was said of him, to begin anew. */
function ofAnotherChild({ act, students }: Scene, { studentId }: AbsentFacts, text: string) {
  const reading = understand(text, { today: act.today, students, subjects: [], staff: false, classTeacher: false });
  if (reading.kind !== 'wish' || reading.wish.intent !== 'absent') return undefined;
  const { childId, days, reason = null } = reading.wish;
  if (!childId || childId === studentId) return undefined;
  return { child: String(childId), since: days?.from ?? null, until: days?.to ?? null, reason, past: false };
}

async function show(scene: Scene, { id, step, facts: kept }: LiveDialogue): Promise<Screen> {
  const { act, students, chat, press } = scene;
  const facts = factsOf({ facts: kept });
  const { student } = await notesOfStudent(act, facts.studentId);
  const next = await nextSchoolDay(act, act.today);
  const view = {
    ...{ id, ...facts, child: student, today: act.today, tomorrow: addDays(act.today, 1), next: next ?? null },
    // The site alone may say why.
    says: chat.messenger === 'web',
    siblings: facts.past ? [] : students.filter(one => one.id !== facts.studentId && act.by.childIds.includes(one.id)),
  };
  return print(press, `absent/${step}`, view, String(facts.studentId));
}

function factsOf({ facts }: Pick<LiveDialogue, 'facts'>): AbsentFacts {
  const { studentId, since, until, reason, text, past } = facts as unknown as AbsentFacts;
  return { studentId, since, until, reason, text, past };
}
