import type { FastifyInstance } from 'fastify';
import { broughtOfCourse } from '#journal/brought-marks/brought-of-course.ts';
import { enterBroughtMarks } from '#journal/brought-marks/enter-brought-marks.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, IdParams, type Static, Type } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

const Text = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Values = Type.Array(Type.Integer(), { maxItems: 100 });

const BroughtBody = Type.Object({
  ...{ courseId: Id, subject: Text, className: Text, teacher: Text, lowestMark: Type.Integer() },
  subgroup: Type.Union([Type.Integer(), Type.Null()]),
  counted: Type.Boolean({ description: 'the school counts them in the mean, with weight 1' }),
  ...{ graded: Type.Boolean(), maySet: Type.Boolean() },
  newcomers: Type.Array(
    Type.Object({
      ...{ studentId: Id, name: Text, periodId: Id, periodKind: Text, periodNumber: Type.Integer() },
      cameOn: Type.String({ description: 'first day in the school' }),
      cameFrom: TextOrNull,
      values: Values,
      ...{ origin: TextOrNull, by: TextOrNull },
      locked: Type.Union([Type.String({ description: 'period or year' }), Type.Null()]),
    }),
  ),
});
const BroughtGiven = Type.Object({
  ...{ studentId: Id, periodId: Id },
  values: Type.Array(Type.Integer(), { maxItems: 100, description: 'all of the period; none takes them back' }),
  origin: Type.Optional(TextOrNull),
});

/** Marks from another school for programs: read by who reads the journal, entered by its teacher. */
export function broughtMarksRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<WithId>('/journal/:id/brought', { schema: { params: IdParams, response: answers(BroughtBody) } }, request =>
    actOf(api, request, act => broughtOfCourse(act, request.params.id)),
  );
  app.put<WithId & { Body: Static<typeof BroughtGiven> }>(
    '/journal/:id/brought',
    { schema: { params: IdParams, body: BroughtGiven, response: answers(BroughtBody) } },
    request =>
      actOf(api, request, async act => {
        const { origin = null, ...entry } = request.body;
        await enterBroughtMarks(act, request.params.id, { ...entry, origin });
        return broughtOfCourse(act, request.params.id);
      }),
  );
}
