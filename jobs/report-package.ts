import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { giveUpPackage, keepPackage, papersOf, tellProgress } from '#journal/reports/package/packages.ts';
import type { PlannedPaper } from '#journal/reports/package/plan-package.ts';
import { runReport } from '#journal/reports/run-report.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import type { Shared } from '#school/shared.ts';
import { asFileName } from '#templates/file-name.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import { orGiveUp } from './or-give-up.ts';
import type { Work } from './queue.ts';

interface Ground {
  house: House;
  press: Press;
  paper: PaperMachine;
}

/**
 * Makes every paper of a term, as PDF and as XLSX, and keeps them in one ZIP as they come: a folder for each class and teacher. Each
 * report is an act of its own. Cut off, it is begun anew, and nothing of it is there before it is whole.
 */
export function reportPackageWork({ house, press, paper }: Ground): Work {
  return async ({ packageId, by }, { isLast = false } = {}) => {
    const [id, personId] = [Number(packageId), Number(by)];
    const giveUp = (state: 'refused' | 'failed') => house.asHouse(act => giveUpPackage(act, id, state));
    await orGiveUp({ isLast, giveUp }, async () => {
      const papers = await house.as(personId, act => papersOf(act, id));
      if (papers) await keepZip(papers, { house, press, paper, id, personId });
    });
  };
}

type Making = Ground & { id: number; personId: number };

/** What is written is read at once: neither side goes on when the other has failed. */
async function keepZip(papers: readonly PlannedPaper[], making: Making): Promise<void> {
  const zip = new ZipFile();
  const content = zip.outputStream as Readable;
  const failed = new AbortController();
  const keeping = making.house
    .as(making.personId, act => keepPackage(act, making.id, content))
    .catch((error: unknown) => {
      failed.abort(error);
      throw error;
    });
  const filling = fillZip(zip, papers, { ...making, signal: failed.signal }).catch((error: Error) => {
    content.destroy(error);
    throw error;
  });
  const [filled, kept] = await Promise.allSettled([filling, keeping]);
  if (filled.status === 'rejected') throw filled.reason;
  if (kept.status === 'rejected') throw kept.reason;
}

async function fillZip(
  zip: ZipFile,
  papers: readonly PlannedPaper[],
  { house, press, paper, id, personId, signal }: Making & { signal: AbortSignal },
): Promise<void> {
  const shared: Shared = new Map();
  for (const [index, { name, typed, folder }] of papers.entries()) {
    const { view } = await house.as(personId, act => runReport({ ...act, shared }, name, typed));
    const document = press.sheets(name, view);
    const path = [folder, press.reportName(name).title].filter(Boolean).map(asFileName).join('/');
    for (const format of ['pdf', 'xlsx'] as const) {
      signal.throwIfAborted();
      // Both are compressed in themselves.
      const options = { mtime: view.at, compress: false };
      zip.addBuffer(await paper.make(document, format), `${path}.${format}`, options);
    }
    const isWanted = await house.asHouse(act => tellProgress(act, id, index + 1));
    if (!isWanted) throw new Refusal('conflict', 'report/package-not-waiting');
  }
  zip.end();
}
