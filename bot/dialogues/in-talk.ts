import { type LiveDialogue, latestDialogue, stepDialogue } from '#school/dialogues.ts';
import { tidyText } from '#school/typed-text.ts';
import words from '#templates/bot/vocabulary/dialogue.json' with { type: 'json' };
import { idOf } from '../arguments.ts';
import { mostCharacters, type Screen } from '../messenger.ts';
import { looksLikeCredentials } from '../never-passwords.ts';
import { print, type Scene } from '../scene.ts';
import { hint } from '../screens/hint.ts';
import { small } from '../vocabulary/words.ts';
import { absentTalk } from './absent.ts';
import { consultationTalk } from './consultation.ts';
import { forumReplyTalk } from './forum-reply.ts';
import { letterTalk } from './letter.ts';
import { ended, left, type Talk } from './talk.ts';

const talks = new Map<string, Talk>(
  [absentTalk, letterTalk, consultationTalk, forumReplyTalk].map(talk => [talk.name, talk]),
);

/** Answers what was typed while a dialogue waits for it; nothing when none does. */
export async function hearInTalk(scene: Scene, typed: string): Promise<Screen | undefined> {
  const dialogue = await waiting(scene);
  if (!dialogue || isAside(dialogue)) return undefined;
  const text = tidyText(typed);
  if (looksLikeCredentials(text)) return hint(scene, 'password');
  if (text.length > mostCharacters)
    return print(scene.press, 'dialogue/too-long', { id: dialogue.id, most: mostCharacters });
  if (dialogue.late) return askLate(scene, dialogue, text);
  if (words.leave.includes(small(text))) return leave(scene, dialogue);
  return talks.get(dialogue.name)!.hear(scene, dialogue, text);
}

/** Whether a dialogue waits for words in this chat now; its id. */
export async function waitingTalk(scene: Scene): Promise<number | undefined> {
  const dialogue = await waiting(scene);
  return dialogue && !isAside(dialogue) && !dialogue.late ? dialogue.id : undefined;
}

/**
 * Something else is asked for in the middle of a dialogue: it is set aside, so that the next words are not taken for its answer, and
 * the screen offers to go back.
 */
export async function besideTalk(scene: Scene, asked: string, show: () => Promise<Screen>): Promise<Screen> {
  const before = await waiting(scene);
  const own = asked.startsWith('dialogue/') || (before && asked.startsWith(`${before.name}/`));
  if (!before || before.late || isAside(before) || own) return show();
  const screen = await show();
  const after = await waiting(scene);
  if (after?.id !== before.id) return screen;
  await stepDialogue(scene.act, before.id, { step: before.step, facts: { ...before.facts, aside: true } });
  const { text, buttons } = scene.press.screen('bot/dialogue/aside', { id: before.id, name: before.name });
  return { ...screen, text: `${screen.text}\n\n${text}`, buttons: [...screen.buttons, ...buttons] };
}

/** «Вернуться»: the question that was left is asked again. */
export async function backToTalk(scene: Scene, id?: string): Promise<Screen> {
  const dialogue = await waiting(scene);
  if (dialogue?.id !== idOf(id)) return print(scene.press, 'dialogue/stale', {});
  const { aside: _aside, pending: _pending, ...facts } = dialogue.facts;
  await stepDialogue(scene.act, dialogue.id, { step: dialogue.step, facts });
  return talks.get(dialogue.name)!.show(scene, { ...dialogue, facts });
}

/** «Да, продолжить»: what came late is taken as the answer after all. */
export async function takeLate(scene: Scene, id?: string): Promise<Screen> {
  const dialogue = await waiting(scene);
  if (dialogue?.id !== idOf(id)) return print(scene.press, 'dialogue/stale', {});
  const { pending, ...facts } = dialogue.facts;
  if (typeof pending !== 'string') return backToTalk(scene, id);
  await stepDialogue(scene.act, dialogue.id, { step: dialogue.step, facts });
  return talks.get(dialogue.name)!.hear(scene, { ...dialogue, facts }, pending);
}

/** «Отмена»: nothing is sent; what is sent already stays. */
export async function leaveTalk(scene: Scene, id?: string): Promise<Screen> {
  const dialogue = await latestDialogue(scene.act, scene.chat);
  if (!dialogue || dialogue.id !== idOf(id) || !talks.has(dialogue.name))
    return print(scene.press, 'dialogue/stale', {});
  if (dialogue.step === 'sent') return talks.get(dialogue.name)!.show(scene, dialogue);
  return leave(scene, dialogue);
}

async function leave(scene: Scene, { id }: LiveDialogue): Promise<Screen> {
  await stepDialogue(scene.act, id, { step: 'cancelled', facts: {} });
  return left(scene);
}

/** After more than an hour nobody knows whether it is still the answer. */
async function askLate(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen> {
  const { id, name, step, facts } = dialogue;
  await stepDialogue(scene.act, id, { step, facts: { ...facts, pending: text, aside: true } });
  return print(scene.press, 'dialogue/late', { id, name });
}

async function waiting({ act, chat }: Scene) {
  const dialogue = await latestDialogue(act, chat);
  return dialogue && talks.has(dialogue.name) && !ended.includes(dialogue.step) ? dialogue : undefined;
}

function isAside({ facts }: LiveDialogue): boolean {
  return facts.aside === true;
}
