import { type HeadCell, headRows } from './head-rows.ts';
import type { PaperDocument, PaperSheet, SheetPart } from './sheet.ts';

/** The sheets as pages/partials/sheet.hbs shows them: tables with the rows of their heads. */
export function pageSheets(document: PaperDocument): PageSheet[] {
  const { school, printed } = document;
  return document.sheets.map(sheet => ({
    ...{ ...sheet, school, printed },
    // A screen has no pages to be numbered.
    parts: sheet.parts
      .filter(part => part.kind !== 'contents')
      .map(part => (part.kind === 'table' ? { ...part, head: headRows(part.columns) } : part)),
  }));
}

export interface PageSheet extends Omit<PaperSheet, 'parts'> {
  school: string;
  printed: string;
  parts: (SheetPart & { head?: HeadCell[][] })[];
}
