import { rounded } from '../rounded.ts';

interface Point {
  kind: string;
  number: number;
  success: number | null;
  quality: number | null;
  /** So many marks are still to come: the shares will change. */
  missing: number;
}

interface Panel {
  head: boolean;
  name: object;
  points: readonly Point[];
}

const [width, height] = [146, 152];
const frame = { left: 20, right: 124, top: 46, bottom: 122 };
/** From the frame to the first and the last period. */
const inset = 12;
/** Letters of a title's line. */
const longest = 20;
/** The words at the end of two courses are kept so far apart. */
const apart = 9;

/**
 * Small pictures of one look, one for each class or subject: качество a line with dots, успеваемость a broken one with squares, each
 * with its number; what still lacks marks is starred and no line leads to it.
 */
export function qualityPlot({ panels }: { panels: readonly Panel[] }) {
  const shown = panels.filter(({ points }) => points.some(({ quality }) => quality !== null));
  if (shown.length === 0) return null;
  return { panels: shown.map(panelPlot) };
}

function panelPlot({ name, points }: Panel) {
  const xOf = (at: number) =>
    rounded(
      points.length > 1
        ? frame.left + inset + (at * (frame.right - frame.left - 2 * inset)) / (points.length - 1)
        : (frame.left + frame.right) / 2,
    );
  const placed = points.map((point, at) => ({ ...point, x: xOf(at), starred: point.missing > 0 }));
  const course = (of: 'success' | 'quality') => {
    const dots = placed.flatMap(({ x, starred, ...point }) => {
      const share = point[of];
      return share === null ? [] : [{ x, y: yOf(share), share, starred }];
    });
    return { dots: dots.map(dot => ({ ...dot, ...placesOf(dot, of) })), line: lineOf(dots) };
  };
  const [success, quality] = [course('success'), course('quality')];
  return {
    ...{ width, height, frame, success, quality, ends: endsOf(success.dots, quality.dots) },
    // A class or a level is named by the template.
    title: 'subject' in name ? wrapped(String(name.subject)) : null,
    name: { className: '', from: 0, to: 0, subject: '', ...name },
    levels: [0, 50, 100].map(percent => ({ percent, y: yOf(10 * percent) })),
    periods: placed.map(({ kind, number, x }) => ({ kind, number, x })),
    points: placed.filter(({ quality }) => quality !== null),
  };
}

/** The square's corner, and the ground of the number, above a square and below a dot: no line crosses it. */
function placesOf({ x, y, share, starred }: Dot & { share: number }, of: 'success' | 'quality') {
  const letters = String(share).length + (share < 10 ? 2 : 1) + (starred ? 1 : 0);
  const ground = rounded(5.1 * letters);
  return {
    ...{ left: rounded(x - 3), top: rounded(y - 3), ground, from: rounded(x - ground / 2) },
    over: rounded(of === 'success' ? y - 14 : y + 5.5),
  };
}

function yOf(share: number): number {
  return rounded(frame.bottom - (share / 1000) * (frame.bottom - frame.top));
}

interface Dot {
  x: number;
  y: number;
  starred: boolean;
}

/** A path through what is complete; empty for one dot. */
function lineOf(dots: readonly Dot[]): string {
  const whole = dots.filter(({ starred }) => !starred);
  return whole.length < 2 ? '' : whole.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
}

/** Where the names of the courses stand, right of their last dots, off each other. */
function endsOf(success: readonly Dot[], quality: readonly Dot[]) {
  const [above, below] = [success.at(-1)!, quality.at(-1)!];
  const push = Math.max(0, (apart - (below.y - above.y)) / 2);
  // Pushed off each other they would stand on the numbers.
  const shift = push > 0 ? 14 : 7;
  return {
    success: { x: rounded(above.x + shift), y: rounded(above.y - push + 3) },
    quality: { x: rounded(below.x + shift), y: rounded(below.y + push + 3) },
  };
}

/** Two lines at most by the words; the rest of a very long name is left to the table. */
function wrapped(name: string): string[] {
  const lines = [''];
  for (const word of name.split(' ')) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > longest) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.length > 2 ? [lines[0]!, `${lines[1]!}…`] : lines;
}

/** How the heads went from their first complete period to the last, and of the others the lowest and the highest of their last one. */
export function qualityWords({ panels }: { panels: readonly Panel[] }) {
  // Where two stand alone each is told.
  const isHead = ({ head }: Panel) => head || panels.length < 3;
  const heads = panels.filter(isHead).flatMap(({ name, points }) => {
    const whole = completeIn(points);
    const [first, last] = [whole[0], whole.at(-1)];
    return first && last ? [{ name: named(name), first, last, change: last.quality - first.quality }] : [];
  });
  const others = panels
    .filter(panel => !isHead(panel))
    .flatMap(({ name, points }) => completeIn(points).map(point => ({ ...point, name: named(name) })));
  return {
    ...{ heads, ...extremesOf(others) },
    starred: panels.some(({ points }) => points.some(({ quality, missing }) => quality !== null && missing > 0)),
  };
}

type Complete = ReturnType<typeof completeIn>[number] & { name: object };

/** In the last period that any of them has: names, so many as can be said, and how many more. */
function extremesOf(others: readonly Complete[]) {
  const latest = others.toSorted((a, b) => b.number - a.number)[0];
  const own = others.filter(({ kind, number }) => kind === latest?.kind && number === latest.number);
  const shares = own.map(({ quality }) => quality);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const of = (share: number) => {
    const names = own.filter(({ quality }) => quality === share).map(({ name }) => name);
    return { share, names: names.slice(0, 3), more: Math.max(0, names.length - 3) };
  };
  return low < high ? { latest, lowest: of(low), highest: of(high) } : { latest, lowest: null, highest: null };
}

function completeIn(points: readonly Point[]) {
  return points.flatMap(({ kind, number, success, quality, missing }) =>
    quality === null || success === null || missing > 0 ? [] : [{ kind, number, success, quality }],
  );
}

function named(name: object) {
  return { className: '', from: 0, to: 0, subject: '', ...name };
}
