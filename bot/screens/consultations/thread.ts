import { closeConsultation } from '#forum/consultations/answer.ts';
import { consultation } from '#forum/consultations/consultations.ts';
import { excerpt } from '#school/typed-text.ts';
import { idOf } from '../../arguments.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';
import { withFiles } from '../../with-files.ts';

const most = 5;

/** A question to the registrar with the last words of both. Refusal: not-found. */
export async function consultationThread({ act, press, site }: Scene, argument?: string): Promise<Screen> {
  const view = await consultation(act, idOf(argument));
  const parts = view.replies.slice(-most).toReversed();
  return fitting(
    parts,
    some =>
      print(press, 'consultations/thread', { ...view, parts: some.toReversed(), ...withFiles(some, site) }, argument),
    part => ({ ...part, text: excerpt(part.text, 2500) }),
  );
}

/** «Вопрос решён». */
export async function consultationClosed(scene: Scene, argument?: string): Promise<Screen> {
  await closeConsultation(scene.act, idOf(argument));
  return consultationThread(scene, argument);
}
