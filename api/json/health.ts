import type { FastifyInstance } from 'fastify';
import type { ApiHouse } from '../doors.ts';
import { Type } from './schemas.ts';

const Part = Type.Object({
  state: Type.String({ description: 'ok, off or failing' }),
  lastSuccessAt: Type.Union([Type.String(), Type.Null()]),
  ageSeconds: Type.Union([Type.Integer(), Type.Null()]),
});
const HealthBody = Type.Object({ database: Part, bot: Part, queue: Part, clock: Part, backup: Part });

/** Whether each part works and when it last did; no personal data, so anyone may ask. */
export function healthRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/health', { schema: { response: { 200: HealthBody, 503: HealthBody } } }, async (_request, reply) => {
    const health = await api.health();
    return reply.code(health.database.state === 'ok' ? 200 : 503).send(health);
  });
}
