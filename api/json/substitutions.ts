import type { FastifyInstance } from 'fastify';
import { changeTeacherAbsence, withdrawTeacherAbsence } from '#journal/substitutions/change-teacher-absence.ts';
import { enterTeacherAbsence } from '#journal/substitutions/enter-teacher-absence.ts';
import { settleLessons } from '#journal/substitutions/settle-lessons.ts';
import { substitutionList } from '#journal/substitutions/substitution-list.ts';
import { substitutionsOfDay } from '#journal/substitutions/substitutions-of-day.ts';
import { teacherAbsence } from '#journal/substitutions/teacher-absence.ts';
import type { TeacherAbsenceEntry } from '#journal/substitutions/teacher-absence-entry.ts';
import { absenceChoices, teacherAbsences } from '#journal/substitutions/teacher-absences.ts';
import { withdrawSubstitution } from '#journal/substitutions/withdraw-substitution.ts';
import type { Day } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';
import { dayOr, daysOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, DayText, IdParams, Nothing, type Static, Type } from './schemas.ts';
import * as shapes from './substitution-shapes.ts';

type WithId = { Params: Static<typeof IdParams> };
const OnDay = Type.Object({ day: Type.Optional(DayText) });
const Span = Type.Object({ from: Type.Optional(DayText), to: Type.Optional(DayText) });

/** Substitutions for programs: read by the staff, decided by who gives and who enters the timetable (3.2c, 5.2a). */
export function substitutionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof OnDay> }>(
    '/substitutions',
    { schema: { querystring: OnDay, response: answers(shapes.DayBody) } },
    request => actOf(api, request, act => substitutionsOfDay(act, dayOr(request.query.day, act.today))),
  );
  app.get<{ Querystring: Static<typeof Span> }>(
    '/substitutions/list',
    { schema: { querystring: Span, response: answers(shapes.ListBody) } },
    request =>
      actOf(api, request, act => {
        const month = { from: `${act.today.slice(0, 7)}-01` as Day, to: act.today };
        return substitutionList(act, daysOr(request.query, month));
      }),
  );
  app.delete<WithId>(
    '/substitutions/lessons/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => withdrawSubstitution(act, request.params.id));
      return reply.code(204).send();
    },
  );
  absenceRoutes(app, api);
}

function absenceRoutes(app: FastifyInstance, api: ApiHouse): void {
  const one = { params: IdParams };
  app.get('/teacher-absences', { schema: { response: answers(shapes.AbsencesBody) } }, request =>
    actOf(api, request, teacherAbsences),
  );
  app.get('/teacher-absences/choices', { schema: { response: answers(shapes.ChoicesBody) } }, request =>
    actOf(api, request, absenceChoices),
  );
  app.post<{ Body: Static<typeof shapes.NewAbsenceBody> }>(
    '/teacher-absences',
    { schema: { body: shapes.NewAbsenceBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const { teacherId } = request.body;
      const id = await actOf(api, request, act => enterTeacherAbsence(act, { teacherId, ...entryOf(request.body) }));
      return reply.code(201).send({ id });
    },
  );
  app.get<WithId>('/teacher-absences/:id', { schema: { ...one, response: answers(shapes.OneAbsenceBody) } }, request =>
    actOf(api, request, act => teacherAbsence(act, request.params.id)),
  );
  app.put<WithId & { Body: Static<typeof shapes.AbsenceBody> }>(
    '/teacher-absences/:id',
    { schema: { ...one, body: shapes.AbsenceBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => changeTeacherAbsence(act, request.params.id, entryOf(request.body)));
      return reply.code(204).send();
    },
  );
  app.delete<WithId>(
    '/teacher-absences/:id',
    { schema: { ...one, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => withdrawTeacherAbsence(act, request.params.id));
      return reply.code(204).send();
    },
  );
  app.post<WithId & { Body: Static<typeof shapes.DecisionsBody> }>(
    '/teacher-absences/:id/decisions',
    { schema: { ...one, body: shapes.DecisionsBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => settleLessons(act, request.params.id, request.body.decisions));
      return reply.code(204).send();
    },
  );
}

function entryOf({ since, until, orderDate, ...rest }: Static<typeof shapes.AbsenceBody>): TeacherAbsenceEntry {
  const first = dayOr(since, undefined, 'since') ?? invalid('day', 'since');
  return {
    ...rest,
    since: first,
    until: dayOr(until, first, 'until'),
    orderDate: dayOr(orderDate ?? undefined, undefined, 'orderDate') ?? null,
  };
}
