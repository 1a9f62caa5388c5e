import type { PaperDocument } from './sheet.ts';
import { spreadsheet } from './spreadsheet.ts';

/** Makes files of sheets; main.ts hands in the one that works beside the main thread. */
export interface PaperMachine {
  make(document: PaperDocument, format: 'pdf' | 'xlsx'): Promise<Buffer>;
  stop(): Promise<void>;
}

/** Works here and now. */
export const paperHere: PaperMachine = {
  make: (document, format) => (format === 'xlsx' ? spreadsheet(document) : pdf()),
  stop: async () => {},
};

async function pdf(): Promise<never> {
  throw new Error('no PDF');
}
