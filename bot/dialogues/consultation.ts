import { answerConsultation } from '#forum/consultations/answer.ts';
import { ask } from '#forum/consultations/ask.ts';
import { consultation } from '#forum/consultations/consultations.ts';
import type { LiveDialogue } from '#school/dialogues.ts';
import words from '#templates/bot/vocabulary/dialogue.json' with { type: 'json' };
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { small } from '../vocabulary/words.ts';
import { beginTalk, goOnTalk, type Talk, talkAt } from './talk.ts';

/* A question to the registrar from the chat: the text, «Отправить?», sent (2.6). */

interface Question {
  /** A question that is written on. */
  topicId: number | null;
  text: string;
}

export const consultationTalk: Talk = { name: 'consultation', hear, show };

/** Begins a question. */
export function askRegistrar(scene: Scene): Promise<Screen> {
  return beginTalk(scene, consultationTalk, { step: 'text', facts: { topicId: null, text: '' } });
}

/** Writes on in one: the registrar answers, who asked asks on. Refusal: not-found. */
export async function writeOn(scene: Scene, topicId?: string): Promise<Screen> {
  const { id } = await consultation(scene.act, idOf(topicId));
  return beginTalk(scene, consultationTalk, { step: 'text', facts: { topicId: id, text: '' } });
}

/** «Отправить»: once, however often it is pressed. */
export async function sendQuestion(scene: Scene, dialogueId?: string): Promise<Screen> {
  const found = await talkAt(scene, consultationTalk, { dialogueId, steps: ['confirm'] });
  if ('screen' in found) return found.screen;
  const { topicId, text } = questionOf(found.dialogue);
  if (topicId !== null) await answerConsultation(scene.act, topicId, { text });
  const facts = { topicId: topicId ?? (await ask(scene.act, { text })), text: '' };
  return goOnTalk(scene, consultationTalk, found.dialogue, { step: 'sent', facts });
}

async function hear(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen> {
  const question = questionOf(dialogue);
  if (dialogue.step === 'confirm' && words.yes.includes(small(text))) return sendQuestion(scene, String(dialogue.id));
  if (text === '') return show(scene, dialogue);
  const together = [question.text, text].filter(Boolean).join('\n\n');
  return goOnTalk(scene, consultationTalk, dialogue, { step: 'confirm', facts: { ...question, text: together } });
}

async function show({ press }: Scene, { id, step, facts }: LiveDialogue): Promise<Screen> {
  return print(press, `consultation/${step}`, { id, ...questionOf({ facts }) });
}

function questionOf({ facts }: Pick<LiveDialogue, 'facts'>): Question {
  const { topicId, text } = facts as unknown as Question;
  return { topicId, text };
}
