import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { isRoot } from '#db/server/account.ts';
import { aptInstall } from './apt.ts';

/** What Chromium is started with: it has no sandbox for root, and it is to speak with nobody but us. */
export const chromiumFlags = [
  ...(isRoot() ? ['--no-sandbox'] : []),
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** The Chromium of the journeys: what the setting names, or one installed. Throws with what to do when there is none. */
export function chromiumPath(): string {
  const path = process.env.ZVONOK_CHROMIUM ?? findChromium();
  if (!path)
    throw new Error('There is no Chromium: run `npm test`, which installs one, or name it in ZVONOK_CHROMIUM.');
  return path;
}

/** A Chromium that starts: one of the system's, else one that Playwright has downloaded. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chrome.exe'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    process.env.ZVONOK_CHROMIUM,
    process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH,
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    chromium.executablePath(),
  ];
  return places.find(place => place !== undefined && existsSync(place) && starts(place));
}

/** Installs Debian's Chromium, or where that cannot be, Playwright's. Gives its path, if there is one now. */
export function installChromium(log: (line: string) => void): string | undefined {
  log('installing Chromium');
  aptInstall(['chromium']);
  const found = findChromium();
  if (found) return found;
  const playwright = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'ignore' });
  return findChromium();
}

/** On Ubuntu the name may be a note that says where to get the real one. */
function starts(path: string): boolean {
  // Chrome for Windows opens a window when it is asked for its version.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
