import type { FastifyInstance } from 'fastify';
import { announcement, announcements } from '#board/announcements.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { FilesBody, withAddresses } from './board-shapes.ts';
import { answers, DayText, Id, IdParams, type Static, Type } from './schemas.ts';

const AnnouncementsQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  archive: Type.Optional(Type.Boolean({ description: 'those that are over, or of an older school year' })),
});
const Head = {
  id: Id,
  number: Type.Integer(),
  date: DayText,
  title: Type.String(),
  signer: Type.String(),
  publishedAt: Type.String({ format: 'date-time' }),
};
const AnnouncementsBody = Type.Object({
  announcements: Type.Array(Type.Object({ ...Head, hasFile: Type.Boolean() })),
  total: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
});
const AnnouncementBody = Type.Object({ ...Head, text: Type.String(), files: FilesBody });

/** Announcements for families, for programs (1.2f): «not found» to who is neither parent nor student. */
export function announcementRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof AnnouncementsQuery> }>(
    '/announcements',
    { schema: { querystring: AnnouncementsQuery, response: answers(AnnouncementsBody) } },
    request => actOf(api, request, act => announcements(act, request.query)),
  );

  app.get<{ Params: Static<typeof IdParams> }>(
    '/announcements/:id',
    { schema: { params: IdParams, response: answers(AnnouncementBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await announcement(act, request.params.id);
        return { ...view, files: withAddresses(view.files, `/announcements/${view.id}`) };
      }),
  );
}
