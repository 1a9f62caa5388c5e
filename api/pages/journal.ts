import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contestedCells } from '#journal/conflicts/contested-cells.ts';
import { type Grid, grid } from '#journal/grid/grid.ts';
import { journals } from '#journal/grid/journals.ts';
import { codes, keys } from '#journal/grid/keys.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { page } from './page.ts';

/** The list of journals, and one as a grid filled by keyboard (3.2, 3.2b). */
export function journalPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/journal', name: 'journals', show: journals });
  page(app, api, { path: '/journal/:id', name: 'journal', show: showGrid });
}

async function showGrid(act: Act, request: FastifyRequest): Promise<object> {
  const { period } = request.query as { period?: unknown };
  const id = idOf(request);
  const view = await grid(act, id, { period: period === 'year' ? 'year' : wholeNumber(period) });
  return {
    ...view,
    students: view.students.map((student, index) => ({ ...student, number: index + 1, isNew: isNewIn(view, student) })),
    columns: columnsOf(view),
    contested: await contestedCells(act, id),
    keys,
    codes,
    nowId: view.lessons.findLast(({ begun }) => begun)?.id ?? null,
    scale: Array.from({ length: 6 - view.lowestMark }, (_, index) => 5 - index),
    mayWrite: view.lessons.some(({ mayFill, mayGiveReason }) => mayFill || mayGiveReason),
    mayGiveReason: view.lessons.some(({ mayGiveReason }) => mayGiveReason),
  };
}

/** Came into the school after a shown period had begun: may have marks from another school. */
function isNewIn({ periods, graded, maySet }: Grid, { cameOn }: Grid['students'][number]): boolean {
  const shown = periods.filter(period => period.shown);
  return (
    graded && maySet && shown.some(({ firstDay, lastDay }) => cameOn !== null && cameOn > firstDay && cameOn <= lastDay)
  );
}

/** Lessons in their order, the columns of a period right after its last lesson. */
function columnsOf({ lessons, periods, graded }: Grid): object[] {
  const shown = graded ? periods.filter(period => period.shown).map(period => withLock(period, lessons)) : [];
  return lessons.flatMap((lesson, index) => {
    const isLast = lesson.periodId !== lessons[index + 1]?.periodId;
    const period = isLast ? shown.find(({ id }) => id === lesson.periodId) : undefined;
    return period
      ? [
          { lesson, period: null },
          { lesson: null, period },
        ]
      : [{ lesson, period: null }];
  });
}

/** Closed by order, and the deputy has not opened this journal: its lessons are locked too. */
function withLock(period: Grid['periods'][number], lessons: Grid['lessons']) {
  return {
    ...period,
    locked: period.closed && lessons.some(({ periodId, locked }) => periodId === period.id && locked),
  };
}
