import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { changeSettings } from '#school/tellings/change-settings.ts';
import { tellingSettings } from '#school/tellings/settings.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** What is told of a student; of what is about no student, with 0. */
export async function settingsOf(scene: Scene, id?: string, saved = ''): Promise<Screen> {
  return print(scene.press, 'settings/of', { ...(await choicesOf(scene, id)), saved: saved === 'saved' });
}

/** Asks how one matter is to be told. */
export async function settingsChoose(scene: Scene, id?: string, matter?: string): Promise<Screen> {
  const { choices, ...about } = await choicesOf(scene, id);
  const chosen = choices.find(one => one.matter === matter);
  if (!chosen) throw new Refusal('not-found', 'not-found');
  return print(scene.press, 'settings/choose', { ...about, ...chosen });
}

/** Chooses, and shows what is chosen now. */
export async function settingsSet(scene: Scene, id?: string, matter = '', choice = ''): Promise<Screen> {
  const studentId = studentOf(id);
  await changeSettings(scene.act, { choices: [{ studentId, matter, choice }] });
  return settingsOf(scene, id, 'saved');
}

async function choicesOf({ act, press }: Scene, id: string | undefined) {
  const studentId = studentOf(id);
  const { students, own } = await tellingSettings(act);
  const student = students.find(one => one.id === studentId);
  if (studentId !== null && !student) throw new Refusal('not-found', 'not-found');
  const staff = isStaff(act.by);
  return {
    id: studentId ?? 0,
    givenName: student?.givenName ?? null,
    self: student?.self ?? false,
    choices: (student?.choices ?? own).map(one => ({
      ...one,
      name: press.sentence('bot/partials/matter', { ...one, staff }),
    })),
  };
}

function studentOf(argument: string | undefined): number | null {
  return argument === '0' ? null : idOf(argument);
}
