import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import { asFileName } from './file-name.ts';
import { beginReport, reportHelpers } from './paper/collect-sheets.ts';
import type { PaperDocument } from './paper/sheet.ts';
import { plainText } from './plain-text.ts';
import { type Plotted, plotted } from './plots/plots.ts';
import { tidyScreen } from './tidy-screen.ts';
import { typographic } from './typography.ts';
import { type Collected, wordingHelpers } from './wording.ts';

export interface Button {
  label: string;
  button: string;
  /** Leads out of the conversation instead of to a screen: `button` is empty then. */
  url?: string;
}

/** A printed bot message: text with `<b>`, `<i>`, `<a>`, `<tg-spoiler>` and rows of buttons. */
export interface PrintedScreen {
  text: string;
  buttons: Button[][];
}

/** Prints every Russian word of the program from templates/**.hbs; a missing template or fact throws. */
export interface Press {
  /** A whole page: templates/pages/<name>.hbs inside layout.hbs. */
  page(name: string, view: object, frame: object): string;
  /** A piece of HTML without the layout. */
  fragment(name: string, view: object): string;
  /** A bot screen with the buttons its template names. */
  screen(name: string, view: object): PrintedScreen;
  /** Plain text: a refusal, a letter's subject, a flash. */
  sentence(name: string, view?: object): string;
  /** A letter: the template's first line is its subject; `<name>-html.hbs`, where there is one, is the same for a mail reader. */
  letter(name: string, view: object): { subject: string; text: string; html?: string };
  /** The words of a spreadsheet: the template's lines, each parted at «|». */
  words(name: string, view: object): string[][];
  /** The sheets of a report: templates/reports/<name>.hbs names titles and columns, the view has rows of numbers and codes.
   * What `leaves` the site says nothing of health, and that something is left out. */
  sheets(name: string, view: object, options?: { leaves?: boolean }): PaperDocument;
  /** What a report is called, and a sentence about it. */
  reportName(name: string): { title: string; about: string };
  /** What people know the file of a report by: of what `facts` say it is (journal/reports/file-words.ts), in the format. */
  reportFile(facts: object, format: 'pdf' | 'xlsx'): string;
  /** Facts drawn as the named plot of templates/plots; null where there is nothing to look at. */
  plotted(name: string, facts: object): Plotted | null;
  has(name: string): boolean;
}

/** Reads and compiles all templates; `now` and `timeZone` serve the helpers that word moments. */
export function openPress(options: { timeZone: string; now: () => Date }): Press {
  const { now } = options;
  const sources = readTemplates(import.meta.dirname);
  const helpers: Handlebars.HelperDeclareSpec = {
    ...wordingHelpers(options),
    /** `{{#with (plotted "mark-bars" marks)}}`: a plot with its words; partials/plot-figure.hbs shows it. */
    plotted: (name: string, facts: object) => draw(name, facts),
  };
  const html = shelve(sources, helpers, { strict: true, preventIndent: true });
  const plain = shelve(sources, helpers, { strict: true, noEscape: true });

  const ofReports = sources.filter(([name]) => name.startsWith('reports/'));
  const reportWords = { ...helpers, ...reportHelpers((name, facts) => draw(name, facts)) };
  const reports = shelve(ofReports, reportWords, { strict: true, noEscape: true });
  // What a report is called stands before all that needs its figures.
  const headings = ofReports.map(([name, source]): [string, string] => [
    name,
    /\{\{report [^}]*\}\}/.exec(source)?.[0] ?? '',
  ]);
  const reportHeads = shelve(headings, reportWords, { strict: true, noEscape: true });

  const report = (shelf: typeof html, name: string, view: object, options?: { leaves?: boolean }) => {
    const template = shelf.get(`reports/${name}`);
    if (!template) throw new Error(`no template templates/reports/${name}.hbs`);
    const report = beginReport(options);
    template(view, { data: { report } });
    return report;
  };
  const print = (shelf: typeof html, name: string, view: object): { text: string; collected: Collected } => {
    const template = shelf.get(name);
    if (!template) throw new Error(`no template templates/${name}.hbs`);
    const collected: Collected = { rows: [[]] };
    return { text: template(view, { data: { collected } }), collected };
  };

  const line = (name: string, view: object) =>
    print(plain, name, view)
      .text.trim()
      .replace(/\s*\n\s*/g, ' ');
  const printers = { picture: (name: string, view: object) => print(html, name, view).text, words: line };
  const draw = (name: string, facts: object) => plotted(printers, name, facts);

  return {
    has: name => html.has(name),
    plotted: draw,
    fragment: (name, view) => print(html, `pages/${name}`, view).text,
    sentence: (name, view = {}) => line(name, view),
    letter: (name, view) => {
      const [subject = '', ...lines] = print(plain, name, view).text.trim().split('\n');
      const rich = `${name}-html`;
      return {
        ...{ subject, text: `${lines.join('\n').trim()}\n` },
        ...(html.has(rich) ? { html: print(html, rich, view).text.trim() } : {}),
      };
    },
    words: (name, view) =>
      print(plain, name, view)
        .text.trim()
        .split('\n')
        .map(line => line.split('|').map(word => word.trim())),
    sheets: (name, view, options) => {
      const foot = print(plain, 'reports/foot', view).text.trim().split('\n');
      const [school = '', printed = '', pages = '', continued = '', withheld = ''] = foot;
      const { at = now() } = view as { at?: Date };
      const { sheets, stamp } = report(reports, name, view, options);
      for (const sheet of sheets) if (sheet.withheld) sheet.parts.push({ kind: 'text', text: withheld });
      return { sheets, school, printed, pages, continued, at, ...(stamp ? { stamp } : {}) };
    },
    reportName: name => {
      const { name: title, about } = report(reportHeads, name, {});
      return { title, about };
    },
    reportFile: (facts, format) => `${asFileName(line('reports/file-name', facts))}.${format}`,
    screen: (name, view) => {
      const { text, collected } = print(html, name, view);
      return { text: tidyScreen(text), buttons: collected.rows.filter(row => row.length > 0) };
    },
    page: (name, view, frame) => {
      const { text: body, collected } = print(html, `pages/${name}`, { ...frame, ...view });
      return print(html, 'pages/layout', { ...frame, title: plainText(collected.title ?? ''), body }).text;
    },
  };
}

/**
 * The templates by their names, each with the partials it may call. Partials are compiled here and once: what is
 * registered as source is compiled anew each time it is called beside an inline partial.
 */
function shelve(
  sources: readonly [name: string, source: string][],
  helpers: Handlebars.HelperDeclareSpec,
  options: CompileOptions,
): Map<string, HandlebarsTemplateDelegate> {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  const shelf = new Map<string, HandlebarsTemplateDelegate>();
  for (const [name, source] of sources) {
    const template = handlebars.compile(source, options);
    const partial = /^(pages|bot|reports)\/partials\/(.+)$/.exec(name);
    if (partial)
      handlebars.registerPartial(partial[1] === 'pages' ? partial[2]! : `${partial[1]}-${partial[2]}`, template);
    shelf.set(name, template);
  }
  return shelf;
}

function readTemplates(folder: string): [name: string, source: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.hbs'))
    .map(file => [
      relative('.', file)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, ''),
      typographic(readFileSync(join(folder, file), 'utf8')),
    ]);
}
