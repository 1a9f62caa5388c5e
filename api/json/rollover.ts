import type { FastifyInstance } from 'fastify';
import { undoUnusedRollover, unfinishedOfYear } from '#journal/rollover/unfinished.ts';
import { proposedChoices, yearToEnd } from '#school/rollover/propose.ts';
import {
  confirmRollover,
  decideStudent,
  prepareRollover,
  rollover,
  rolloverPlan,
  rollovers,
} from '#school/rollover/rollovers.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, DayText, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Union([Text, Type.Null()]);
const IdOrNull = Type.Union([Id, Type.Null()]);
const Becomes = Type.Unsafe<'promoted' | 'conditional' | 'repeating' | 'finished'>({
  ...{ type: 'string', enum: ['promoted', 'conditional', 'repeating', 'finished'] },
});
const Choices = Type.Object({
  ...{ firstDay: DayText, lastDay: DayText },
  periods: Type.Array(
    Type.Object({
      kind: Type.Unsafe<'quarter' | 'half-year' | 'trimester'>({
        type: 'string',
        enum: ['quarter', 'half-year', 'trimester'],
      }),
      ...{ number: Count, firstDay: DayText, lastDay: DayText },
    }),
    { maxItems: 12 },
  ),
  daysOff: Type.Array(
    Type.Object({ firstDay: DayText, lastDay: DayText, name: Text, grade: Type.Union([Count, Type.Null()]) }),
    { maxItems: 60 },
  ),
  classes: Type.Array(Type.Object({ former: IdOrNull, grade: Count, letter: Text, teacher: IdOrNull, shift: Count }), {
    maxItems: 200,
    description: 'former: the class of this year that goes on; null: a new one.',
  }),
  students: Type.Array(Type.Object({ student: Id, becomes: Becomes, to: TextOrNull }), {
    ...{ maxItems: 2000, description: 'Who does not simply go on with the class.' },
  }),
  copyLoad: Type.Boolean(),
});
const Entry = Type.Object({ orderNumber: Text, orderDate: Text, choices: Type.Optional(Choices) });
const Past = Type.Object({ id: Id, state: Text, year: Text, orderNumber: Text });
const Proposal = Type.Object({ past: Type.Array(Past), choices: Choices });
const State = Type.Object({
  ...{ id: Id, state: Text, done: Count, total: Count, reason: TextOrNull, year: Text },
  ...{ orderNumber: Text, orderDate: DayText },
});
const Plan = Type.Object({
  basis: Text,
  counts: Type.Object({ promoted: Count, conditional: Count, repeating: Count, finished: Count }),
  classes: Type.Array(Type.Object({ name: Text, formerName: TextOrNull, students: Count })),
  students: Type.Array(Type.Object({ studentId: Id, name: Text, className: Text, becomes: Text, to: TextOrNull })),
  unfinished: Type.Object({
    periods: Type.Array(Type.Object({ kind: Text, number: Count })),
    finals: Type.Array(Type.Object({ className: Text, missing: Count })),
  }),
});
const Decision = Type.Object({
  ...{ studentId: Id, becomes: Type.Union([Becomes, Type.Null()]), to: Type.Optional(Text) },
});

type WithId = { Params: Static<typeof IdParams> };

/** The rollover of the year for programs: what is proposed, what it would do, its carrying out and undoing. */
export function rolloverRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/rollover', { schema: { response: answers(Proposal) } }, request =>
    actOf(api, request, async act => {
      const past = await rollovers(act);
      return { past, choices: await proposedChoices(act, await yearToEnd(act)) };
    }),
  );
  app.post<{ Body: Static<typeof Entry> }>(
    '/rollover',
    {
      schema: {
        body: Entry,
        response: answers(Created, 201),
        description: 'Without choices as proposed; nothing is written yet.',
      },
    },
    async (request, reply) => {
      const { choices, ...order } = request.body;
      const id = await actOf(api, request, async act =>
        prepareRollover(act, { ...order, choices: choices ?? (await proposedChoices(act, await yearToEnd(act))) }),
      );
      return reply.code(201).send({ id });
    },
  );
  app.get<WithId>('/rollover/:id', { schema: { params: IdParams, response: answers(State) } }, request =>
    actOf(api, request, act => rollover(act, request.params.id)),
  );
  app.get<WithId>('/rollover/:id/plan', { schema: { params: IdParams, response: answers(Plan) } }, request =>
    actOf(api, request, async act => {
      const plan = await rolloverPlan(act, request.params.id);
      return { ...plan, unfinished: await unfinishedOfYear(act) };
    }),
  );
  app.post<WithId & { Body: Static<typeof Decision> }>(
    '/rollover/:id/students',
    { schema: { params: IdParams, body: Decision, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => decideStudent(act, request.params.id, request.body));
      return reply.code(204).send();
    },
  );
  app.post<WithId & { Body: { basis: string } }>(
    '/rollover/:id',
    { schema: { params: IdParams, body: Type.Object({ basis: Text }), response: answers(State) } },
    request =>
      actOf(api, request, async act => {
        await confirmRollover(act, request.params.id, request.body.basis);
        return rollover(act, request.params.id);
      }),
  );
  app.post<WithId>(
    '/rollover/:id/undoing',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => undoUnusedRollover(act, request.params.id));
      return reply.code(204).send();
    },
  );
}
