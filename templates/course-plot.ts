import { rounded } from './rounded.ts';

/** What is drawn: how the weighted mean of a subject went through a period (journal/student-course.ts). */
export interface Course {
  subject: { thresholds: { five: number; four: number; three: number } } | null;
  points: readonly { day: string; value: number; weight: number; owed: boolean; mean: number }[];
}

/** The picture's geometry in its own units: the page and the bot print it by templates/pages/partials/course-plot.hbs. */
export interface CoursePlot {
  width: number;
  height: number;
  /** Where marks lie: left, right, top, bottom. */
  frame: { left: number; right: number; top: number; bottom: number; middle: number };
  /** Horizontal lines of the marks. */
  levels: { value: number; y: number }[];
  /** From which mean, in hundredths, a mark is suggested. */
  thresholds: { mark: number; mean: number; y: number }[];
  /** The line of the running mean, as an SVG `points` list. */
  line: string;
  /** One of each mark, in order; `heavy` weighs more than one answer and is a square. */
  marks: {
    x: number;
    y: number;
    left: number;
    top: number;
    size: number;
    side: number;
    value: number;
    heavy: boolean;
    owed: boolean;
  }[];
  /** Days along the foot, no more than fit. */
  days: { x: number; day: string; anchor: 'start' | 'middle' | 'end' }[];
  /** The mean by now, beside the end of its line. */
  end: { x: number; y: number; mean: number };
  /** Of a mark's number. */
  font: number;
}

const width = 360;
const height = 300;
const frame = { left: 30, right: 312, top: 66, bottom: 232, middle: 171 };

/** Lays out the picture; there must be a mark. Readable on a phone: 360 units wide, numbers in the marks, forms beside colours. */
export function coursePlot({ subject, points }: Course): CoursePlot {
  const { thresholds = { five: 450, four: 350, three: 250 } } = subject ?? {};
  const lowest = Math.min(2, ...points.map(({ value }) => value));
  const yOf = (hundredths: number) =>
    rounded(frame.bottom - ((hundredths - 100 * lowest) / (500 - 100 * lowest)) * (frame.bottom - frame.top));
  const step = points.length > 1 ? (frame.right - frame.left - 24) / (points.length - 1) : 0;
  const xOf = (at: number) => rounded(points.length > 1 ? frame.left + 12 + at * step : frame.middle);
  // Neighbours may touch but not hide each other's numbers.
  const size = rounded(Math.max(5, Math.min(10, points.length > 1 ? step / 2 : 10)));
  const last = points.at(-1)!;
  return {
    ...{ width, height, frame, font: rounded(size * 1.2) },
    levels: range(lowest, 5).map(value => ({ value, y: yOf(100 * value) })),
    thresholds: (
      [
        [5, thresholds.five],
        [4, thresholds.four],
        [3, thresholds.three],
      ] as const
    ).map(([mark, mean]) => ({ mark, mean, y: yOf(mean) })),
    line: points.map(({ mean }, at) => `${xOf(at)},${yOf(mean)}`).join(' '),
    marks: points.map((point, at) => markAt(point, { x: xOf(at), y: yOf(100 * point.value), size })),
    days: daysAlong(points, xOf),
    end: { x: rounded(xOf(points.length - 1) + size + 3), y: yOf(last.mean), mean: last.mean },
  };
}

function markAt(
  { value, weight, owed }: Course['points'][number],
  { x, y, size }: { x: number; y: number; size: number },
): CoursePlot['marks'][number] {
  const [left, top, side] = [rounded(x - size), rounded(y - size), rounded(2 * size)];
  return { x, y, left, top, size, side, value, owed, heavy: weight > 1 };
}

const mostDays = 4;

/** The first, the last, and some between them at even distances. */
function daysAlong(points: Course['points'], xOf: (at: number) => number): CoursePlot['days'] {
  const count = Math.min(mostDays, points.length);
  const places = range(0, count - 1).map(at =>
    count === 1 ? 0 : Math.round((at * (points.length - 1)) / (count - 1)),
  );
  const shown = places.filter((at, index) => index === 0 || points[at]!.day !== points[places[index - 1]!]!.day);
  return shown.map(at => ({ x: xOf(at), day: points[at]!.day, anchor: 'middle' }));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
