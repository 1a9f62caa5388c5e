import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CellEntry, enterCell } from '#journal/grid/enter-cell.ts';
import { type GridChoice, grid } from '#journal/grid/grid.ts';
import { journals } from '#journal/grid/journals.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf, wordWholeRefusal } from '../doors.ts';
import {
  CellAnswers,
  type CellsGiven,
  CellsTyped,
  type GridAsked,
  GridBody,
  GridQuery,
  JournalsBody,
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
      if (!Array.isArray(body)) return { answers: [await actOf(api, request, act => enterCell(act, body))] };
      const given = [];
      for (const entry of body) given.push(await answerTo(api, request, entry));
      return { answers: given };
    },
  );
}

async function answerTo(api: ApiHouse, request: FastifyRequest, entry: CellEntry): Promise<object> {
  try {
    return await actOf(api, request, act => enterCell(act, entry));
  } catch (error) {
    // Who is signed out loses nothing: the whole is refused, and the browser keeps it.
    if (!(error instanceof Refusal) || error.kind === 'signed-out') throw error;
    return { state: 'refused', kind: error.kind, sentence: wordWholeRefusal(api.press, error) };
  }
}
