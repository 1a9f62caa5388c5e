import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { libreOfficePath } from './setup/libreoffice.ts';

// By default it trusts the values that a file has beside its formulas; here it reckons them anew.
const always = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`;

/** Opens the book in LibreOffice, has every formula reckoned anew, and gives what it saves: a book again, or a PDF. */
export async function throughLibreOffice(book: Buffer, format: 'xlsx' | 'pdf' = 'xlsx'): Promise<Buffer> {
  const [made] = await allThroughLibreOffice([book], format);
  return made!;
}

/** The same of many books, in their order; LibreOffice is begun once. */
export async function allThroughLibreOffice(
  books: readonly Buffer[],
  format: 'xlsx' | 'pdf' = 'xlsx',
): Promise<Buffer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-office-'));
  try {
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(join(profile, 'user/registrymodifications.xcu'), always);
    const files = books.map((book, at) => {
      const file = join(folder, `book-${at}.xlsx`);
      writeFileSync(file, book);
      return file;
    });
    const own = [`-env:UserInstallation=${pathToFileURL(profile)}`, '--headless', '--convert-to', format];
    await promisify(execFile)(libreOfficePath(), [...own, '--outdir', join(folder, 'out'), ...files]);
    return files.map((_, at) => readFileSync(join(folder, 'out', `book-${at}.${format}`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
