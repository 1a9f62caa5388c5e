import { changeSettings } from '#school/tellings/change-settings.ts';
import { tellingSettings } from '#school/tellings/settings.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** What is told, of whom and when, and where to change it. */
export async function settings(scene: Scene, saved = ''): Promise<Screen> {
  const { students, own: _, ...hours } = await tellingSettings(scene.act);
  return print(scene.press, 'settings', {
    ...hours,
    students: students.map(({ id, givenName, self }) => ({ id, givenName, self })),
    family: students.length > 0,
    saved: saved === 'saved',
  });
}

/** Quiet hours from and until; without them, asks. */
export async function settingsQuiet(scene: Scene, quietFrom?: string, quietUntil?: string): Promise<Screen> {
  if (!quietFrom || !quietUntil) return print(scene.press, 'settings/quiet', await tellingSettings(scene.act));
  await changeSettings(scene.act, { quietFrom, quietUntil });
  return settings(scene, 'saved');
}

/** The time of the evening digest; without one, asks. */
export async function settingsDigest(scene: Scene, digestAt?: string): Promise<Screen> {
  if (!digestAt) return print(scene.press, 'settings/digest', await tellingSettings(scene.act));
  await changeSettings(scene.act, { digestAt });
  return settings(scene, 'saved');
}

/** Hides marks until they are touched («yes»), or shows them. */
export async function settingsSpoiler(scene: Scene, hide?: string): Promise<Screen> {
  await changeSettings(scene.act, { spoiler: hide === 'yes' });
  return settings(scene, 'saved');
}
