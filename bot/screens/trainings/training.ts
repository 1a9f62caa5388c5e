import { answerTraining } from '#school/trainings/answer-training.ts';
import { training } from '#school/trainings/training.ts';
import { excerpt } from '#school/typed-text.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** One session with what one has said. Refusal: not-found. */
export async function showTraining(scene: Scene, argument?: string): Promise<Screen> {
  return shown(scene, argument, false);
}

/** «Приду», said from a chat. Refusals: not-found, not-allowed, conflict. */
export async function comeToTraining(scene: Scene, argument?: string): Promise<Screen> {
  return answered(scene, argument, true);
}

/** «Не приду», said from a chat. Refusals: not-found, not-allowed, conflict. */
export async function stayFromTraining(scene: Scene, argument?: string): Promise<Screen> {
  return answered(scene, argument, false);
}

async function answered(scene: Scene, argument: string | undefined, coming: boolean): Promise<Screen> {
  await answerTraining(scene.act, idOf(argument), { coming, through: scene.chat.messenger });
  return shown(scene, argument, true);
}

async function shown({ act, press }: Scene, argument: string | undefined, said: boolean): Promise<Screen> {
  const view = await training(act, idOf(argument));
  return print(press, 'training', { ...view, said, text: excerpt(view.text, 1500) }, argument);
}
