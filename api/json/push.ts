import type { FastifyInstance } from 'fastify';
import { Refusal } from '#school/refusal.ts';
import { type Subscription, subscribePush, unsubscribePush } from '#school/ways/push.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { sessionCookie } from '../sessions.ts';
import { answers, Type } from './schemas.ts';

const endpoint = Type.String({ maxLength: 1000 });
const Keys = Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) });
const Subscribing = Type.Object({
  endpoint,
  keys: Keys,
  agreed: Type.Boolean({ description: 'The person has read what they agree to and pressed the button' }),
});
const Ending = Type.Object({ endpoint });

/** A browser of mine that may be pushed to (Web Push), and one that may no longer. */
export function pushRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<{ Body: Subscription & { agreed: boolean } }>(
    '/push',
    { schema: { body: Subscribing, response: answers(Type.Null(), 204) } },
    async (request, reply) => {
      const { agreed, ...subscription } = request.body;
      if (!agreed) throw new Refusal('invalid', 'way/agree');
      const options = { further: api.push?.further ?? [], token: request.cookies[sessionCookie] ?? '' };
      await actOf(api, request, act => subscribePush(act, subscription, options));
      return reply.code(204).send();
    },
  );

  app.delete<{ Body: { endpoint: string } }>(
    '/push',
    { schema: { body: Ending, response: answers(Type.Null(), 204) } },
    async (request, reply) => {
      await actOf(api, request, act => unsubscribePush(act, request.body.endpoint));
      return reply.code(204).send();
    },
  );
}
