import { beginDialogue, type LiveDialogue, latestDialogue, stepDialogue } from '#school/dialogues.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/**
 * Several questions in a row: the step stands in a row of the database, so that a restart loses nothing. Each button names the
 * dialogue it belongs to; whatever else is pressed sets it aside, and it may be gone back to.
 */
export interface Talk {
  /** Names its paths in the menu (`<name>/send`) and its row. */
  name: string;
  /** Answers what was typed at this step. */
  hear(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen>;
  /** The step's question once more. */
  show(scene: Scene, dialogue: LiveDialogue): Promise<Screen>;
}

/** Steps after which nothing is asked any more. */
export const ended = ['sent', 'cancelled'];

/** Begins it at a step, and asks. */
export async function beginTalk(scene: Scene, talk: Talk, { step, facts }: Pick<LiveDialogue, 'step' | 'facts'>) {
  const id = await beginDialogue(scene.act, scene.chat, { name: talk.name, step, facts });
  return talk.show(scene, { id, name: talk.name, step, facts });
}

/** Goes on to another step, and asks. */
export async function goOnTalk(
  scene: Scene,
  talk: Talk,
  { id }: LiveDialogue,
  to: Pick<LiveDialogue, 'step' | 'facts'>,
): Promise<Screen> {
  await stepDialogue(scene.act, id, to);
  return talk.show(scene, { id, name: talk.name, ...to });
}

/**
 * The dialogue a button belongs to, when it waits at one of these steps. Otherwise the screen that says how it stands: sent already,
 * left, or a button so old that nobody knows of it.
 */
export async function talkAt(
  scene: Scene,
  talk: Talk,
  { dialogueId, steps }: { dialogueId: string | undefined; steps: readonly string[] },
): Promise<{ dialogue: LiveDialogue } | { screen: Screen }> {
  const id = idOf(dialogueId);
  const dialogue = await latestDialogue(scene.act, scene.chat);
  if (dialogue?.id !== id || dialogue.name !== talk.name) return { screen: stale(scene) };
  if (steps.includes(dialogue.step)) return { dialogue };
  return { screen: dialogue.step === 'cancelled' ? left(scene) : await talk.show(scene, dialogue) };
}

function stale({ press }: Scene): Screen {
  return print(press, 'dialogue/stale', {});
}

/** Nothing is sent. */
export function left({ press }: Scene): Screen {
  return print(press, 'dialogue/cancelled', {});
}
