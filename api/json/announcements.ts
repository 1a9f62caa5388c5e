import type { FastifyInstance } from 'fastify';
import { announcement, announcements } from '#board/announcements.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { PageQuery } from './forum-shapes.ts';
import { answers, DayText, Id, IdParams, type Static, Type } from './schemas.ts';

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
const File = Type.Object({ name: Type.String(), size: Type.Integer(), href: Type.String() });
const AnnouncementBody = Type.Object({ ...Head, text: Type.String(), file: Type.Union([File, Type.Null()]) });

/** Announcements for families, for programs (1.2f): «not found» to who is neither parent nor student. */
export function announcementRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof PageQuery> }>(
    '/announcements',
    { schema: { querystring: PageQuery, response: answers(AnnouncementsBody) } },
    request => actOf(api, request, act => announcements(act, request.query)),
  );

  app.get<{ Params: Static<typeof IdParams> }>(
    '/announcements/:id',
    { schema: { params: IdParams, response: answers(AnnouncementBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await announcement(act, request.params.id);
        return { ...view, file: view.file && { ...view.file, href: `/announcements/${view.id}/file` } };
      }),
  );
}
