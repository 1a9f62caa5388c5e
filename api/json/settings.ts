import type { FastifyInstance } from 'fastify';
import { changeSettings } from '#school/tellings/change-settings.ts';
import { matters, tellingChoices } from '#school/tellings/matters.ts';
import { tellingSettings } from '#school/tellings/settings.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, type Static, Type } from './schemas.ts';

const Time = Type.String({ description: 'local time, 21:00' });
const Word = Type.String();
const Choices = Type.Array(
  Type.Object({
    matter: Type.String({ description: matters.join(', ') }),
    choice: Type.String({ description: tellingChoices.join(', ') }),
  }),
);
const SettingsBody = Type.Object({
  quietFrom: Time,
  quietUntil: Time,
  digestAt: Time,
  spoiler: Type.Boolean(),
  students: Type.Array(Type.Object({ id: Id, givenName: Word, self: Type.Boolean(), choices: Choices })),
  own: Choices,
});
const SettingsChange = Type.Object({
  quietFrom: Type.Optional(Time),
  quietUntil: Type.Optional(Time),
  digestAt: Type.Optional(Time),
  spoiler: Type.Optional(Type.Boolean()),
  choices: Type.Optional(
    Type.Array(Type.Object({ studentId: Type.Union([Id, Type.Null()]), matter: Word, choice: Word }), {
      maxItems: 200,
    }),
  ),
});

/** What a person is told and when, for programs. */
export function settingsRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/settings', { schema: { response: answers(SettingsBody) } }, request =>
    actOf(api, request, tellingSettings),
  );

  app.put<{ Body: Static<typeof SettingsChange> }>(
    '/settings',
    { schema: { body: SettingsChange, response: answers(SettingsBody) } },
    request =>
      actOf(api, request, async act => {
        await changeSettings(act, request.body);
        return tellingSettings(act);
      }),
  );
}
