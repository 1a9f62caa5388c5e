import type { FastifyInstance } from 'fastify';
import { planControl } from '#journal/controls/plan-control.ts';
import { lesson } from '#journal/lesson.ts';
import { addLink, removeResource } from '#journal/resources/keep-resource.ts';
import { studentHomework } from '#journal/student-homework.ts';
import { nextSchoolDay } from '#school/school-days.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { LessonBody, ResourceBody } from './lesson-shapes.ts';
import { answers, Created, DayText, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const ControlEntry = Type.Object({
  workKindId: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'null takes it off the plan' }),
});
const LinkEntry = Type.Object({ url: Type.String(), title: Type.Optional(Type.String()) });
const ResourceParams = Type.Object({ id: Id, resourceId: Id });
const HomeworkQuery = Type.Object({ day: Type.Optional(DayText) });
const HomeworkBody = Type.Object({
  day: Type.String(),
  isSchoolDay: Type.Boolean(),
  tasks: Type.Array(
    Type.Object({
      subject: Type.String(),
      lessonId: Id,
      homework: Type.Union([Type.String(), Type.Null()]),
      givenOn: Type.String(),
      givenAt: Id,
      resources: Type.Array(ResourceBody),
    }),
  ),
});

type WithId = { Params: Static<typeof IdParams> };

/** What a lesson carries beside its texts and cells, and the homework of a student. */
export function lessonExtraRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.put<WithId & { Body: Static<typeof ControlEntry> }>(
    '/lessons/:id/control',
    { schema: { params: IdParams, body: ControlEntry, response: answers(LessonBody) } },
    request =>
      actOf(api, request, async act => {
        await planControl(act, request.params.id, request.body.workKindId);
        return lesson(act, request.params.id);
      }),
  );

  app.post<WithId & { Body: Static<typeof LinkEntry> }>(
    '/lessons/:id/links',
    { schema: { params: IdParams, body: LinkEntry, response: answers(Created) } },
    request => actOf(api, request, async act => ({ id: await addLink(act, request.params.id, request.body) })),
  );

  app.delete<{ Params: Static<typeof ResourceParams> }>(
    '/lessons/:id/resources/:resourceId',
    { schema: { params: ResourceParams, response: answers(Nothing) } },
    request =>
      actOf(api, request, async act => {
        await removeResource(act, request.params.id, request.params.resourceId);
        return null;
      }),
  );

  app.get<WithId & { Querystring: Static<typeof HomeworkQuery> }>(
    '/students/:id/homework',
    {
      schema: {
        params: IdParams,
        querystring: HomeworkQuery,
        response: answers(HomeworkBody),
        description: 'Without a day, what is due on the next day of lessons.',
      },
    },
    request =>
      actOf(api, request, async act => {
        const next = (await nextSchoolDay(act, act.today)) ?? act.today;
        return studentHomework(act, request.params.id, dayOr(request.query.day, next));
      }),
  );
}
