import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type MovementEvent, type MovementOfSpan, movementOfSpan, startOf } from '#school/movement/movement-of-span.ts';
import type { Cell, ReportRow, RichCell } from './rows.ts';
import { schoolRows } from './school-rows.ts';
import { yearOf } from './terms.ts';

type Counts = MovementOfSpan['school'];

/**
 * Движение учащихся за период (form 13, 5.2b): of each class, parallel, level and the school those at the start, who arrived and
 * left, those at the end; below what happened, day by day. The classes are those of the year in which the span ends. Four queries.
 */
export async function studentMovement(
  act: Act,
  { from, to }: { from: Day; to: Day },
): Promise<{ from: Day; to: Day; rows: ReportRow[]; events: ReportRow[] }> {
  const movement = await movementOfSpan(act, {
    ...{ from: await startOf(act, from), to },
    classIds: await classIdsOf(act, to),
  });
  const { classes, events } = movement;
  const rows = schoolRows(classes, {
    row: ({ className, ...own }) => ({ cells: { name: className, ...countCells(own) } }),
    sum: (several, label) => ({ cells: { name: label, ...sumCells(countsOf(movement, label), several) } }),
  });
  return { from, to, rows: classes.length > 0 ? rows : [], events: events.map(eventRow) };
}

async function classIdsOf(act: Act, day: Day): Promise<number[]> {
  const year = await yearOf(act, day);
  const rows = await act.em.execute<{ id: number }[]>('select id from school_class where year_id = ?', [
    year?.id ?? null,
  ]);
  return rows.map(({ id }) => id);
}

function countCells({ start, arrived, left, end }: Counts): Record<string, Cell> {
  return { start, arrived, left, end: { value: end, formula: 'start+arrived-left' } };
}

/** Of several together; a figure to which moves between them do not add up is no sum of theirs. */
function sumCells(counts: Counts, several: readonly Counts[]): Record<string, Cell> {
  const cell = (of: 'start' | 'arrived' | 'left'): RichCell => {
    return { value: counts[of], apart: several.reduce((sum, one) => sum + one[of], 0) !== counts[of] };
  };
  const end = { value: counts.end, formula: 'start+arrived-left', apart: true };
  return { start: cell('start'), arrived: cell('arrived'), left: cell('left'), end };
}

function countsOf({ parallels, levels, school }: MovementOfSpan, { word, ...label }: RichCell): Counts {
  if (word === 'parallel') return parallels.find(({ grade }) => grade === label.grade)!;
  if (word === 'level') return levels.find(({ first }) => first === label.from)!;
  return school;
}

function eventRow({ day, name, kind, from, to, place, orderNumber, orderDate }: MovementEvent, at: number): ReportRow {
  const order = { word: 'order', number: orderNumber, date: orderDate };
  return {
    cells: {
      ...{ number: at + 1, day: { word: 'day', day }, name },
      kind: { word: 'kind', deed: kind },
      from: from ?? (to === null ? undefined : (place ?? undefined)),
      to: to ?? place ?? undefined,
      order: orderNumber === null ? undefined : order,
    },
  };
}
