import type { Show } from './scene.ts';
import { settingsChoose, settingsOf, settingsSet } from './screens/settings/choices.ts';
import { settings, settingsDigest, settingsQuiet, settingsSpoiler } from './screens/settings.ts';
import { startNews } from './screens/start/news.ts';

/** The screens on which a person chooses what to be told, and the summary a new chat begins with. */
export const settingsScreens: readonly (readonly [string, Show])[] = [
  ['start/news', startNews],
  ['settings', settings],
  ['settings/of', settingsOf],
  ['settings/choose', settingsChoose],
  ['settings/set', settingsSet],
  ['settings/quiet', settingsQuiet],
  ['settings/digest', settingsDigest],
  ['settings/spoiler', settingsSpoiler],
];
