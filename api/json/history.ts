import type { FastifyInstance } from 'fastify';
import { historyOfFinals } from '#journal/history/history-of-finals.ts';
import { historyOfCell, historyOfLesson } from '#journal/history/history-of-lesson.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, IdParams, type Static, Type } from './schemas.ts';

const HistoryQuery = Type.Object({ student: Type.Optional(Id) });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
// What stood there differs from deed to deed: a mark with its kind of work, a code of absence, a text.
const Value = Type.Unsafe<unknown>({
  description:
    'mark {value, owed, workKind, comment}; absence code; topic text; homework {text, none}; due day; control kind; plan line; resource {title, url}; substitution {kind, teacher}; conflict {text, chosen}; null: nothing',
});
const HistoryBody = Type.Object({
  lessonId: Id,
  day: Type.String(),
  subject: Type.String(),
  className: Type.String(),
  topic: TextOrNull,
  entries: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      by: Type.String(),
      deed: Type.String({
        description: 'mark, absence, conflict, topic, homework, due, control, plan, resource, substitution',
      }),
      student: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
      position: Type.Optional(Type.Integer()),
      before: Value,
      after: Value,
    }),
  ),
});

const Choice = Type.Unsafe<number | string | null>({ type: ['integer', 'string', 'null'] });
const FinalsHistoryBody = Type.Object({
  course: Type.Object({
    courseId: Id,
    subject: Type.String(),
    className: Type.String(),
    subgroup: Type.Union([Type.Integer(), Type.Null()]),
  }),
  entries: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      by: Type.String(),
      student: Type.Object({ id: Id, name: Type.String() }),
      stage: Type.String({ description: 'period, year, exam, final' }),
      periodKind: Type.String(),
      number: Type.Union([Type.Integer(), Type.Null()]),
      before: Choice,
      after: Choice,
    }),
  ),
});

/** The history of a lesson, and of a journal's final marks, for programs, the latest change first. */
export function historyRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Params: Static<typeof IdParams>; Querystring: Static<typeof HistoryQuery> }>(
    '/lessons/:id/history',
    { schema: { params: IdParams, querystring: HistoryQuery, response: answers(HistoryBody) } },
    request =>
      actOf(api, request, async act => {
        const { student } = request.query;
        const { id } = request.params;
        const { lesson, entries } = student ? await historyOfCell(act, id, student) : await historyOfLesson(act, id);
        const { day, subject, className, topic } = lesson;
        return { lessonId: lesson.id, day, subject, className, topic, entries };
      }),
  );

  app.get<{ Params: Static<typeof IdParams>; Querystring: Static<typeof HistoryQuery> }>(
    '/courses/:id/finals/history',
    { schema: { params: IdParams, querystring: HistoryQuery, response: answers(FinalsHistoryBody) } },
    request => actOf(api, request, act => historyOfFinals(act, request.params.id, request.query.student)),
  );
}
