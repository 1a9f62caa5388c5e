import type { FastifyInstance } from 'fastify';
import { studentMarks } from '#journal/student-marks.ts';
import { daysOr, momentOf } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, DayText, Id, IdParams, type Static, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const MarksQuery = Type.Object({
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
  subject: Type.Optional(Type.String()),
  changedSince: Type.Optional(Moment),
});
const MarkBody = Type.Object({
  position: Type.Integer(),
  value: Type.Integer(),
  workKind: Type.String(),
  weight: Type.Integer(),
  comment: TextOrNull,
  at: Moment,
  changed: Type.Union([Type.Object({ from: Type.Integer() }), Type.Null()]),
});
const AbsenceBody = Type.Object({
  presence: Type.String({ description: 'absent or late' }),
  reason: Type.Union([Type.String({ description: 'ill, valid or unexcused' }), Type.Null()]),
});
const EntryBody = Type.Object({
  lessonId: Id,
  slot: Type.Integer(),
  subject: Type.String(),
  marks: Type.Array(MarkBody),
  absence: Type.Union([AbsenceBody, Type.Null()]),
});
const ChangeBody = Type.Object({
  kind: Type.String({ description: 'mark or absence' }),
  day: Type.String(),
  slot: Type.Integer(),
  subject: Type.String(),
  lessonId: Id,
  at: Moment,
  value: Type.Optional(CountOrNull),
  was: Type.Union([Type.Integer(), Type.String(), Type.Null()]),
  workKind: Type.Optional(Type.String()),
  comment: Type.Optional(TextOrNull),
  presence: Type.Optional(Type.String({ description: 'absent, late or present' })),
});
const MarksBody = Type.Object({
  student: Type.Object({
    id: Id,
    name: Type.String(),
    givenName: Type.String(),
    className: TextOrNull,
    grade: CountOrNull,
  }),
  from: Type.String(),
  to: Type.String(),
  days: Type.Array(Type.Object({ day: Type.String(), entries: Type.Array(EntryBody) })),
  changed: Type.Optional(Type.Array(ChangeBody)),
});

/** A student's journal for programs (1.2c, 2.4). */
export function studentRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Params: Static<typeof IdParams>; Querystring: Static<typeof MarksQuery> }>(
    '/students/:id/marks',
    { schema: { params: IdParams, querystring: MarksQuery, response: answers(MarksBody) } },
    request => {
      const { from, to, subject, changedSince } = request.query;
      return actOf(api, request, act =>
        studentMarks(act, request.params.id, {
          ...daysOr({ from, to }, { from: act.today, to: act.today }),
          subject,
          changedSince: changedSince === undefined ? undefined : momentOf(changedSince, 'changedSince'),
        }),
      );
    },
  );
}
