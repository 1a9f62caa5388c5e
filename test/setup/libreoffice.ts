import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.ts';

/** The LibreOffice that opens our spreadsheets: what the setting names, or one installed. Throws with what to do when there is none. */
export function libreOfficePath(): string {
  const path = findLibreOffice();
  if (!path)
    throw new Error('There is no LibreOffice: run `npm test`, which installs it, or name it in ZVONOK_LIBREOFFICE.');
  return path;
}

export function findLibreOffice(): string | undefined {
  const names = ['soffice', 'libreoffice', 'soffice.exe'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    process.env.ZVONOK_LIBREOFFICE,
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
  ];
  return places.find(place => place !== undefined && existsSync(place));
}

/** Installs Debian's, its tables alone and without a screen: a quarter of a minute. Gives its path, if there is one now. */
export function installLibreOffice(log: (line: string) => void): string | undefined {
  log('installing LibreOffice');
  aptInstall(['libreoffice-calc-nogui']);
  return findLibreOffice();
}
