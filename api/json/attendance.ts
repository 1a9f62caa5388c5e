import type { FastifyInstance } from 'fastify';
import { explainAbsence } from '#journal/absence-notes/explain-absence.ts';
import { notesOfStudent } from '#journal/absence-notes/notes-of-student.ts';
import { settleNote } from '#journal/absence-notes/settle-note.ts';
import { attendanceMonth } from '#journal/attendance/attendance-month.ts';
import { giveReason } from '#journal/attendance/give-reason.ts';
import { yearOfStudent } from '#journal/attendance/year-of-student.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  MonthBody,
  MonthQuery,
  NoteGiven,
  NotesBody,
  ReasonsBody,
  ReasonsGiven,
  SettlementBody,
  SettlementGiven,
  YearBody,
} from './attendance-shapes.ts';
import { answers, Created, IdParams, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Attendance for programs: the month of a class, reasons (4.2b), parents' explanations. */
export function attendanceRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof MonthQuery> }>(
    '/attendance',
    { schema: { querystring: MonthQuery, response: answers(MonthBody) } },
    request => {
      const { classId, month } = request.query;
      return actOf(api, request, act =>
        attendanceMonth(act, classId, month ? dayOr(`${month}-01`, act.today, 'month') : act.today),
      );
    },
  );

  app.post<{ Body: Static<typeof ReasonsGiven> }>(
    '/attendance/reasons',
    { schema: { body: ReasonsGiven, response: answers(ReasonsBody) } },
    request => {
      const { from, to, ...entry } = request.body;
      return actOf(api, request, async act => {
        const span = { from: dayOr(from, act.today, 'from'), to: dayOr(to, act.today, 'to') };
        return { changed: await giveReason(act, { ...entry, ...span }) };
      });
    },
  );

  app.get<WithId>('/students/:id/attendance', { schema: { params: IdParams, response: answers(YearBody) } }, request =>
    actOf(api, request, act => yearOfStudent(act, request.params.id)),
  );

  app.get<WithId>(
    '/students/:id/absence-notes',
    { schema: { params: IdParams, response: answers(NotesBody) } },
    request => actOf(api, request, act => notesOfStudent(act, request.params.id)),
  );

  app.post<WithId & { Body: Static<typeof NoteGiven> }>(
    '/students/:id/absence-notes',
    { schema: { params: IdParams, body: NoteGiven, response: answers(Created, 201) } },
    (request, reply) => {
      reply.code(201);
      const { text = '', ...entry } = request.body;
      return actOf(api, request, async act => ({
        id: await explainAbsence(act, { ...entry, text, studentId: request.params.id }),
      }));
    },
  );

  app.post<WithId & { Body: Static<typeof SettlementGiven> }>(
    '/absence-notes/:id/settlement',
    { schema: { params: IdParams, body: SettlementGiven, response: answers(SettlementBody) } },
    request =>
      actOf(api, request, async act => ({ explained: await settleNote(act, request.params.id, request.body) })),
  );
}
