import { rounded } from './rounded.ts';

/** How many different people used the program on a day. */
export interface PeopleOfDay {
  day: string;
  people: number;
  staff: number;
  parents: number;
  students: number;
}

/** The picture's geometry in its own units, printed by templates/pages/partials/people-plot.hbs. */
export interface PeoplePlot {
  width: number;
  height: number;
  frame: { left: number; right: number; top: number; bottom: number };
  levels: { value: number; y: number }[];
  /** One bar of each day. */
  bars: { x: number; y: number; width: number; height: number }[];
  days: { x: number; day: string }[];
}

const [width, height] = [640, 200];
const frame = { left: 44, right: 628, top: 12, bottom: 164 };
const mostDays = 8;

/** Lays out a bar for each day; there must be a day with somebody. */
export function peoplePlot(days: readonly PeopleOfDay[]): PeoplePlot {
  const top = roundUp(Math.max(...days.map(({ people }) => people)));
  const yOf = (value: number) => rounded(frame.bottom - (value / top) * (frame.bottom - frame.top));
  const step = (frame.right - frame.left) / days.length;
  const every = Math.max(1, Math.ceil(days.length / mostDays));
  const middle = (at: number) => rounded(frame.left + (at + 0.5) * step);
  return {
    ...{ width, height, frame },
    levels: [0, top / 2, top].map(value => ({ value, y: yOf(value) })),
    bars: days.map(({ people }, at) => ({
      x: rounded(frame.left + at * step + step * 0.15),
      y: yOf(people),
      width: rounded(step * 0.7),
      height: rounded(frame.bottom - yOf(people)),
    })),
    days: days.flatMap(({ day }, at) => (at % every === 0 ? [{ x: middle(at), day }] : [])),
  };
}

/** 7 → 8, 23 → 30, 180 → 200: an even round number that is not less. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))));
  const rounded = Math.ceil(value / unit) * unit;
  return rounded % 2 === 0 ? rounded : rounded + unit;
}
