import type { FastifyInstance } from 'fastify';
import { askNewPassword, setLostPassword } from '#school/lost-password.ts';
import { Refusal } from '#school/refusal.ts';
import type { ApiHouse } from '../doors.ts';
import { answers, Nothing, type Static, Type } from './schemas.ts';

const Asking = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 254, description: 'A login, or a confirmed address of e-mail' }),
});
const Setting = Type.Object({ password: Type.String({ maxLength: 1024 }) });

/** A lost password for programs: a letter with a link, and the password set with the code of that link. */
export function lostPasswordRoutes(app: FastifyInstance, { house, mails }: ApiHouse): void {
  const config = { whileChangingPassword: true };

  app.post<{ Body: Static<typeof Asking> }>(
    '/session/lost',
    { config, schema: { body: Asking, response: answers(Nothing, 204) } },
    async (request, reply) => {
      if (!mails) throw new Refusal('not-found', 'not-found');
      await house.asHouse(act => askNewPassword(act, { login: request.body.login, address: request.ip }));
      return reply.code(204).send(null);
    },
  );

  app.post<{ Body: Static<typeof Setting>; Params: { code: string } }>(
    '/session/lost/:code',
    { config, schema: { body: Setting, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const { code } = request.params;
      await house.asHouse(act => setLostPassword(act, { code, password: request.body.password }));
      return reply.code(204).send(null);
    },
  );
}
