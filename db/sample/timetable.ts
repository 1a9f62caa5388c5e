import { chanceOf } from './chance.ts';
import type { ClassPlan } from './classes.ts';
import type { LoadLine, Post } from './load.ts';

/** A lesson of every week: weekday 1 is Monday, slot 1 the first lesson. */
export interface WeekLesson {
  line: LoadLine;
  weekday: number;
  slot: number;
  room: string;
}

// One hour of a class: both subgroups have it at one time.
interface Card {
  lines: LoadLine[];
  posts: number[];
  subject: number;
  /** Most times a day the subject is had without harm. */
  perDay: number;
  isTiring: boolean;
  isLight: boolean;
}
interface ClassWeek {
  plan: ClassPlan;
  /** Time of each place, weekday · 16 + slot. */
  times: number[];
  cards: Card[];
}

const clash = 10;
const twiceADay = 6;

/** Lays the load out over the week: no teacher, class or room in two places at once, no windows for a class. */
export function layOutWeek(classes: readonly ClassPlan[], lines: readonly LoadLine[]): WeekLesson[] {
  for (let attempt = 1; attempt <= 8; attempt++) {
    const weeks = classes.map(plan => weekOf(plan, lines));
    if (settle(weeks, attempt)) return weeks.flatMap(lessonsOf);
  }
  throw new Error(`no timetable without clashes found for ${classes.length} classes`);
}

function weekOf(plan: ClassPlan, lines: readonly LoadLine[]): ClassWeek {
  const cards: Card[] = [];
  const own = lines.filter(line => line.schoolClass === plan);
  const names = [...new Set(own.map(line => line.subject.name))];
  for (const [subject, name] of names.entries()) {
    const together = own.filter(line => line.subject.name === name);
    const hours = together[0]!.hours;
    for (let hour = 0; hour < hours; hour++) {
      const ease = { isTiring: tiring.has(name), isLight: light.has(name) };
      cards.push({ lines: together, posts: [], subject, perDay: Math.ceil(hours / 5), ...ease });
    }
  }
  return { plan, times: timesOf(cards.length, plan.id), cards };
}

// Days as even as can be; the longer ones differ from class to class.
function timesOf(hours: number, turn: number): number[] {
  const longer = hours % 5;
  return [1, 2, 3, 4, 5].flatMap(weekday => {
    const length = Math.floor(hours / 5) + ((weekday + turn) % 5 < longer ? 1 : 0);
    return Array.from({ length }, (_, index) => weekday * 16 + index + 1);
  });
}

// Simulated annealing: two hours of a class change places when that helps, or now and then when it doesn't.
function settle(weeks: ClassWeek[], attempt: number): boolean {
  const chance = chanceOf('timetable', weeks.length, attempt);
  const posts = numberPosts(weeks);
  for (const week of weeks) week.cards = chance.shuffled(week.cards);
  const busy = new Int16Array(posts * 96);
  const had = weeks.map(() => new Int8Array(6 * 32));
  for (const [index, week] of weeks.entries()) {
    for (const [place, card] of week.cards.entries()) put(card, week.times[place]!, busy, had[index]!);
  }
  const swaps = weeks.length * 40_000;
  for (let swap = 0; swap < swaps; swap++) {
    const heat = 3 * (1 - swap / swaps) ** 2 + 0.02;
    const index = chance.whole(0, weeks.length - 1);
    const week = weeks[index]!;
    const a = chance.whole(0, week.cards.length - 1);
    const b = chance.whole(0, week.cards.length - 1);
    if (week.cards[a]!.subject === week.cards[b]!.subject) continue;
    const gain = exchange(week, a, b, busy, had[index]!);
    if (gain < 0 && chance.next() >= Math.exp(gain / heat)) exchange(week, a, b, busy, had[index]!);
  }
  return isClean(weeks, busy, had);
}

function numberPosts(weeks: readonly ClassWeek[]): number {
  const numbers = new Map<Post, number>();
  for (const card of weeks.flatMap(week => week.cards)) {
    card.posts = card.lines.map(({ post }) => {
      if (!numbers.has(post)) numbers.set(post, numbers.size);
      return numbers.get(post)!;
    });
  }
  return numbers.size;
}

// Swaps two places of a week; gives how much harm that took away.
function exchange(week: ClassWeek, a: number, b: number, busy: Int16Array, had: Int8Array): number {
  const [first, second] = [week.cards[a]!, week.cards[b]!];
  const [timeA, timeB] = [week.times[a]!, week.times[b]!];
  let gain = take(first, timeA, busy, had) + take(second, timeB, busy, had);
  gain -= put(first, timeB, busy, had) + put(second, timeA, busy, had);
  week.cards[a] = second;
  week.cards[b] = first;
  return gain;
}

// The harm a card does at a time, once it stands there.
function put(card: Card, time: number, busy: Int16Array, had: Int8Array): number {
  let harm = discomfort(card, time);
  for (const post of card.posts) if (busy[post * 96 + time]!++ > 0) harm += clash;
  if (had[(time >> 4) * 32 + card.subject]!++ >= card.perDay) harm += twiceADay;
  return harm;
}

function take(card: Card, time: number, busy: Int16Array, had: Int8Array): number {
  let harm = discomfort(card, time);
  for (const post of card.posts) if (--busy[post * 96 + time]! > 0) harm += clash;
  if (--had[(time >> 4) * 32 + card.subject]! >= card.perDay) harm += twiceADay;
  return harm;
}

const tiring = new Set(['Русский язык', 'Математика', 'Алгебра', 'Геометрия', 'Физика', 'Химия']);
const light = new Set(['Физическая культура', 'Музыка', 'Изобразительное искусство', 'Труд (технология)']);

// Hard subjects stand early in the day, light ones late.
function discomfort(card: Card, time: number): number {
  const slot = time & 15;
  if (card.isTiring) return slot >= 6 ? 0.4 : 0;
  return card.isLight && slot === 1 ? 0.3 : 0;
}

function isClean(weeks: readonly ClassWeek[], busy: Int16Array, had: readonly Int8Array[]): boolean {
  const twice = weeks.some((week, index) =>
    week.cards.some((card, place) => had[index]![(week.times[place]! >> 4) * 32 + card.subject]! > card.perDay),
  );
  return !twice && busy.every(count => count <= 1);
}

function lessonsOf(week: ClassWeek): WeekLesson[] {
  return week.cards.flatMap((card, place) =>
    card.lines.map(line => ({
      line,
      weekday: week.times[place]! >> 4,
      slot: week.times[place]! & 15,
      room: line.post.room,
    })),
  );
}
