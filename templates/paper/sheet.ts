/** A report as it will be seen: words and numbers in their places, the same for page, spreadsheet and paper. */
export interface PaperDocument {
  sheets: PaperSheet[];
  /** Above each title. */
  school: string;
  /** At the foot of each page: when it was printed, «стр. {page} из {pages}». */
  printed: string;
  pages: string;
  /** After the title where a sheet goes on over a page: «продолжение». */
  continued: string;
  /** The moment of printing. */
  at: Date;
  /** Repeated at the foot of every page: what proves that they belong together. */
  stamp?: string;
}

/** One sheet: what stands on its own page of paper, and on a sheet of its own in a spreadsheet. */
export interface PaperSheet {
  orientation: 'portrait' | 'landscape';
  title: string;
  /** Short enough for the tab of a spreadsheet. */
  tab: string;
  /** Under the title: of what, of whom, of when. */
  lines: string[];
  /** «Данные неполные…»; empty when nothing is missing. */
  incomplete: string;
  parts: SheetPart[];
  signatures: Signature[];
  /** What is health was left out: the sheet leaves the site. */
  withheld?: true;
  /** Of a pair lying open side by side: the left page has an even number. */
  side?: 'left' | 'right';
  /** A chapter of the document begins here: this stands in its contents. */
  chapter?: string;
  /** The title page of a document: its title stands large in the middle. */
  cover?: true;
  /** Handed out by itself: its pages are numbered from 1. */
  ownPages?: true;
  /** Two such stand on one page and are cut apart there; what is higher than half a page has pages of its own. */
  half?: true;
}

export type SheetPart = TablePart | TextPart | ListPart | PlotPart | ContentsPart;

export interface TablePart {
  kind: 'table';
  columns: PaperColumn[];
  rows: PaperRow[];
  caption: string;
}

/** A paragraph. */
export interface TextPart {
  kind: 'text';
  text: string;
}

/** Statements under or instead of a table, «1. На начало периода — 25». */
export interface ListPart {
  kind: 'list';
  title: string;
  numbered: boolean;
  items: string[];
}

/** A drawing, one or several pictures of SVG, the words that say the same, and what it was drawn of (templates/plots/plots.ts). */
export interface PlotPart {
  kind: 'plot';
  name: string;
  svg: string;
  about: string;
  facts: object;
  wide: boolean;
}

/** The chapters of the document, on paper with their pages. */
export interface ContentsPart {
  kind: 'contents';
}

/** integer 925 is 925; tenths 925 is 92,5; hundredths 444 is 4,44; a mark is a figure or one of its words. */
export const columnKinds = ['text', 'integer', 'tenths', 'hundredths', 'mark'] as const;
export type ColumnKind = (typeof columnKinds)[number];

export interface PaperColumn {
  key: string;
  title: string;
  kind: ColumnKind;
  /** Titles of what stands above several columns at once, the outermost first. */
  groups: string[];
  /** The title stands on its end. */
  vertical: boolean;
  /** In letters; without it as wide as what stands in it. */
  width?: number;
  /** Of keys, as in `100*(five+four)/due`: reckoned by the spreadsheet in every row that has a number here. */
  formula?: string;
  /** Columns of texts in which a line may be written by hand. */
  blank: boolean;
  /** Names the row: repeated where the table is too wide for a page. The number and the first text are so anyway. */
  stays?: true;
}

export type RowLevel = 'row' | 'subtotal' | 'total';

export interface PaperRow {
  level: RowLevel;
  /** One for each column, none where a neighbour spans the place. */
  cells: (PaperCell | null)[];
  /** Sums up so many of the rows before it, subtotals among them left out: a live sum in the spreadsheet. */
  over?: number;
  /** Belongs to the row before it: they are not parted by a page's end. */
  joined: boolean;
}

export interface PaperCell {
  text: string;
  /** As the spreadsheet and programs have it: 92.5. */
  number?: number;
  decimals: 0 | 1 | 2;
  kind: ColumnKind;
  formula?: string;
  /** In a subtotal: no sum of the rows over it, but counted for itself. */
  apart?: true;
  /** How many columns and rows it takes. */
  columns: number;
  rows: number;
  /** Stands out: a failing mark, a borderline one. */
  strong: boolean;
}

/** «Директор ____ /С. В. Соколова/» */
export interface Signature {
  post: string;
  name: string;
  /** The seal of the school is put beside it. */
  seal: string;
}
