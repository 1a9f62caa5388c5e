import type { FastifyInstance } from 'fastify';
import type { ApiHouse } from '../doors.ts';
import { announcementRoutes } from './announcements.ts';
import { attendanceRoutes } from './attendance.ts';
import { boardRoutes } from './board.ts';
import { chatRoutes } from './chat.ts';
import { consultationRoutes } from './consultations.ts';
import { finalsRoutes } from './finals.ts';
import { forumRoutes } from './forum.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { importMarksRoutes } from './import-marks.ts';
import { journalRoutes } from './journal.ts';
import { lessonExtraRoutes } from './lesson-extras.ts';
import { lessonRoutes } from './lessons.ts';
import { letterRoutes } from './letters.ts';
import { planRoutes } from './plan.ts';
import { pushRoutes } from './push.ts';
import { sessionRoutes } from './session.ts';
import { settingsRoutes } from './settings.ts';
import { studentRoutes } from './students.ts';
import { trainingRoutes } from './trainings.ts';
import { webhookRoutes } from './webhook.ts';

/** The JSON API under /api; the OpenAPI description is made from the routes' own schemas. */
export function jsonRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  sessionRoutes(app, api);
  healthRoutes(app, api);
  webhookRoutes(app, api);
  boardRoutes(app, api);
  trainingRoutes(app, api);
  forumRoutes(app, api);
  letterRoutes(app, api);
  announcementRoutes(app, api);
  consultationRoutes(app, api);
  lessonRoutes(app, api);
  lessonExtraRoutes(app, api);
  journalRoutes(app, api);
  historyRoutes(app, api);
  attendanceRoutes(app, api);
  planRoutes(app, api);
  studentRoutes(app, api);
  importMarksRoutes(app, api);
  finalsRoutes(app, api);
  chatRoutes(app, api);
  settingsRoutes(app, api);
  pushRoutes(app, api);
}
