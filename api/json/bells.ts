import type { FastifyInstance } from 'fastify';
import { alternateWeeks, turnWeeks } from '#journal/timetable/keep-weeks.ts';
import type { Act } from '#school/act.ts';
import { bellSettings } from '#school/timetable/bell-settings.ts';
import { ringSpecially, ringUsually, saveBells, takeBackBells } from '#school/timetable/keep-bells.ts';
import { classShifts, setShifts } from '#school/timetable/shifts.ts';
import { weeks } from '#school/timetable/weeks.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';
import {
  BellsBody,
  ScheduleEntry,
  ShiftsBody,
  ShiftsEntry,
  SpecialEntry,
  UsualEntry,
  WeeksEntry,
} from './timetable-shapes.ts';

/** Bells, short days and the two weeks for programs (5.2a). */
export function bellRoutes(app: FastifyInstance, api: ApiHouse): void {
  const settings = { schema: { response: answers(BellsBody) } };
  const all = async (act: Act) => ({ ...(await bellSettings(act)), weeks: await weeks(act) });
  app.get('/bells', settings, request => actOf(api, request, all));
  app.post<{ Body: Static<typeof ScheduleEntry> }>(
    '/bells/schedules',
    { schema: { body: ScheduleEntry, response: answers(Created, 201) } },
    async (request, reply) => {
      const { id, ...schedule } = request.body;
      const saved = await actOf(api, request, act =>
        saveBells(act, { ...schedule, ...(id === undefined ? {} : { id }) }),
      );
      return reply.code(201).send({ id: saved });
    },
  );
  app.post<{ Body: Static<typeof UsualEntry> }>(
    '/bells/usual',
    { schema: { body: UsualEntry, ...settings.schema } },
    request =>
      actOf(api, request, async act => {
        await ringUsually(act, { weekday: null, shift: null, ...request.body });
        return all(act);
      }),
  );
  app.post<{ Body: Static<typeof SpecialEntry> }>(
    '/bells/special',
    { schema: { body: SpecialEntry, ...settings.schema } },
    request =>
      actOf(api, request, async act => {
        await ringSpecially(act, { shift: null, reason: '', to: request.body.from, ...request.body });
        return all(act);
      }),
  );
  app.delete<{ Params: Static<typeof IdParams> }>(
    '/bells/uses/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => takeBackBells(act, request.params.id));
      return reply.code(204).send();
    },
  );
  const shifts = { schema: { response: answers(ShiftsBody) } };
  app.get('/bells/shifts', shifts, request => actOf(api, request, async act => ({ classes: await classShifts(act) })));
  app.put<{ Body: Static<typeof ShiftsEntry> }>(
    '/bells/shifts',
    { schema: { body: ShiftsEntry, ...shifts.schema } },
    request =>
      actOf(api, request, async act => {
        await setShifts(act, request.body.classes);
        return { classes: await classShifts(act) };
      }),
  );
  app.put<{ Body: Static<typeof WeeksEntry> }>(
    '/bells/weeks',
    { schema: { body: WeeksEntry, ...settings.schema } },
    request =>
      actOf(api, request, async act => {
        const { alternating, turn } = request.body;
        if (alternating !== undefined) await alternateWeeks(act, alternating);
        if (turn) await turnWeeks(act, turn);
        return all(act);
      }),
  );
}
