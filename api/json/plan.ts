import type { FastifyInstance } from 'fastify';
import { importPlan } from '#journal/plan/import-plan.ts';
import { planOfCourse } from '#journal/plan/plan.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, IdParams, type Static, Type } from './schemas.ts';

const Count = Type.Integer();
const Text = Type.String();
const TextOrNull = Type.Union([Text, Type.Null()]);
const Day = Type.Unsafe<`${number}-${number}-${number}` | null>({ type: ['string', 'null'], description: 'ISO date' });
const Line = {
  section: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  title: Text,
  hours: Type.Integer({ description: '1 to 40' }),
  plannedOn: Day,
};
const Hours = { planned: Count, due: Count, given: Count, behind: Count };
const LessonDays = Type.Array(Type.Object({ lessonId: Id, day: Text }));

const PlanBody = Type.Object({
  course: Type.Object({
    courseId: Id,
    subject: Text,
    className: Text,
    subgroup: Type.Union([Count, Type.Null()]),
    teacher: Text,
  }),
  topics: Type.Array(Type.Object({ id: Id, number: Count, ...Line, fact: LessonDays, ahead: LessonDays })),
  hours: Count,
  progress: Type.Object({
    hasPlan: Type.Boolean(),
    ...Hours,
    periods: Type.Array(
      Type.Object({ periodId: Id, kind: Text, number: Count, firstDay: Text, lastDay: Text, ...Hours }),
    ),
  }),
  signed: Type.Union([Type.Object({ by: TextOrNull, at: Type.String({ format: 'date-time' }) }), Type.Null()]),
  mayKeep: Type.Boolean(),
});
const PlanEntry = Type.Object({ topics: Type.Array(Type.Object(Line), { maxItems: 500 }) });

type WithId = { Params: Static<typeof IdParams> };

/** The plan of a course for programs: read, or put whole. */
export function planRoutes(app: FastifyInstance, api: ApiHouse): void {
  const read = { params: IdParams, response: answers(PlanBody) };
  app.get<WithId>('/courses/:id/plan', { schema: read }, request =>
    actOf(api, request, act => planOfCourse(act, request.params.id)),
  );

  app.put<WithId & { Body: Static<typeof PlanEntry> }>(
    '/courses/:id/plan',
    { schema: { ...read, body: PlanEntry } },
    request =>
      actOf(api, request, async act => {
        await importPlan(act, request.params.id, request.body);
        return planOfCourse(act, request.params.id);
      }),
  );
}
