import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reports } from '#journal/reports/list.ts';
import type { Report } from '#journal/reports/report.ts';
import { runReport, type TypedParameters } from '#journal/reports/run-report.ts';
import { breakSign } from '#templates/paper/hyphenate.ts';
import { pageSheets } from '#templates/paper/page-sheets.ts';
import { pdf } from '#templates/paper/pdf.ts';
import type { PaperDocument, TablePart } from '#templates/paper/sheet.ts';
import { spreadsheet } from '#templates/paper/spreadsheet.ts';
import { openTestSchool, type TestSchool } from './house.ts';
import { allThroughLibreOffice } from './libreoffice.ts';
import { cutPieces, overlaps, type PdfPage, pdfPages } from './pdf.ts';
import { tablesOf, wrongSums } from './sheets.ts';
import { type WideClass, wideClass } from './wide-class.ts';

/** A report of the wide class for one of its terms, printed on the page, as PDF and as XLSX. */
interface Paper {
  name: string;
  document: PaperDocument;
  html: string;
  file: Buffer;
  pages: PdfPage[];
  book: Buffer;
}

let school: TestSchool;
const papers: Paper[] = [];

beforeAll(async () => {
  school = await openTestSchool();
  const wide = await wideClass(school);
  for (const report of reports) {
    for (const typed of await asked(report, wide)) papers.push(await print(report, typed));
  }
}, 240_000);
afterAll(() => school?.close());

/** The report for the last term of each kind that it knows; what has no terms for the whole year. */
async function asked(report: Report, wide: WideClass): Promise<TypedParameters[]> {
  const ids = { class: wide.id, course: wide.courseId, teacher: wide.teacherId, school: undefined };
  const of = ids[report.of];
  const span = report.asks.includes('span') ? { from: wide.from, to: wide.to } : {};
  const typed = { year: wide.year, day: wide.to, ...span, ...(of === undefined ? {} : { of: String(of) }) };
  if (!report.asks.includes('term')) return [typed];
  const { choices } = await school.as('sokolova', act => runReport(act, report.name, typed));
  const kinds = new Map(choices.terms.map(({ kind, periodKind, name }) => [periodKind ?? kind, name]));
  return [...kinds.values()].map(term => ({ ...typed, term }));
}

async function print({ name }: Report, typed: TypedParameters): Promise<Paper> {
  const { view } = await school.as('sokolova', act => runReport(act, name, typed));
  const document = school.press.sheets(name, view);
  const html = school.press.fragment('report-alone', { title: name, sheets: pageSheets(document) });
  const file = await pdf(document);
  const title = typed.term ? `${name}, ${typed.term}` : name;
  return { name: title, document, html, file, pages: await pdfPages(file), book: await spreadsheet(document) };
}

/** Of each paper what is wrong with it; nothing when all are right. */
const faults = (find: (paper: Paper) => string[]) =>
  papers.flatMap(paper =>
    find(paper)
      .slice(0, 3)
      .map(fault => `${paper.name}: ${fault}`),
  );
/** Without what a line's end changes. */
const letters = (text: string) => text.replaceAll(breakSign, '').replace(/\s/g, '');
const plotsOf = ({ sheets }: PaperDocument) =>
  sheets.flatMap(({ parts }) => parts.filter(part => part.kind === 'plot'));
const cellsOf = ({ rows }: TablePart) => rows.flatMap(({ cells }) => cells.filter(cell => cell !== null));

