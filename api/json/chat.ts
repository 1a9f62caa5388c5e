import type { FastifyInstance } from 'fastify';
import { Refusal } from '#school/refusal.ts';
import { readInChat } from '#school/ways/my-notices.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Type } from './schemas.ts';

const Button = Type.Object({
  label: Type.String(),
  button: Type.String(),
  url: Type.Optional(Type.String({ description: 'Leads there instead of to a screen' })),
});
const Buttons = Type.Array(Type.Array(Button));
const Picture = Type.Object({ path: Type.String(), alt: Type.String() });
const File = Type.Object({
  path: Type.String({ description: 'Of the site: the file is made anew for who is signed in' }),
  name: Type.String(),
});
const Answer = Type.Object({
  id: Type.Integer(),
  text: Type.String(),
  buttons: Buttons,
  picture: Type.Optional(Picture),
  file: Type.Optional(File),
  screen: Type.String({ description: 'Names what was understood: «marks/today»' }),
  argument: Type.Optional(Type.String()),
});
const Turn = Type.Object({
  id: Type.Integer(),
  by: Type.String({ description: 'person or bot' }),
  text: Type.String(),
  buttons: Buttons,
  picture: Type.Optional(Picture),
  file: Type.Optional(File),
  screen: Type.String(),
  argument: Type.Optional(Type.String()),
  at: Type.String(),
});
const Said = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 20_000 })),
  button: Type.Optional(Type.String({ maxLength: 200 })),
});
const After = Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })) });

/** The web chat's own door: what the signed-in person writes or presses, and the history. */
export function chatRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<{ Body: { text?: string; button?: string } }>(
    '/chat',
    { schema: { body: Said, response: answers(Answer) } },
    async request => {
      const { text, button } = request.body;
      if ((text === undefined) === (button === undefined)) {
        throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
      }
      const personId = await actOf(api, request, async act => act.by.id);
      return api.chat.say(personId, text === undefined ? { button: button! } : { text });
    },
  );

  app.get<{ Querystring: { after?: number } }>(
    '/chat',
    { schema: { querystring: After, response: answers(Type.Array(Turn)) } },
    async request => {
      const personId = await actOf(api, request, async act => {
        await readInChat(act, act.by.id);
        return act.by.id;
      });
      return api.chat.history(personId, request.query.after);
    },
  );
}
