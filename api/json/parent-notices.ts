import type { FastifyInstance } from 'fastify';
import { classNotices } from '#journal/parent-notices/class-notices.ts';
import { confirmNotice, familyNotice, unconfirmedNotices } from '#journal/parent-notices/family-notices.ts';
import { studentNotices } from '#journal/parent-notices/student-notices.ts';
import { paperReturned, takeBackNotice } from '#journal/parent-notices/take-back.ts';
import { tellParents } from '#journal/parent-notices/tell-parents.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  ClassNoticesBody,
  FamilyNoticeBody,
  FamilyNoticesBody,
  NoticesQuery,
  ReturnGiven,
  StudentNoticesBody,
  TellingGiven,
  ToldBody,
} from './parent-notice-shapes.ts';
import { answers, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Notices to the parents of those who fail, for programs: telling, taking back, what came of it (3.2f); the family's side (2.4). */
export function parentNoticeRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof NoticesQuery> }>(
    '/parent-notices',
    { schema: { querystring: NoticesQuery, response: answers(ClassNoticesBody) } },
    request => actOf(api, request, act => classNotices(act, request.query)),
  );
  app.post<{ Body: Static<typeof TellingGiven> }>(
    '/parent-notices',
    { schema: { body: TellingGiven, response: answers(ToldBody, 201) } },
    (request, reply) => {
      reply.code(201);
      const { students = 'untold', ...telling } = request.body;
      return actOf(api, request, async act => ({ ids: await tellParents(act, { ...telling, students }) }));
    },
  );
  app.post<WithId>(
    '/parent-notices/:id/taken-back',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => takeBackNotice(act, request.params.id));
      return reply.code(204).send();
    },
  );
  app.post<WithId & { Body: Static<typeof ReturnGiven> }>(
    '/parent-notices/:id/returned',
    { schema: { params: IdParams, body: ReturnGiven, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => paperReturned(act, request.params.id, request.body.day));
      return reply.code(204).send();
    },
  );
  app.get<WithId>(
    '/students/:id/parent-notices',
    { schema: { params: IdParams, response: answers(StudentNoticesBody) } },
    request => actOf(api, request, async act => ({ notices: await studentNotices(act, request.params.id) })),
  );
  familyRoutes(app, api);
}

function familyRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/family-notices', { schema: { response: answers(FamilyNoticesBody) } }, request =>
    actOf(api, request, async act => ({ notices: await unconfirmedNotices(act) })),
  );
  app.get<WithId>(
    '/family-notices/:id',
    { schema: { params: IdParams, response: answers(FamilyNoticeBody) } },
    request => actOf(api, request, act => familyNotice(act, request.params.id)),
  );
  app.post<WithId>(
    '/family-notices/:id/confirmed',
    { schema: { params: IdParams, response: answers(FamilyNoticeBody) } },
    request => actOf(api, request, act => confirmNotice(act, request.params.id, 'page')),
  );
}
