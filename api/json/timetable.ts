import type { FastifyInstance } from 'fastify';
import { changeTimetable } from '#journal/timetable/change-timetable.ts';
import { timetableChanges } from '#journal/timetable/changes.ts';
import { timetableChoices } from '#journal/timetable/choices.ts';
import { previewDraft, putInForce, startDraft, stepDraft } from '#journal/timetable/draft.ts';
import { freeAt } from '#journal/timetable/free-at.ts';
import { undoChange } from '#journal/timetable/undo-change.ts';
import { weekOfKind } from '#journal/timetable/week.ts';
import { timetableEntries, wholeTimetable } from '#journal/timetable/whole-timetable.ts';
import type { Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import type { Step } from '#school/timetable/apply-steps.ts';
import { discardDraft, openDrafts, undoStep } from '#school/timetable/drafts.ts';
import { keepRoom, rooms } from '#school/timetable/rooms.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, DayText, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';
import * as shapes from './timetable-shapes.ts';

const Asked = Type.Object({
  ...{ class: Type.Optional(Id), teacher: Type.Optional(Id), room: Type.Optional(Id), day: Type.Optional(DayText) },
});
const FreeAsked = Type.Object({
  day: Type.Optional(DayText),
  slot: Type.Integer({ minimum: 0, maximum: 14 }),
  shift: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
});
const From = Type.Object({ from: Type.Optional(DayText) });
type WithId = { Params: Static<typeof IdParams> };
type Steps = Static<typeof shapes.StepsBody>['changes'];

/** The timetable for programs: read by everybody, changed by who keeps it (5.2a, 7a). */
export function timetableRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof Asked> }>(
    '/timetable',
    { schema: { querystring: Asked, response: answers(shapes.WeekBody) } },
    request =>
      actOf(api, request, async act => {
        const { day, ...asked } = request.query;
        const kind = (['class', 'teacher', 'room'] as const).find(one => asked[one] !== undefined);
        const chosen = kind ? { kind, id: asked[kind]! } : (await timetableChoices(act)).own;
        if (!chosen) throw new Refusal('not-found', 'not-found');
        return weekOfKind(act, chosen, dayOr(day, act.today));
      }),
  );
  app.get<{ Querystring: Static<typeof FreeAsked> }>(
    '/timetable/free',
    { schema: { querystring: FreeAsked, response: answers(shapes.FreeBody) } },
    request => actOf(api, request, act => freeAt(act, { ...request.query, day: dayOr(request.query.day, act.today) })),
  );
  app.get<{ Querystring: Static<typeof From> }>(
    '/timetable/entries',
    { schema: { querystring: From, response: answers(shapes.EntriesBody) } },
    request => actOf(api, request, act => timetableEntries(act, dayOr(request.query.from, act.today, 'from'))),
  );
  app.get<{ Querystring: Static<typeof From> }>(
    '/timetable/clashes',
    { schema: { querystring: From, response: answers(shapes.ClashesBody) } },
    request => actOf(api, request, act => wholeTimetable(act, dayOr(request.query.from, act.today, 'from'))),
  );
  changeRoutes(app, api);
  draftRoutes(app, api);
  roomRoutes(app, api);
}

function changeRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/timetable/changes', { schema: { response: answers(shapes.ChangesBody) } }, request =>
    actOf(api, request, timetableChanges),
  );
  app.post<{ Body: Static<typeof shapes.ChangeBody> }>(
    '/timetable/changes',
    { schema: { body: shapes.ChangeBody, response: answers(shapes.OutcomeBody) } },
    request => {
      const { from, changes, ...rest } = request.body;
      return actOf(api, request, act =>
        changeTimetable(act, { ...rest, from: dayOr(from, act.today, 'from'), changes: stepsOf(changes) }),
      );
    },
  );
  app.delete<WithId>(
    '/timetable/changes/:id',
    { schema: { params: IdParams, response: answers(shapes.RelaidBody) } },
    request => actOf(api, request, act => undoChange(act, request.params.id)),
  );
}

function draftRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/timetable/drafts', { schema: { response: answers(shapes.DraftsBody) } }, request =>
    actOf(api, request, openDrafts),
  );
  app.post<{ Body: Static<typeof shapes.DraftEntry> }>(
    '/timetable/drafts',
    { schema: { body: shapes.DraftEntry, response: answers(Created, 201) } },
    async (request, reply) => {
      const { since, note = null } = request.body;
      const id = await actOf(api, request, act => startDraft(act, { since: since as Day, note }));
      return reply.code(201).send({ id });
    },
  );
  const one = { params: IdParams };
  app.get<WithId>('/timetable/drafts/:id', { schema: { ...one, response: answers(shapes.PreviewBody) } }, request =>
    actOf(api, request, act => previewDraft(act, request.params.id)),
  );
  app.post<WithId & { Body: Static<typeof shapes.StepsBody> }>(
    '/timetable/drafts/:id/steps',
    { schema: { ...one, body: shapes.StepsBody, response: answers(shapes.PreviewBody) } },
    request =>
      actOf(api, request, async act => {
        await stepDraft(act, request.params.id, stepsOf(request.body.changes));
        return previewDraft(act, request.params.id);
      }),
  );
  app.delete<WithId>(
    '/timetable/drafts/:id/steps/last',
    { schema: { ...one, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => undoStep(act, request.params.id));
      return reply.code(204).send();
    },
  );
  const InForce = Type.Object({ allowClashes: Type.Optional(Type.Boolean()) });
  app.post<WithId & { Body: Static<typeof InForce> }>(
    '/timetable/drafts/:id/in-force',
    { schema: { ...one, body: InForce, response: answers(shapes.OutcomeBody) } },
    request => actOf(api, request, act => putInForce(act, request.params.id, request.body)),
  );
  app.delete<WithId>(
    '/timetable/drafts/:id',
    { schema: { ...one, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => discardDraft(act, request.params.id));
      return reply.code(204).send();
    },
  );
}

function roomRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/rooms', { schema: { response: answers(shapes.RoomsBody) } }, request => actOf(api, request, rooms));
  app.post<{ Body: Static<typeof shapes.RoomEntry> }>(
    '/rooms',
    { schema: { body: shapes.RoomEntry, response: answers(Created, 201) } },
    async (request, reply) => {
      const { name, seats = null, closedOn = null } = request.body;
      const id = await actOf(api, request, act =>
        keepRoom(act, { name, seats, closedOn: dayOr(closedOn ?? undefined, undefined, 'closedOn') ?? null }),
      );
      return reply.code(201).send({ id });
    },
  );
  app.put<WithId & { Body: Static<typeof shapes.RoomEntry> }>(
    '/rooms/:id',
    { schema: { params: IdParams, body: shapes.RoomEntry, response: answers(Created) } },
    request => {
      const { name, seats = null, closedOn = null } = request.body;
      const { id } = request.params;
      return actOf(api, request, async act => {
        await keepRoom(act, { id, name, seats, closedOn: dayOr(closedOn ?? undefined, undefined, 'closedOn') ?? null });
        return { id };
      });
    },
  );
}

function stepsOf(changes: Steps): Step[] {
  return changes.map(change =>
    'remove' in change
      ? { remove: { week: 'both', ...change.remove } }
      : { place: { week: 'both', roomId: null, joint: false, ...change.place } },
  );
}
