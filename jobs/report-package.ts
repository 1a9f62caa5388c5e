import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { finishPackage, papersOf, refusePackage, tellProgress } from '#journal/reports/package/packages.ts';
import type { PlannedPaper } from '#journal/reports/package/plan-package.ts';
import { runReport } from '#journal/reports/run-report.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import type { Work } from './queue.ts';

interface Ground {
  house: House;
  press: Press;
  paper: PaperMachine;
}

/**
 * Makes every paper of a term, as PDF and as XLSX, and keeps them in one ZIP: a folder for each class and teacher. Each report is an act of its
 * own, and files are made beside the main thread: others are answered meanwhile. Cut off, it is begun anew.
 */
export function reportPackageWork({ house, press, paper }: Ground): Work {
  return async ({ packageId, by }) => {
    const [id, personId] = [Number(packageId), Number(by)];
    try {
      const papers = await house.as(personId, act => papersOf(act, id));
      if (!papers) return;
      const content = await zipOf(papers, { house, press, paper, id, personId });
      await house.as(personId, act => finishPackage(act, id, content));
    } catch (error) {
      // Whoever ordered it holds the function no longer: nothing to try again.
      if (!(error instanceof Refusal)) throw error;
      await house.asHouse(act => refusePackage(act, id));
    }
  };
}

type Making = Ground & { id: number; personId: number };

async function zipOf(papers: readonly PlannedPaper[], { house, press, paper, id, personId }: Making): Promise<Buffer> {
  const zip = new ZipFile();
  const written = buffer(zip.outputStream as NodeJS.ReadableStream);
  for (const [index, { name, typed, folder }] of papers.entries()) {
    const { view } = await house.as(personId, act => runReport(act, name, typed));
    const document = press.sheets(name, view);
    const path = [folder, press.reportName(name).title].filter(Boolean).map(fileName).join('/');
    for (const format of ['pdf', 'xlsx'] as const) {
      // Both are compressed in themselves.
      const options = { mtime: view.at, compress: false };
      zip.addBuffer(await paper.make(document, format), `${path}.${format}`, options);
    }
    await house.asHouse(act => tellProgress(act, id, index + 1));
  }
  zip.end();
  return written;
}

/** Without what a folder of some system cannot hold. */
function fileName(name: string): string {
  return name
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/[. ]+$/, '');
}
