import { classCalendar, classCalendarWords } from './class-calendar.ts';
import { keepingPlot, keepingWords } from './keeping.ts';
import { markBars, markWords } from './mark-bars.ts';
import { qualityPlot, qualityWords } from './quality.ts';
import { studentCalendar, studentCalendarWords } from './student-calendar.ts';

/** A kind of plot: its geometry, printed by templates/plots/<name>.hbs, and the numbers of <name>-words.hbs, which says the same. */
interface PlotKind {
  /** Null where there is nothing to look at. */
  plot: (facts: never) => object | null;
  words: (facts: never) => object;
}

const plots: Record<string, PlotKind> = {
  'mark-bars': { plot: markBars, words: markWords },
  'class-calendar': { plot: classCalendar, words: classCalendarWords },
  quality: { plot: qualityPlot, words: qualityWords },
  keeping: { plot: keepingPlot, words: keepingWords },
  'student-calendar': { plot: studentCalendar, words: studentCalendarWords },
};

/** A plot as it stands on a page and on paper: one or several pictures as SVG, the words that say the same, what it was drawn of. */
export interface Plotted {
  name: string;
  svg: string;
  about: string;
  facts: object;
  /** Not to be made smaller on a telephone: it is pushed aside there. */
  wide: boolean;
}

/** Prints a plot's template as SVG, its words as text. */
export interface PlotPrinters {
  picture: (name: string, view: object) => string;
  words: (name: string, view: object) => string;
}

/** Draws facts as the named plot; null where they have nothing to show. */
export function plotted(printers: PlotPrinters, name: string, facts: object): Plotted | null {
  const kind = plots[name];
  if (!kind) throw new Error(`no plot «${name}» in templates/plots/plots.ts`);
  const plot = kind.plot(facts as never);
  if (!plot) return null;
  return {
    ...{ name, facts, wide: 'wide' in plot },
    svg: printers.picture(`plots/${name}`, { ...facts, plot }).trim(),
    about: printers.words(`plots/${name}-words`, { ...facts, told: kind.words(facts as never) }),
  };
}
