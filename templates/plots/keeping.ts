import { rounded } from '../rounded.ts';

interface Filled {
  held: number;
  onDay: number;
  later: number;
  owed: number;
}

interface Facts {
  total: Filled & { share: number | null };
  weeks: readonly (Filled & { monday: string; share: number | null })[];
  teachers: readonly (Filled & {
    name: string;
    share: number | null;
    weeks: readonly (Filled & { monday: string })[];
  })[];
}

const [pitch, rowHeight, side, top] = [25, 22, 17, 40];
/** So many teachers stand in one picture at most; several stand side by side where there is room. */
const most = 14;
/** The width of a letter, about: no name is cut. */
const letter = 6.4;

/**
 * Teachers down, weeks across; each week a square filled from below: what was filled on its day is light, later hatched, not at all
 * dark. A week without lessons of the teacher has none.
 */
export function keepingPlot({ weeks, teachers }: Facts) {
  if (teachers.length === 0) return null;
  const left = rounded(Math.max(60, ...teachers.map(({ name }) => name.length * letter)) + 8);
  const columns = new Map(weeks.map(({ monday }, at) => [monday, left + at * pitch]));
  const right = left + weeks.length * pitch;
  const count = Math.ceil(teachers.length / most);
  const each = Math.ceil(teachers.length / count);
  const pictures = Array.from({ length: count }, (_, at) => {
    const own = teachers.slice(at * each, (at + 1) * each);
    return {
      ...{
        width: Math.max(right + 46, 240),
        height: top + own.length * rowHeight,
        from: own[0]!.name,
        to: own.at(-1)!.name,
      },
      weeks: weeks.map(({ monday }) => ({ monday, x: columns.get(monday)! + side / 2 })),
      rows: own.map(({ name, share, weeks: taught }, row) => ({
        ...{ name, share, base: top + row * rowHeight + 13, end: right + 2 },
        cells: taught.map(week => cellOf(week, { x: columns.get(week.monday)!, y: top + row * rowHeight })),
      })),
    };
  });
  return { wide: true, side, key: keyOf(), pictures };
}

/** Whatever there is of a kind can be seen, be it one lesson of forty. */
const least = 3;

function cellOf({ held, onDay, later, owed }: Filled, { x, y }: { x: number; y: number }) {
  const [dark, hatched, light] = heightsOf([owed, later, onDay], held) as [number, number, number];
  return {
    ...{ x, y },
    light: { y: y + dark + hatched, height: light },
    hatched: { lines: linesIn({ x, y: y + dark, height: hatched }) },
    dark: { y, height: dark },
  };
}

/** They fill the square together: what is too much, or too little, the largest bears. */
function heightsOf(counts: readonly number[], held: number): number[] {
  const heights = counts.map(count => (count === 0 ? 0 : Math.max(least, Math.round((side * count) / held))));
  const largest = heights.indexOf(Math.max(...heights));
  heights[largest]! += side - heights.reduce((sum, height) => sum + height, 0);
  return heights;
}

/** Level strokes, three units apart: no pattern is needed, and paper draws them too. */
function linesIn({ x, y, height }: { x: number; y: number; height: number }): string {
  const count = Math.floor(height / 3);
  return Array.from({ length: count }, (_, at) => `M${x} ${rounded(y + 1.5 + 3 * at)} h${side}`).join(' ');
}

/** The three kinds named above the squares. */
function keyOf() {
  const size = 10;
  const at = [0, 96, 152];
  return {
    size,
    light: at[0]!,
    dark: at[2]!,
    hatched: { x: at[1]!, lines: [1.5, 4.5, 7.5].map(y => `M${at[1]} ${y + 2} h${size}`).join(' ') },
    words: at.map(x => x + size + 5),
  };
}

/** The whole; of equals nobody is named: who filled the smallest share on the day, who owes most, and the worst week. */
export function keepingWords({ total, weeks, teachers }: Facts) {
  const [lowest, second] = teachers.toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0));
  const [owing, next] = teachers.toSorted((a, b) => b.owed - a.owed);
  const [worst, other] = weeks.toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0));
  return {
    ...{ total, weeks: weeks.length, teachers: teachers.length },
    lowest: lowest && second && lowest.share !== second.share ? lowest : null,
    owing: owing && next && owing.owed > next.owed ? owing : null,
    worst: worst && other && worst.share !== other.share ? worst : null,
  };
}
