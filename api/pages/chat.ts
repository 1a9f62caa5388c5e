import type { FastifyInstance } from 'fastify';
import { turnsOf } from '#school/chat-turns.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { page } from './page.ts';

/** «Чат с ботом»: the conversation on the site; works as plain forms where no script runs. */
export function chatPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/chat',
    name: 'chat',
    show: async act => ({
      turns: await turnsOf(act, act.by.id),
      timeZone: act.timeZone,
      family: act.by.childIds.length > 0 || act.by.studentId !== null,
    }),
  });

  app.post<{ Body: { text?: string; button?: string } | null }>('/chat', async (request, reply) => {
    const personId = await actOf(api, request, async act => act.by.id);
    const { text, button } = request.body ?? {};
    if (button) await api.chat.say(personId, { button });
    else if (text?.trim()) await api.chat.say(personId, { text });
    return reply.redirect('/chat', 303);
  });
}
