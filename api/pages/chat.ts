import type { FastifyInstance } from 'fastify';
import { turnsOf } from '#school/chat-turns.ts';
import { readInChat } from '#school/ways/my-notices.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { fieldsOf, textOf } from './fields.ts';
import { page } from './page.ts';

/** «Чат с ботом»: the conversation on the site; works as plain forms where no script runs. */
export function chatPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/chat',
    name: 'chat',
    show: async act => {
      await readInChat(act, act.by.id);
      return {
        turns: await turnsOf(act, act.by.id),
        timeZone: act.timeZone,
        family: act.by.childIds.length > 0 || act.by.studentId !== null,
      };
    },
  });

  app.post('/chat', async (request, reply) => {
    const personId = await actOf(api, request, async act => act.by.id);
    const fields = fieldsOf(request);
    // No longer than the JSON takes.
    const [text, button] = [textOf(fields.text).slice(0, 20_000), textOf(fields.button).slice(0, 200)];
    if (button) await api.chat.say(personId, { button });
    else if (text.trim()) await api.chat.say(personId, { text });
    return reply.redirect('/chat', 303);
  });
}
