import type { DocumentKind } from '#db/board/board-document.ts';
import type { DutyEntry, DutyKind } from '#db/board/duty-entry.ts';
import type { Act } from '#school/act.ts';
import { checkChange, type FunctionEntry } from '#school/assignments/change-functions.ts';
import { personNamed } from '#school/assignments/named-person.ts';
import { addDays, type Day, momentOf, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';
import { type YearPeriod, yearPeriods } from './year-periods.ts';

export { type DutyEntry, type DutyKind, dutyKinds } from '#db/board/duty-entry.ts';

/** A duty that the program can act on. */
export type CheckedDuty =
  | { kind: 'finals-deadline' | 'close-period' | 'open-period'; periodId: number; day: Day }
  | { kind: 'assign' | 'relieve'; entry: FunctionEntry }
  | { kind: 'training'; training: TrainingWords };

export interface TrainingWords {
  title: string;
  place: string;
  day: Day;
  /** «15:00» */
  starts: string;
  ends: string;
}

/** Where the refusals of the duty in that place stand: `duty0Day`. */
export function dutyField(place: number): (name: string) => string {
  return name => `duty${place}${name[0]!.toUpperCase()}${name.slice(1)}`;
}

const mostDuties = 100;

/**
 * The duties of a document as they are to be acted on when it is published on that day: only an order carries any. Refusals: invalid at
 * `duty<place>Kind`, `…Period`, `…Day`, `…Person`, `…Function`, `…Class`, `…Until`, `…Title`, `…Place`, `…Starts`, `…Ends`.
 */
export async function checkDuties(
  act: Act,
  entries: readonly DutyEntry[],
  { kind, publishedOn, replaces }: { kind: DocumentKind; publishedOn: Day; replaces?: number | undefined },
): Promise<CheckedDuty[]> {
  refuseElsewhere(entries, kind);
  const periods = entries.length > 0 ? await yearPeriods(act) : [];
  const checked: CheckedDuty[] = [];
  for (const [place, entry] of entries.entries()) {
    const field = dutyField(place);
    if (isOfPeriod(entry.kind)) checked.push(ofPeriod({ ...entry, kind: entry.kind }, { field, periods, publishedOn }));
    else if (entry.kind === 'training')
      checked.push({ kind: 'training', training: ofTraining(act, entry, { field, publishedOn }) });
    else {
      const personId = entry.personId ?? (await personNamed(act, entry.person ?? '', field('person')));
      const change = functionEntry({ ...entry, personId, kind: entry.kind }, place);
      await checkChange(act, change, { givenOn: publishedOn, replaced: replaces });
      checked.push({ kind: entry.kind, entry: change });
    }
  }
  return checked;
}

/** Refuses duties of anything but an order, and more of them than an order may have. */
export function refuseElsewhere(entries: readonly DutyEntry[], kind: DocumentKind): void {
  if (entries.length > 0 && kind !== 'order') invalid('duty/order', 'duty0Kind');
  if (entries.length > mostDuties) invalid('duty/many', 'duty0Kind', { most: mostDuties });
}

type PeriodDuty = Extract<CheckedDuty, { periodId: number }>;

function isOfPeriod(kind: DutyKind): kind is PeriodDuty['kind'] {
  return kind === 'finals-deadline' || kind === 'close-period' || kind === 'open-period';
}

interface Surroundings {
  field: (name: string) => string;
  periods: readonly YearPeriod[];
  publishedOn: Day;
}

function ofPeriod(
  { kind, periodId, day: typed = '' }: DutyEntry & { kind: PeriodDuty['kind'] },
  { field, periods, publishedOn }: Surroundings,
): PeriodDuty {
  const period = periods.find(({ id }) => id === periodId) ?? invalid('duty/period', field('period'));
  const facts = { kind: period.kind, number: period.number, lastDay: period.lastDay };
  if (kind === 'open-period' && !period.closed) invalid('final/open-already', field('period'), facts);
  if (kind !== 'open-period' && period.closed) invalid('duty/closed-already', field('period'), facts);
  const day = parseDay(typed) ?? invalid('duty/day', field('day'));
  if (kind === 'finals-deadline') {
    if (day < publishedOn || day > addDays(period.lastDay, 30)) invalid('deadline-day-unlikely', field('day'));
    return { kind, periodId: period.id, day };
  }
  if (day < publishedOn || day > addDays(publishedOn, 366)) invalid('duty/day-unlikely', field('day'));
  // From the beginning of a day to come: lessons of the last day of the period must still be written down.
  const isOver = day > period.lastDay || (day === period.lastDay && day === publishedOn);
  if (kind === 'close-period' && !isOver) invalid('duty/period-not-over', field('day'), facts);
  return { kind, periodId: period.id, day };
}

function functionEntry(entry: DutyEntry & { kind: 'assign' | 'relieve' }, place: number): FunctionEntry {
  const { kind: deed, personId = 0, function: name = '', classId, day = '', until } = entry;
  return { deed, personId, function: name, classId, day, until, prefix: `duty${place}` };
}

function ofTraining(act: Act, entry: DutyEntry, { field, publishedOn }: Omit<Surroundings, 'periods'>): TrainingWords {
  const [title, place] = [tidyLine(entry.title ?? ''), tidyLine(entry.place ?? '')];
  if ([...title].length < 3) invalid('training/title', field('title'));
  if (place === '') invalid('training/place', field('place'));
  const day = parseDay(entry.day ?? '') ?? invalid('duty/day', field('day'));
  if (day < publishedOn || day > addDays(publishedOn, 366)) invalid('duty/day-unlikely', field('day'));
  const { starts = '', ends = '' } = entry;
  if (!isTime(starts)) invalid('training/time', field('starts'));
  if (!isTime(ends)) invalid('training/time', field('ends'));
  if (ends <= starts) invalid('training/ends-before', field('ends'));
  if (momentOf(day, starts, act.timeZone) <= act.at) invalid('training/past', field('starts'));
  return { title, place, day, starts, ends };
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
