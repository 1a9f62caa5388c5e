import type { FastifyInstance } from 'fastify';
import {
  type ClassJournalView,
  classJournalState,
  classJournals,
  orderClassJournal,
} from '#journal/reports/class-journal/class-journals.ts';
import { verifyClassJournal } from '#journal/reports/class-journal/verify-class-journal.ts';
import { sendClassJournal } from '../class-journal-file.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, Id, IdParams, type Static, Type } from './schemas.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });
const Order = Type.Object({ classId: Id });
const State = Type.Object({
  id: Id,
  classId: Id,
  className: Type.String(),
  year: Type.String(),
  by: Type.String(),
  at: Moment,
  state: Type.String({ description: 'waiting, done or refused' }),
  done: Type.Integer({ description: 'parts made so far' }),
  total: Type.Integer(),
  bytes: orNull(Type.Integer()),
  kept: Type.Boolean({ description: 'the file can be fetched' }),
  hash: orNull(Type.String({ description: 'SHA-256 of the records of the class, as printed' })),
  records: orNull(Type.Integer()),
});
const Asked = Type.Object({ hash: Type.String({ maxLength: 500 }) });
const Verdict = Type.Object({
  state: Type.String({ description: 'same, different, or unknown (then nothing else is said)' }),
  hash: Type.Optional(Type.String()),
  hashNow: Type.Optional(Type.String({ description: 'what the records of then give today' })),
  className: Type.Optional(Type.String()),
  year: Type.Optional(Type.String()),
  printed: Type.Optional(Type.Array(Type.Object({ by: Type.String(), at: Moment }))),
  records: Type.Optional(Type.Integer()),
  recordsNow: Type.Optional(Type.Integer()),
  differsFrom: Type.Optional(orNull(Type.String({ description: 'first month that differs, 2026-11' }))),
  altered: Type.Optional(
    Type.Array(
      Type.Object({
        record: Type.Integer(),
        at: Moment,
        by: orNull(Type.String()),
        deed: Type.String(),
        subject: orNull(Type.String()),
        day: orNull(Type.String()),
        student: orNull(Type.String()),
      }),
    ),
  ),
  missing: Type.Optional(Type.Array(Type.Integer())),
  since: Type.Optional(Type.Object({ records: Type.Integer(), first: orNull(Moment), last: orNull(Moment) })),
});

/** The whole journal of a class for programs: ordered, followed, fetched, verified. */
export function classJournalRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/class-journals', { schema: { response: answers(Type.Array(State)) } }, async request => {
    const { journals } = await actOf(api, request, classJournals);
    return journals.map(plain);
  });
  app.post<{ Body: Static<typeof Order> }>(
    '/class-journals',
    { schema: { body: Order, response: answers(Created, 202) } },
    async (request, reply) =>
      reply.code(202).send({ id: await actOf(api, request, act => orderClassJournal(act, request.body.classId)) }),
  );
  app.get<{ Querystring: Static<typeof Asked> }>(
    '/class-journals/verify',
    { schema: { querystring: Asked, response: answers(Verdict) } },
    async request => {
      const verdict = await actOf(api, request, act => verifyClassJournal(act, request.query.hash));
      // Moments as text, as every answer has them.
      return JSON.parse(JSON.stringify(verdict));
    },
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/class-journals/:id',
    { schema: { params: IdParams, response: answers(State) } },
    async request => plain(await actOf(api, request, act => classJournalState(act, request.params.id))),
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/class-journals/:id/file',
    { schema: { params: IdParams } },
    (request, reply) => sendClassJournal(api, { request, reply, id: request.params.id }),
  );
}

function plain({ at, ...view }: ClassJournalView): Static<typeof State> {
  return { ...view, at: at.toISOString() };
}
