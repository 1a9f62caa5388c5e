import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contestedCells } from '#journal/conflicts/contested-cells.ts';
import { settleConflict } from '#journal/conflicts/settle-conflict.ts';
import { enterFinalCell } from '#journal/finals/enter-final-cell.ts';
import { enterCell } from '#journal/grid/enter-cell.ts';
import { type GridChoice, grid } from '#journal/grid/grid.ts';
import { journals } from '#journal/grid/journals.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf, wordWholeRefusal } from '../doors.ts';
import {
  CellAnswers,
  type CellGiven,
  type CellsGiven,
  CellsTyped,
  ContestedBody,
  ContestedQuery,
  type GridAsked,
  GridBody,
  GridQuery,
  JournalsBody,
  SettlementBody,
  SettlementGiven,
} from './journal-shapes.ts';
import { answers, IdParams, type Static } from './schemas.ts';

/** Journals as grids, and their cells as they are typed (3.2, 3.2b). */
export function journalRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/journal', { schema: { response: answers(JournalsBody) } }, request => actOf(api, request, journals));

  app.get<{ Params: Static<typeof IdParams>; Querystring: GridAsked }>(
    '/journal/:id',
    { schema: { params: IdParams, querystring: GridQuery, response: answers(GridBody) } },
    request => {
      const { period } = request.query;
      const choice: GridChoice = { period: period === 'year' ? period : period ? Number(period) : undefined };
      return actOf(api, request, act => grid(act, request.params.id, choice));
    },
  );

  app.put<{ Body: CellsGiven }>(
    '/journal/cells',
    {
      schema: {
        body: CellsTyped,
        response: answers(CellAnswers),
        description: 'One cell, or several in their order: each of them is entered or refused by itself.',
      },
    },
    async request => {
      const { body } = request;
      if (!Array.isArray(body)) return { answers: [await actOf(api, request, act => enter(act, body))] };
      const given = [];
      for (const entry of body) given.push(await answerTo(api, request, entry));
      return { answers: given };
    },
  );

  app.get<{ Querystring: Static<typeof ContestedQuery> }>(
    '/journal/conflicts',
    { schema: { querystring: ContestedQuery, response: answers(ContestedBody) } },
    request => actOf(api, request, async act => ({ cells: await contestedCells(act, request.query.courseId) })),
  );

  app.post<{ Params: Static<typeof IdParams>; Body: Static<typeof SettlementGiven> }>(
    '/journal/conflicts/:id',
    {
      schema: {
        params: IdParams,
        body: SettlementGiven,
        response: answers(SettlementBody),
        description: 'The owner of the lesson decides between two entries of a cell (3.2b).',
      },
    },
    async request => {
      const answer = await actOf(api, request, act => settleConflict(act, request.params.id, request.body));
      return answer ?? { state: 'left' };
    },
  );
}

/** A cell of a lesson, or of a period's column. */
async function enter(act: Act, { lessonId, courseId, periodId, ...entry }: CellGiven): Promise<object> {
  if (lessonId !== undefined) return enterCell(act, { ...entry, lessonId });
  if (courseId === undefined || periodId === undefined) throw new Refusal('invalid', 'malformed');
  return enterFinalCell(act, { ...entry, courseId, periodId });
}

async function answerTo(api: ApiHouse, request: FastifyRequest, entry: CellGiven): Promise<object> {
  try {
    return await actOf(api, request, act => enter(act, entry));
  } catch (error) {
    // Who is signed out loses nothing: the whole is refused, and the browser keeps it.
    if (!(error instanceof Refusal) || error.kind === 'signed-out') throw error;
    return { state: 'refused', kind: error.kind, sentence: wordWholeRefusal(api.press, error) };
  }
}
