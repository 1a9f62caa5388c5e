import { rounded } from './rounded.ts';

/** A share of each week, in tenths of a per cent. */
export interface WeekShare {
  monday: string;
  held: number;
  share: number | null;
}

/** The picture's geometry in its own units, printed by templates/pages/partials/share-plot.hbs. */
export interface SharePlot {
  width: number;
  height: number;
  frame: { left: number; right: number; top: number; bottom: number };
  /** Horizontal lines: 0, 50, 100 %. */
  levels: { percent: number; y: number }[];
  line: string;
  points: { x: number; y: number; monday: string }[];
  /** Mondays along the foot, no more than fit. */
  days: { x: number; monday: string }[];
  end: { x: number; y: number; share: number } | null;
}

const [width, height] = [640, 220];
const frame = { left: 44, right: 576, top: 16, bottom: 184 };
const mostDays = 8;

/** Lays out the course of a share over the weeks; weeks without lessons are left out. */
export function sharePlot(weeks: readonly WeekShare[]): SharePlot {
  const shown = weeks.flatMap(({ monday, share }) => (share === null ? [] : [{ monday, share }]));
  const step = shown.length > 1 ? (frame.right - frame.left) / (shown.length - 1) : 0;
  const xOf = (at: number) => rounded(shown.length > 1 ? frame.left + at * step : (frame.left + frame.right) / 2);
  const yOf = (share: number) => rounded(frame.bottom - (share / 1000) * (frame.bottom - frame.top));
  const points = shown.map(({ monday, share }, at) => ({ x: xOf(at), y: yOf(share), monday }));
  const every = Math.max(1, Math.ceil(shown.length / mostDays));
  const last = shown.at(-1);
  return {
    ...{ width, height, frame, points },
    levels: [0, 50, 100].map(percent => ({ percent, y: yOf(percent * 10) })),
    line: points.map(({ x, y }) => `${x},${y}`).join(' '),
    days: points.filter((_, at) => at % every === 0).map(({ x, monday }) => ({ x, monday })),
    end: last ? { x: xOf(shown.length - 1) + 8, y: yOf(last.share), share: last.share } : null,
  };
}

/** What the picture says, in numbers: the last week, and of those before it the best and the worst; null before the first. */
export function shareWords(weeks: readonly WeekShare[]) {
  const shown = weeks.flatMap(({ monday, share }) => (share === null ? [] : [{ monday, share }]));
  if (shown.length === 0) return null;
  // The last may only have begun.
  const by = shown.slice(0, -1).toSorted((a, b) => a.share - b.share || (a.monday < b.monday ? 1 : -1));
  return { weeks: shown.length, worst: by[0] ?? null, best: by.at(-1) ?? null, last: shown.at(-1)! };
}
