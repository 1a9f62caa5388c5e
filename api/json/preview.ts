import type { FastifyInstance } from 'fastify';
import { previewText } from '#forum/preview.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { mostPreviews, openPace } from '../pace.ts';
import { answers, type Static, Type } from './schemas.ts';

const Words = Type.Object({
  text: Type.String({ description: 'Markdown' }),
  talk: Type.Optional(Type.Boolean({ description: 'of the staff forum, where people are called by name' })),
});
const PreviewBody = Type.Object({ html: Type.String({ description: 'as it would stand in a reply or a letter' }) });

/** How a reply or a letter would look: by the same template as the page that will show it. */
export function previewRoutes(app: FastifyInstance, api: ApiHouse): void {
  const pace = openPace(mostPreviews, api.house.world.now);
  app.post<{ Body: Static<typeof Words> }>(
    '/preview',
    { schema: { body: Words, response: answers(PreviewBody) } },
    async request => {
      const text = await actOf(api, request, act => {
        pace(act.by.id);
        return previewText(act, request.body);
      });
      return { html: api.press.fragment('preview', { text }) };
    },
  );
}
