import type { FastifyInstance } from 'fastify';
import { chooseFinals } from '#journal/finals/choose-final.ts';
import { finalsOfCourse } from '#journal/finals/finals-of-course.ts';
import { finalsOfStudent } from '#journal/finals/finals-of-student.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { CourseFinalsBody, FinalEntries, type FinalsGiven, StudentFinalsBody } from './finals-shapes.ts';
import { answers, IdParams, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Final marks for programs: of a course for its teacher (3.2e), of a student for the family (1.2c, 2.4). */
export function finalsRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<WithId>(
    '/courses/:id/finals',
    { schema: { params: IdParams, response: answers(CourseFinalsBody) } },
    request => actOf(api, request, act => finalsOfCourse(act, request.params.id)),
  );

  app.put<WithId & { Body: FinalsGiven }>(
    '/courses/:id/finals',
    {
      schema: {
        params: IdParams,
        body: FinalEntries,
        response: answers(CourseFinalsBody),
        description: 'All of them or none. With `shown`, a mark that is no longer what was shown is not written over.',
      },
    },
    request =>
      actOf(api, request, async act => {
        await chooseFinals(act, request.params.id, [request.body].flat());
        return finalsOfCourse(act, request.params.id);
      }),
  );

  app.get<WithId>(
    '/students/:id/finals',
    { schema: { params: IdParams, response: answers(StudentFinalsBody) } },
    request => actOf(api, request, act => finalsOfStudent(act, request.params.id)),
  );
}
