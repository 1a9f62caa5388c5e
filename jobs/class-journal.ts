import { finishClassJournal, giveUpClassJournal, tellProgress } from '#journal/reports/class-journal/class-journals.ts';
import { type ReadClassJournal, readClassJournal } from '#journal/reports/class-journal/read-class-journal.ts';
import type { House } from '#school/house.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { PaperDocument } from '#templates/paper/sheet.ts';
import type { Press } from '#templates/press.ts';
import { orGiveUp } from './or-give-up.ts';
import type { Work } from './queue.ts';

interface Ground {
  house: House;
  press: Press;
  paper: PaperMachine;
}

/**
 * Makes the whole journal of a class as one PDF: read in one act, so that it is of one moment, and printed beside the main thread.
 * Cut off, it is begun anew.
 */
export function classJournalWork({ house, press, paper }: Ground): Work {
  return async ({ journalId, by }, { isLast = false } = {}) => {
    const [id, personId] = [Number(journalId), Number(by)];
    const told = (done: number) => house.asHouse(act => tellProgress(act, id, done));
    const giveUp = (state: 'refused' | 'failed') => house.asHouse(act => giveUpClassJournal(act, id, state));
    await orGiveUp({ isLast, giveUp }, async () => {
      const read = await house.as(personId, act => readClassJournal(act, id, told), { ofOneMoment: true });
      if (!read) return;
      const content = await paper.make(printedJournal(press, read), 'pdf');
      const { digest, head } = read;
      await house.as(personId, act => finishClassJournal(act, id, { content, digest, asOf: head.at }));
    });
  };
}

/** All sheets in their order; the forms that stand in it by themselves are chapters by their titles. */
function printedJournal(press: Press, read: ReadClassJournal): PaperDocument {
  const { head, attendance, progress } = read;
  const view = { ...head, ...read, remarks: Array.from({ length: 24 }, () => ({ cells: {} })) };
  const journal = press.sheets('class-journal', view);
  return {
    ...journal,
    sheets: [
      ...journal.sheets,
      ...chapter(press.sheets('consolidated-attendance', attendance)),
      ...(progress ? chapter(press.sheets('consolidated-progress', progress)) : []),
      ...press.sheets('class-journal-digest', view).sheets,
    ],
  };
}

function chapter({ sheets }: PaperDocument): PaperDocument['sheets'] {
  return sheets.map((sheet, index) => (index === 0 ? { ...sheet, chapter: sheet.title } : sheet));
}
