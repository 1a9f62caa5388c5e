import Handlebars, { type HelperOptions } from 'handlebars';
import { gridCells, hundredths } from './grid-cells.ts';
import { markdown, unmarked } from './markdown.ts';
import { paragraphs } from './paragraphs.ts';
import type { Button } from './press.ts';
import { thumbnail } from './thumbnail.ts';

/** What a template says beside its text: the page's title, a screen's buttons row by row. */
export interface Collected {
  title?: string;
  rows: Button[][];
}

/**
 * The helpers of every template. Days are ISO dates, moments are Date or ISO strings, means are in hundredths.
 * `{{#title}}…{{/title}}` names the page; `{{button "Неделя" "marks/week"}}` and `{{row}}` lay out a screen's keyboard.
 */
export function wordingHelpers(options: { timeZone: string; now: () => Date }): Handlebars.HelperDeclareSpec {
  const { timeZone, now } = options;
  const format = (settings: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ru-RU', settings);
  const dayAndMonth = format({ day: 'numeric', month: 'long', timeZone: 'UTC' });
  const weekday = format({ weekday: 'long', timeZone: 'UTC' });
  const shortWeekday = format({ weekday: 'short', timeZone: 'UTC' });
  const month = format({ month: 'long', timeZone: 'UTC' });
  const clock = format({ hour: '2-digit', minute: '2-digit', timeZone });
  const localDay = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const utc = (day: string) => new Date(`${day}T00:00:00Z`);
  const sizes = new Intl.NumberFormat('ru-RU', { style: 'unit', unit: 'kilobyte' });
  const hourly = new Intl.NumberFormat('ru-RU', { style: 'unit', unit: 'hour' });
  const largeSizes = (['gigabyte', 'megabyte'] as const).map((unit, index) => {
    const figure = new Intl.NumberFormat('ru-RU', { style: 'unit', unit, maximumFractionDigits: 1 });
    return [index === 0 ? 1024 ** 3 : 1024 ** 2, figure] as const;
  });
  const plurals = new Intl.PluralRules('ru');
  const figures = new Intl.NumberFormat('ru-RU');

  return {
    eq: (a: unknown, b: unknown) => a === b,
    not: (a: unknown) => !a,
    and: (...args: unknown[]) => args.slice(0, -1).every(Boolean),
    /** The first that holds: a condition, or `{{or id name}}`. */
    or: (...args: unknown[]) => args.slice(0, -1).find(Boolean),
    /** A value where the condition holds, else nothing: `value=(onlyIf (eq sent "parents") draft.name)`. */
    onlyIf: (condition: unknown, value: unknown) => (condition ? value : ''),
    gt: (a: number, b: number) => a > b,
    /** A name that begins with a figure: «212», not «спортзал». */
    numbered: (name: string) => /^\d/.test(name),
    /** Ends a row of two: `{{#if (odd @index)}}{{row}}{{/if}}`. */
    odd: (number: number) => number % 2 === 1,
    has: (object: object | undefined, key: string) => Boolean((object as Record<string, unknown> | undefined)?.[key]),
    last: (list: readonly unknown[]) => list.at(-1),
    includes: (list: readonly unknown[], item: unknown) => list.includes(item),
    json: (value: unknown) => JSON.stringify(value),
    /** Whether so many stand in the row: `{{#if (endsRow @index 6)}}{{row}}{{/if}}` after each. */
    endsRow: (index: number, most: number) => (index + 1) % most === 0,
    concat: (...args: unknown[]) => args.slice(0, -1).join(''),
    /** `{{spoilers text "показать"}}`: plain text whose ||hidden|| words wait to be touched. */
    spoilers: (text: string, label: string) =>
      new Handlebars.SafeString(
        Handlebars.escapeExpression(text).replace(
          /\|\|(.+?)\|\|/gs,
          `<details class="spoiler"><summary>${Handlebars.escapeExpression(label)}</summary>$1</details>`,
        ),
      ),
    lines: (text: string) => new Handlebars.SafeString(Handlebars.escapeExpression(text).replace(/\r?\n/g, '<br>')),
    /** `{{{markdown text}}}`: a person's Markdown as safe HTML. */
    markdown,
    unmarked,
    /** `{{{paragraphs text}}}`: a plain text as safe HTML. */
    paragraphs,

    day: (day: string) => dayAndMonth.format(utc(day)).replace(' ', '\u00a0'),
    /** «24 ноября 2026»: a template that wants «года» says it. */
    fullDay: (day: string) => `${dayAndMonth.format(utc(day))} ${day.slice(0, 4)}`.replaceAll(' ', '\u00a0'),
    numericDay: (day: string) => day.split('-').reverse().join('.'),
    dayMonth: (day: string) => day.split('-').slice(1).reverse().join('.'),
    weekday: (day: string) => weekday.format(utc(day)),
    shortWeekday: (day: string) => shortWeekday.format(utc(day)),
    /** Of a day of the week by its number, from 1 for Monday. */
    weekdayNamed: (number: number) => weekday.format(weekdayOf(number)),
    /** The first letter large. */
    capital: (words: string) => words.charAt(0).toUpperCase() + words.slice(1),
    shortWeekdayNamed: (number: number) => shortWeekday.format(weekdayOf(number)),
    time: (moment: Date | string) => clock.format(new Date(moment)),
    date: (moment: Date | string) => dayAndMonth.format(utc(localDay.format(new Date(moment)))).replace(' ', '\u00a0'),
    /** «ноябрь 2026» of any day of the month, and the same for an address: «2026-11». */
    monthYear: (day: string) => `${month.format(utc(day))} ${day.slice(0, 4)}`,
    isoMonth: (day: string) => day.slice(0, 7),
    dayNumber: (day: string) => Number(day.slice(8)),
    localDay: (moment: Date | string) => localDay.format(new Date(moment)),
    isToday: (day: string) => day === localDay.format(now()),
    isoMoment: (moment: Date | string) => new Date(moment).toISOString(),

    /** A large number as people read it: 20000 → «20 000». */
    figure: (value: number) => figures.format(value),
    /** Kept on one line: a name with its initials. */
    unbroken: (words: string) => words.replaceAll(' ', '\u00a0'),
    plural: (count: number, one: string, few: string, many: string) => {
      const form = plurals.select(count);
      return `${count}\u00a0${form === 'one' ? one : form === 'few' ? few : many}`;
    },
    pluralWord: (count: number, one: string, few: string, many: string) => {
      const form = plurals.select(count);
      return form === 'one' ? one : form === 'few' ? few : many;
    },
    /** Hours a week: «5 ч», of two weeks «1,5 ч». */
    inHours: (hours: number) => hourly.format(hours),
    /** Quarters and half-years on paper: 4 → «IV». */
    roman: (number: number) => ['', 'I', 'II', 'III', 'IV'][number] ?? String(number),
    /** A telephone as people read it: «+79005550101» → «+7 900 555 01 01», never broken; others as they are. */
    dialled: (phone: string) =>
      phone.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2 $3 $4').replaceAll(' ', '\u00a0'),
    /** A mean in hundredths as people write it: 444 → «4,44». */
    mean: hundredths,
    /** `{{gridCells student columns pass="зач" …}}`: a row of the journal's grid. */
    gridCells: (student, columns, { hash }: HelperOptions) => gridCells(student, columns, hash),
    /** Tenths as people write them: 925 → «92,5». */
    tenths: (tenths: number) => `${Math.trunc(tenths / 10)},${tenths % 10}`,
    thumbnail,
    /** «616 кБ», «1,2 ГБ» */
    fileSize: (bytes: number) => {
      const step = largeSizes.find(([least]) => bytes >= least);
      return step ? step[1].format(bytes / step[0]) : sizes.format(Math.max(1, Math.round(bytes / 1024)));
    },
    kilobytes: (bytes: number) => sizes.format(Math.max(1, Math.round(bytes / 1024))),

    title(this: unknown, block: HelperOptions) {
      collectedOf(block).title = block.fn(this).trim();
      return '';
    },
    button: (label: string, button: string, block: HelperOptions) => {
      collectedOf(block).rows.at(-1)!.push({ label, button });
      return '';
    },
    /** `{{link "План" url}}`: a button that leads out of the conversation. */
    link: (label: string, url: string, block: HelperOptions) => {
      collectedOf(block).rows.at(-1)!.push({ label, button: '', url });
      return '';
    },
    row: (block: HelperOptions) => {
      collectedOf(block).rows.push([]);
      return '';
    },
  };
}

// The first of January 2024 was a Monday.
function weekdayOf(number: number): Date {
  return new Date(Date.UTC(2024, 0, number));
}

function collectedOf(block: HelperOptions): Collected {
  return block.data.collected as Collected;
}
