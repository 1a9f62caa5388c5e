import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#school/refusal.ts';
import type { ApiHouse } from '../doors.ts';
import { Type } from './schemas.ts';

const Update = Type.Object({ update_id: Type.Integer() });

/** Telegram's calls. Without its secret there is nothing here; what is stored is answered 200 at once and worked afterwards. */
export function webhookRoutes(app: FastifyInstance, { webhook }: ApiHouse): void {
  if (!webhook) return;
  app.post(
    '/telegram',
    {
      config: { machine: true },
      schema: { hide: true, body: Update },
      // Before the body is looked at, so that strangers learn nothing from its faults.
      onRequest: async request => {
        const shown = request.headers['x-telegram-bot-api-secret-token'];
        if (!isSame(String(shown), webhook.secret)) throw new Refusal('not-found', 'not-found');
      },
    },
    async request => {
      await webhook.receive(request.body);
      return {};
    },
  );
}

function isSame(shown: string, secret: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
