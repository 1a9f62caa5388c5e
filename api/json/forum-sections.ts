import type { FastifyInstance } from 'fastify';
import { archiveSection } from '#forum/keeping/archive-section.ts';
import { keptSections } from '#forum/keeping/kept-sections.ts';
import { orderSections } from '#forum/keeping/order-sections.ts';
import { changeSection, createSection } from '#forum/keeping/save-section.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Nothing, type Static, Type } from './schemas.ts';

const Words = Type.Array(Type.String(), {
  description: '«staff» for all who work here, or director, deputy, registrar, teacher, class-teacher',
});
const Fields = {
  name: Type.String(),
  description: Type.String(),
  readers: Words,
  writers: Words,
  suggestions: Type.Boolean(),
};
const MomentOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const Kept = Type.Object({
  key: Type.String(),
  ...Fields,
  archivedAt: MomentOrNull,
  topics: Type.Integer(),
  lastReplyAt: MomentOrNull,
});
const NewSection = Type.Object({
  ...Fields,
  key: Type.Optional(Type.String({ description: 'its address; made up when empty' })),
});
const Change = Type.Object({ ...Fields, reason: Type.String() });
const Archiving = Type.Object({ archived: Type.Boolean(), reason: Type.String() });
const Order = Type.Object({ keys: Type.Array(Type.String()) });
const SectionParams = Type.Object({ section: Type.String({ description: 'its key' }) });

type OfSection = { Params: Static<typeof SectionParams> };

/** The sections of the forum, kept by the registrar and the director, for programs (7, 3.2h). */
export function forumSectionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/forum/kept-sections', { schema: { response: answers(Type.Array(Kept)) } }, request =>
    actOf(api, request, keptSections),
  );
  app.post<{ Body: Static<typeof NewSection> }>(
    '/forum/sections',
    { schema: { body: NewSection, response: answers(Type.Object({ key: Type.String() }), 201) } },
    async (request, answer) => {
      const key = await actOf(api, request, act => createSection(act, { key: '', ...request.body }));
      return answer.code(201).send({ key });
    },
  );
  app.put<{ Body: Static<typeof Order> }>(
    '/forum/section-order',
    { schema: { body: Order, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => orderSections(act, request.body.keys));
      return answer.code(204).send();
    },
  );
  app.put<OfSection & { Body: Static<typeof Change> }>(
    '/forum/sections/:section',
    { schema: { params: SectionParams, body: Change, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => changeSection(act, request.params.section, request.body));
      return answer.code(204).send();
    },
  );
  app.put<OfSection & { Body: Static<typeof Archiving> }>(
    '/forum/sections/:section/archive',
    { schema: { params: SectionParams, body: Archiving, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => archiveSection(act, request.params.section, request.body));
      return answer.code(204).send();
    },
  );
}
