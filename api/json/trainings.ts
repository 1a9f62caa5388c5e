import type { FastifyInstance } from 'fastify';
import { announceTraining } from '#school/trainings/announce-training.ts';
import { answerTraining } from '#school/trainings/answer-training.ts';
import { cancelTraining } from '#school/trainings/cancel-training.ts';
import { changeTraining } from '#school/trainings/change-training.ts';
import { markAttendance } from '#school/trainings/mark-attendance.ts';
import { training } from '#school/trainings/training.ts';
import { trainingFigures } from '#school/trainings/training-figures.ts';
import { trainings } from '#school/trainings/trainings.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';
import {
  AttendanceOfTrainingBody,
  CancellationBody,
  ChangedTrainingBody,
  NewTrainingBody,
  TrainingAnswerBody,
  TrainingBody,
  TrainingFiguresBody,
  TrainingsBody,
  TrainingsQuery,
} from './training-shapes.ts';

type With<Body extends Parameters<typeof answers>[0]> = { Params: Static<typeof IdParams>; Body: Static<Body> };

/** Training sessions for programs (3.2a): staff only, «not found» to everyone else. */
export function trainingRoutes(app: FastifyInstance, api: ApiHouse): void {
  const written = (body: object) => ({ schema: { params: IdParams, body, response: answers(Nothing, 204) } });

  app.get<{ Querystring: Static<typeof TrainingsQuery> }>(
    '/trainings',
    { schema: { querystring: TrainingsQuery, response: answers(TrainingsBody) } },
    request => actOf(api, request, act => trainings(act, request.query)),
  );
  app.get('/trainings/figures', { schema: { response: answers(TrainingFiguresBody) } }, request =>
    actOf(api, request, act => trainingFigures(act)),
  );
  app.post<{ Body: Static<typeof NewTrainingBody> }>(
    '/trainings',
    { schema: { body: NewTrainingBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => announceTraining(act, request.body));
      return reply.code(201).send({ id });
    },
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/trainings/:id',
    { schema: { params: IdParams, response: answers(TrainingBody) } },
    request => actOf(api, request, act => training(act, request.params.id)),
  );
  app.put<With<typeof ChangedTrainingBody>>('/trainings/:id', written(ChangedTrainingBody), async (request, reply) => {
    await actOf(api, request, act => changeTraining(act, request.params.id, request.body));
    return reply.code(204).send();
  });
  app.post<With<typeof CancellationBody>>(
    '/trainings/:id/cancellation',
    written(CancellationBody),
    async (request, reply) => {
      await actOf(api, request, act => cancelTraining(act, request.params.id, request.body));
      return reply.code(204).send();
    },
  );
  app.put<With<typeof TrainingAnswerBody>>(
    '/trainings/:id/answer',
    written(TrainingAnswerBody),
    async (request, reply) => {
      const { coming } = request.body;
      await actOf(api, request, act => answerTraining(act, request.params.id, { coming, through: 'page' }));
      return reply.code(204).send();
    },
  );
  app.put<With<typeof AttendanceOfTrainingBody>>(
    '/trainings/:id/attendance',
    written(AttendanceOfTrainingBody),
    async (request, reply) => {
      await actOf(api, request, act => markAttendance(act, request.params.id, request.body));
      return reply.code(204).send();
    },
  );
}
