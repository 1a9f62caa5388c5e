import { rounded } from '../rounded.ts';

/** Marks counted, as journal/reports/figures/progress.ts counts them. */
export interface CountedMarks {
  due: number;
  five: number;
  four: number;
  three: number;
  two: number;
  one: number;
  notAttested: number;
  missing: number;
}

const [left, longest, rowHeight, barHeight] = [52, 190, 22, 14];

/** Bars of how often each mark was given, from the left, each with its count; «1» and what is missing only where there is any. */
export function markBars(marks: CountedMarks) {
  if (marks.due === marks.missing) return null;
  const shown = barsOf(marks);
  const most = Math.max(...shown.map(({ count }) => count));
  return {
    ...{
      width: 340,
      height: shown.length * rowHeight + 8,
      left,
      axis: { top: 2, bottom: shown.length * rowHeight + 6 },
    },
    bars: shown.map(({ mark, count }, at) => {
      const width = rounded((count / most) * longest);
      const y = 4 + at * rowHeight + (rowHeight - barHeight) / 2;
      return { mark, count, width, height: barHeight, y, end: rounded(left + width + 8), base: y + 11 };
    }),
  };
}

/** How many stand, which mark is the most frequent (several may be), and how many were given. */
export function markWords(marks: CountedMarks) {
  const given = barsOf(marks).filter(({ mark, count }) => mark !== 'missing' && count > 0);
  const most = Math.max(...given.map(({ count }) => count));
  const frequent = given.filter(({ count }) => count === most);
  const isTold = given.length > 1 && frequent.length < given.length;
  return { count: marks.due - marks.missing, given, frequent: isTold ? frequent.map(({ mark }) => mark) : [] };
}

type Bar = { mark: number | 'not-attested' | 'missing'; count: number };

function barsOf({ five, four, three, two, one, notAttested, missing }: CountedMarks): Bar[] {
  const bars: Bar[] = [
    ...[five, four, three, two].map((count, at) => ({ mark: 5 - at, count })),
    { mark: 1, count: one },
    { mark: 'not-attested', count: notAttested },
    { mark: 'missing', count: missing },
  ];
  return bars.filter(({ mark, count }) => count > 0 || (mark !== 1 && mark !== 'missing'));
}