describe('forty students with names of forty-five letters and twenty-two subjects, as PDF', () => {
  const mm = 72 / 25.4;
  const foot = /^(Напечатано|Страница)/;
  const body = (pages: readonly PdfPage[]) =>
    pages.map(page => ({ ...page, pieces: page.pieces.filter(({ text }) => !foot.test(text)) }));

  test('are in every form, for every kind of term it knows', () => {
    expect(new Set(papers.map(({ name }) => name.split(',')[0]))).toEqual(new Set(reports.map(({ name }) => name)));
    expect(papers.filter(({ name }) => name.startsWith('class-results'))).toHaveLength(3);
    const [results] = papers.filter(({ name }) => name === 'class-results, quarter-4');
    expect(tablesOf(results!.document)[0]!.columns.filter(({ kind }) => kind === 'mark')).toHaveLength(22);
    expect(tablesOf(results!.document)[0]!.rows).toHaveLength(39);
  });

  test('nothing reaches into the margins, nothing is written over something else', () => {
    const margins = { left: 20 * mm - 1, right: 10 * mm - 1, top: 12 * mm - 1, bottom: 16 * mm - 1 };
    // What is cut in two has no foot, and may go down to where it would stand.
    const below = ({ name }: Paper) =>
      name.startsWith('parent-notice') ? { ...margins, bottom: 8 * mm - 1 } : margins;
    expect(faults(paper => cutPieces(body(paper.pages), below(paper)))).toEqual([]);
    // A plot's own letters stand as it was drawn.
    const withoutPlots = ({ document, pages }: Paper) => {
      const words = plotsOf(document).map(({ about }) => letters(about));
      return pages.filter(({ text }) => !words.some(about => letters(text).includes(about)));
    };
    expect(faults(paper => overlaps(withoutPlots(paper)))).toEqual([]);
  });

  test('every cell is there with every letter, in a type that can be read', () => {
    const lost = ({ document, pages }: Paper) => {
      const all = letters(pages.map(({ text }) => text).join(''));
      const texts = new Set(tablesOf(document).flatMap(table => cellsOf(table).map(({ text }) => text)));
      return [...texts].filter(text => !all.includes(letters(text)));
    };
    expect(faults(lost)).toEqual([]);
    const small = ({ document, pages }: Paper) => {
      const inPlots = plotsOf(document).map(({ svg }) => svg.replaceAll('\u00a0', ' '));
      const isInPlot = (text: string) =>
        inPlots.some(svg => svg.includes(`>${text}<`)) ||
        text.split(' ').every(word => inPlots.some(svg => svg.includes(`>${word}<`)));
      const pieces = pages.flatMap(page => page.pieces.filter(({ size, text }) => size < 6.49 && !isInPlot(text)));
      return pieces.map(({ text, size }) => `${size} ${text}`);
    };
    expect(faults(small)).toEqual([]);
  });

  test('the head of the table stands on each page that has its rows', () => {
    const headless = ({ document, pages }: Paper) =>
      document.sheets.flatMap(({ parts }) => {
        if (parts.some(({ kind }) => kind === 'list' || kind === 'plot')) return [];
        return parts.flatMap(part => {
          if (part.kind !== 'table') return [];
          const at = part.columns.findIndex(({ kind }) => kind === 'text');
          const names = part.rows.flatMap(({ cells }) =>
            cells[at] && cells[at].text.length > 20 ? [cells[at].text] : [],
          );
          const bare = pages.filter(({ text }) => {
            const here = letters(text);
            return names.some(name => here.includes(letters(name))) && !here.includes(letters(part.columns[at]!.title));
          });
          return bare.map(({ text }) => text.slice(0, 200));
        });
      });
    expect(faults(headless)).toEqual([]);
  });

  test('no page has signatures alone', () => {
    const alone = ({ document, pages }: Paper) =>
      document.sheets.flatMap(({ title, lines, signatures }) => {
        const running = letters([title, ...lines, 'продолжение'].join(', '));
        const posts = signatures.map(({ post }) => letters(post));
        return body(pages)
          .map(({ pieces }) => letters(pieces.map(({ text }) => text).join('')))
          .filter(text => posts.some(post => text.startsWith(running + post)));
      });
    expect(faults(alone)).toEqual([]);
  });

  test('each page says at its right edge which it is of how many; two notices on one page say nothing', () => {
    const unnumbered = ({ name, pages }: Paper) =>
      pages.flatMap(({ pieces, width }, at) => {
        const number = pieces.find(({ text }) => /^Страница \d+ из \d+$/.test(text));
        if (!number) return name.startsWith('parent-notice') ? [] : [`page ${at + 1} has no number`];
        return Math.abs(number.right - (width - 10 * mm)) < 1 ? [] : [`page ${at + 1}: ${number.right} of ${width}`];
      });
    expect(faults(unnumbered)).toEqual([]);
  });

  test('the face is in the file, as much of it as is used', () => {
    const foreign = ({ file }: Paper) => {
      const fonts = file.toString('latin1').match(/\/BaseFont \/[^\s/]+/g) ?? ['none'];
      return fonts.filter(font => !/\/[A-Z]{6}\+GolosText/.test(font));
    };
    expect(faults(foreign)).toEqual([]);
    expect(faults(({ file }) => (file.includes('/FontFile2') ? [] : ['not embedded']))).toEqual([]);
  });
});

