import type { FastifyInstance } from 'fastify';
import { issueMirrorCode } from '#forum/mirror/codes.ts';
import { unlinkMirror } from '#forum/mirror/end.ts';
import { mirrors } from '#forum/mirror/mirrors.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const Mirrors = Type.Object({
  standStill: Type.Boolean({ description: 'Telegram is switched off or to «facts only»: nothing goes either way' }),
  sections: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      restricted: Type.Boolean({ description: 'not all of the staff read it' }),
      group: Type.Union([
        Type.Object({
          id: Id,
          title: Type.String(),
          by: Type.String(),
          linkedAt: Moment,
          trouble: Type.Union([Type.Literal('no-right'), Type.Literal('no-topics'), Type.Null()]),
          waiting: Type.Integer({ description: 'topics of which something is still to be said there' }),
        }),
        Type.Null(),
      ]),
      ended: Type.Union([
        Type.Object({
          title: Type.String(),
          at: Moment,
          why: Type.String({ description: 'unlinked, removed or gone' }),
        }),
        Type.Null(),
      ]),
    }),
  ),
});
const Asking = Type.Object({
  section: Type.String(),
  understood: Type.Optional(Type.Boolean({ description: 'needed where not all of the staff read the section' })),
});
const Code = Type.Object({ code: Type.String({ description: 'for /mirror in the group, once' }), expiresAt: Moment });

/** Groups of Telegram that mirror sections of the forum (3.2h), for programs. */
export function forumMirrorRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/forum/mirrors', { schema: { response: answers(Mirrors) } }, request => actOf(api, request, mirrors));

  app.post<{ Body: Static<typeof Asking> }>(
    '/forum/mirrors/code',
    { schema: { body: Asking, response: answers(Code, 201) } },
    async (request, reply) => {
      const { section, understood = false } = request.body;
      const code = await actOf(api, request, act => issueMirrorCode(act, { section, understood }));
      return reply.code(201).header('cache-control', 'no-store').send(code);
    },
  );

  app.delete<{ Params: Static<typeof IdParams> }>(
    '/forum/mirrors/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => unlinkMirror(act, request.params.id));
      return reply.code(204).send();
    },
  );
}
