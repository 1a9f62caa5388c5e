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
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-office-'));
  try {
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(join(profile, 'user/registrymodifications.xcu'), always);
    writeFileSync(join(folder, 'book.xlsx'), book);
    const own = [`-env:UserInstallation=${pathToFileURL(profile)}`, '--headless', '--convert-to', format];
    await promisify(execFile)(libreOfficePath(), [...own, '--outdir', join(folder, 'out'), join(folder, 'book.xlsx')]);
    return readFileSync(join(folder, 'out', `book.${format}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
