import type { FastifyInstance } from 'fastify';
import { cardReadings, keepReadings } from '#school/classes/card-readings.ts';
import { classCard } from '#school/classes/class-card.ts';
import { classList } from '#school/classes/class-list.ts';
import { keepContacts } from '#school/classes/keep-contacts.ts';
import { ownData, proposeCorrection } from '#school/classes/own-data.ts';
import { addParent, endParent } from '#school/classes/parents.ts';
import { settleCorrection } from '#school/classes/settle-correction.ts';
import { studentCard } from '#school/classes/student-card.ts';
import { enterCertificate, withdrawCertificate } from '#school/medical/certificates.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  CardQuery,
  CertificateGiven,
  ClassCardBody,
  ClassesBody,
  ContactsGiven,
  EndGiven,
  FamilyDataBody,
  FamilyGiven,
  KeptDaysGiven,
  ParentGiven,
  ParentParams,
  ReadingsAsked,
  ReadingsBody,
  SettledGiven,
  StudentCardBody,
} from './card-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Cards of classes and students for programs (4.2a, 3.3): who may read one, and every reading is written down. */
export function cardRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/classes', { schema: { response: answers(ClassesBody) } }, request =>
    actOf(api, request, async act => ({ classes: await classList(act) })),
  );
  app.get<WithId & { Querystring: Static<typeof CardQuery> }>(
    '/classes/:id',
    { schema: { params: IdParams, querystring: CardQuery, response: answers(ClassCardBody) } },
    request => {
      const { health = true } = request.query;
      return actOf(api, request, act => classCard(act, request.params.id, { health }));
    },
  );
  app.get<WithId>('/students/:id/card', { schema: { params: IdParams, response: answers(StudentCardBody) } }, request =>
    actOf(api, request, act => studentCard(act, request.params.id)),
  );
  app.put<WithId & { Body: Static<typeof FamilyGiven> }>(
    '/students/:id/contacts',
    { schema: { params: IdParams, body: FamilyGiven, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => keepContacts(act, request.params.id, request.body.people));
      return reply.code(204).send();
    },
  );
  parentRoutes(app, api);
  certificateRoutes(app, api);
  readingRoutes(app, api);
  correctionRoutes(app, api);
}

function parentRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<WithId & { Body: Static<typeof ParentGiven> }>(
    '/students/:id/parents',
    { schema: { params: IdParams, body: ParentGiven, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => addParent(act, request.params.id, request.body));
      return reply.code(201).send({ id });
    },
  );
  app.put<{ Params: Static<typeof ParentParams>; Body: Static<typeof EndGiven> }>(
    '/students/:id/parents/:personId/end',
    { schema: { params: ParentParams, body: EndGiven, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const { id: studentId, personId } = request.params;
      await actOf(api, request, act => endParent(act, { studentId, personId, until: request.body.until }));
      return reply.code(204).send();
    },
  );
}

function certificateRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<WithId & { Body: Static<typeof CertificateGiven> }>(
    '/students/:id/certificates',
    { schema: { params: IdParams, body: CertificateGiven, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => enterCertificate(act, request.params.id, request.body));
      return reply.code(201).send({ id });
    },
  );
  app.delete<WithId>(
    '/certificates/:id',
    {
      schema: { params: IdParams, response: answers(Nothing, 204), description: 'Withdraws what was entered wrongly.' },
    },
    async (request, reply) => {
      await actOf(api, request, act => withdrawCertificate(act, request.params.id));
      return reply.code(204).send();
    },
  );
}

function readingRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof ReadingsAsked> }>(
    '/card-readings',
    { schema: { querystring: ReadingsAsked, response: answers(ReadingsBody) } },
    request => actOf(api, request, act => cardReadings(act, request.query)),
  );
  app.put<{ Body: Static<typeof KeptDaysGiven> }>(
    '/card-readings/days',
    {
      schema: { body: KeptDaysGiven, response: answers(Nothing, 204), description: 'For so many days they are kept.' },
    },
    async (request, reply) => {
      await actOf(api, request, act => keepReadings(act, request.body.days));
      return reply.code(204).send();
    },
  );
}

function correctionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/family-data', { schema: { response: answers(FamilyDataBody) } }, request =>
    actOf(api, request, async act => ({ people: await ownData(act) })),
  );
  app.post<WithId & { Body: Static<typeof ContactsGiven> }>(
    '/family-data/:id/corrections',
    { schema: { params: IdParams, body: ContactsGiven, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => proposeCorrection(act, request.params.id, request.body));
      return reply.code(201).send({ id });
    },
  );
  app.post<WithId & { Body: Static<typeof SettledGiven> }>(
    '/corrections/:id/settlement',
    { schema: { params: IdParams, body: SettledGiven, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => settleCorrection(act, request.params.id, request.body));
      return reply.code(204).send();
    },
  );
}
