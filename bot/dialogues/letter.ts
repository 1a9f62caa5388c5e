import { answerLetter } from '#forum/letters/answer-letter.ts';
import { beginLetter } from '#forum/letters/begin-letter.ts';
import { findCorrespondents } from '#forum/letters/find-correspondents.ts';
import { letter } from '#forum/letters/letter.ts';
import type { LiveDialogue } from '#school/dialogues.ts';
import { Refusal } from '#school/refusal.ts';
import words from '#templates/bot/vocabulary/dialogue.json' with { type: 'json' };
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { small } from '../vocabulary/words.ts';
import { beginTalk, goOnTalk, type Talk, talkAt } from './talk.ts';

/*
 * A letter from the chat: to whom, the text, «Отправить?», sent. Several messages in a row are one letter, for that is how people write
 * and how a messenger cuts a long text.
 */

interface LetterDraft {
  /** A letter that is answered. */
  topicId: number | null;
  toId: number | null;
  studentId: number | null;
  /** To whom, and about whom, in words. */
  to: string;
  about: string | null;
  officeHours: string | null;
  text: string;
}

const longest = 12_000;
/** A chat's keyboard is not for long lists. */
const mostButtons = 8;

export const letterTalk: Talk = { name: 'letter', hear, show };

const nobody: LetterDraft = {
  ...{ topicId: null, toId: null, studentId: null, to: '', about: null, officeHours: null, text: '' },
};

/** Asks for the text of a letter to a person. Whether it may be written, the room says when it is sent. */
export function writeTo(scene: Scene, draft: Omit<LetterDraft, 'topicId' | 'text'>): Promise<Screen> {
  return beginTalk(scene, letterTalk, { step: 'text', facts: { ...nobody, ...draft } });
}

/** Staff: asks for a name. */
export function askWhom(scene: Scene): Promise<Screen> {
  return beginTalk(scene, letterTalk, { step: 'who', facts: { ...nobody } });
}

/** «Ответить» under a letter. Refusal: not-found. */
export async function answerInChat(scene: Scene, topicId?: string): Promise<Screen> {
  const view = await letter(scene.act, idOf(topicId));
  const others = view.participants.filter(({ me }) => !me);
  const to = others.map(({ shortName }) => shortName).join(', ');
  const about = view.about?.name ?? null;
  const officeHours = others[0]?.officeHours ?? null;
  return beginTalk(scene, letterTalk, { step: 'text', facts: { ...nobody, topicId: view.id, to, about, officeHours } });
}

/** One of those whom a name may mean was chosen. */
export async function chooseWhom(
  scene: Scene,
  dialogueId?: string,
  toId?: string,
  studentId?: string,
): Promise<Screen> {
  const found = await talkAt(scene, letterTalk, { dialogueId, steps: ['who', 'text'] });
  if ('screen' in found) return found.screen;
  const { name } = found.dialogue.facts as { name?: string };
  const people = await findCorrespondents(scene.act, name ?? '');
  const [person, student] = [idOf(toId), studentId === '0' ? null : idOf(studentId)];
  const chosen = people.find(one => one.id === person && (one.student?.id ?? null) === student);
  if (!chosen) throw new Refusal('not-found', 'not-found');
  const about = chosen.student ? `${chosen.student.name}, ${chosen.student.className}` : null;
  const draft = { ...nobody, toId: chosen.id, studentId: student, to: chosen.shortName, about };
  return goOn(scene, found.dialogue, 'text', { ...draft, officeHours: chosen.officeHours });
}

/** «Отправить»: once, however often it is pressed. Refusals: the forum's own. */
export async function sendLetter(scene: Scene, dialogueId?: string): Promise<Screen> {
  const found = await talkAt(scene, letterTalk, { dialogueId, steps: ['confirm'] });
  if ('screen' in found) return found.screen;
  const draft = draftOf(found.dialogue);
  const topicId = await send(scene, draft);
  return goOn(scene, found.dialogue, 'sent', { ...draft, topicId, text: '' });
}

async function send({ act }: Scene, { topicId, toId, studentId, text }: LetterDraft): Promise<number> {
  if (topicId !== null) {
    await answerLetter(act, topicId, { text });
    return topicId;
  }
  const [id] = await beginLetter(act, { toId: toId!, studentId: studentId ?? undefined, text });
  return id!;
}

async function hear(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen> {
  if (dialogue.step === 'who') return findWhom(scene, dialogue, text);
  const draft = draftOf(dialogue);
  if (dialogue.step === 'confirm' && words.yes.includes(small(text))) return sendLetter(scene, String(dialogue.id));
  if (text === '') return show(scene, dialogue);
  const together = [draft.text, text].filter(Boolean).join('\n\n');
  if (together.length > longest) return print(scene.press, 'dialogue/too-long', { id: dialogue.id, most: longest });
  return goOn(scene, dialogue, 'confirm', { ...draft, text: together });
}

async function findWhom(scene: Scene, dialogue: LiveDialogue, name: string): Promise<Screen> {
  const people = await findCorrespondents(scene.act, name, { most: mostButtons });
  return goOnTalk(scene, letterTalk, dialogue, { step: 'who', facts: { ...nobody, name, found: people } });
}

function goOn(scene: Scene, dialogue: LiveDialogue, step: string, draft: LetterDraft): Promise<Screen> {
  return goOnTalk(scene, letterTalk, dialogue, { step, facts: { ...draft } });
}

async function show({ press }: Scene, { id, step, facts }: LiveDialogue): Promise<Screen> {
  const { name = '', found = [] } = facts as { name?: string; found?: object[] };
  return print(press, `letter/${step}`, { id, ...draftOf({ facts }), name, found });
}

function draftOf({ facts }: Pick<LiveDialogue, 'facts'>): LetterDraft {
  const { topicId, toId, studentId, to, about, officeHours, text } = facts as unknown as LetterDraft;
  return { topicId, toId, studentId, to, about, officeHours, text };
}