test('subtotals are sums', () => {
  expect(faults(({ document }) => wrongSums(document))).toEqual([]);
});

test('the page has the cells of the paper, in their order', () => {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x3D': '=' };
  const decode = (text: string) => text.replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole);
  const differing = ({ html, document }: Paper) => {
    const shown = [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => decode(text!));
    const printed = tablesOf(document).flatMap(table => cellsOf(table).map(({ text }) => text));
    if (shown.length !== printed.length) return [`${shown.length} cells, not ${printed.length}`];
    return printed.filter((text, at) => shown[at] !== text);
  };
  expect(faults(differing)).toEqual([]);
});

describe('as XLSX, opened and reckoned anew by LibreOffice', () => {
  type Sheets = Awaited<ReturnType<typeof readXlsx>>['sheets'];
  let written: Sheets[];
  let opened: Sheets[];

  beforeAll(async () => {
    const again = await allThroughLibreOffice(papers.map(({ book }) => book));
    written = await Promise.all(papers.map(async ({ book }) => (await readXlsx(book)).sheets));
    opened = await Promise.all(again.map(async book => (await readXlsx(book)).sheets));
  }, 240_000);

  test('every cell has its number as a number, its text as a text, and formulas give what stands on paper', () => {
    const differing = ({ document }: Paper, sheets: Sheets) =>
      document.sheets.flatMap(({ parts }, at) => {
        let from = 0;
        return parts.flatMap(part => {
          if (part.kind !== 'table') return [];
          const rows = sheets[at]!.rows;
          const place = placeOf(part, rows, from);
          from = place.first;
          return part.rows.flatMap(({ cells }, index) =>
            cells.flatMap((cell, column) => {
              if (!cell) return [];
              const found = rows[from + index]?.[place.columns[column]!] ?? '';
              const text = /^\s*[=+\-@]/.test(cell.text) ? `'${cell.text}` : cell.text;
              return found === (cell.number ?? text) ? [] : [`row ${index + 1}: «${found}», not «${cell.text}»`];
            }),
          );
        });
      });
    const found = (all: Sheets[]) =>
      papers.flatMap((paper, at) => differing(paper, all[at]!).map(fault => `${paper.name}: ${fault}`));
    expect(found(written).slice(0, 10)).toEqual([]);
    expect(found(opened).slice(0, 10)).toEqual([]);
  });

  // What stays in sight LibreOffice keeps only when somebody looks: that is read from our own book.
  test('the head of its table stays in sight and on each page, and all of the sheet is printed', () => {
    const bare = papers.flatMap(({ name, document }, at) =>
      document.sheets.flatMap(({ parts, orientation }, index) => {
        if (!parts.some(({ kind }) => kind === 'table')) return [];
        const { freezePane } = written[at]![index]!;
        const { pageSetup } = opened[at]![index]!;
        const isOnlyTable = parts.length === 1 || parts.slice(1).every(({ kind }) => kind === 'text');
        const isRight =
          (freezePane?.rows ?? 0) > 2 &&
          (!isOnlyTable || pageSetup?.printTitlesRow) &&
          pageSetup?.printArea &&
          pageSetup.orientation === orientation;
        return isRight ? [] : [`${name}: ${JSON.stringify({ freezePane, pageSetup })}`];
      }),
    );
    expect(bare).toEqual([]);
  });
});

/** Where a table stands in a sheet: below its head, found by its titles, its own rows and columns begin. */
function placeOf({ columns }: TablePart, rows: readonly (readonly unknown[])[], from: number): TablePlace {
  const depth = Math.max(...columns.map(({ groups }) => groups.length));
  for (let head = from; head + depth < rows.length; head++) {
    const places: number[] = [];
    const isHere = columns.every(({ title, groups }) => {
      const row = rows[head + groups.length] ?? [];
      const at = row.findIndex((value, column) => column > (places.at(-1) ?? -1) && value === title);
      places.push(at);
      return at >= 0;
    });
    if (isHere) return { first: head + depth + 1, columns: places };
  }
  throw new Error(`no head of ${columns.map(({ title }) => title).join(', ')}`);
}

interface TablePlace {
  first: number;
  columns: number[];
}
