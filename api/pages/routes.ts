import type { FastifyInstance } from 'fastify';
import type { ApiHouse } from '../doors.ts';
import { accountPages } from './account.ts';
import { attendancePages } from './attendance.ts';
import { boardPages } from './board.ts';
import { chatPage } from './chat.ts';
import { finalsPages } from './finals.ts';
import { coursePicturePage } from './course-picture.ts';
import { diaryPages } from './diary.ts';
import { forumPages } from './forum.ts';
import { helpPages } from './help.ts';
import { historyPage } from './history.ts';
import { importMarksPages } from './import-marks.ts';
import { installedSite } from './installed-site.ts';
import { journalPages } from './journal.ts';
import { lessonPages } from './lessons.ts';
import { messengersPage } from './messengers.ts';
import { missingPage } from './missing.ts';
import { peoplePages } from './people.ts';
import { planPages } from './plan.ts';
import { settingsPages } from './settings.ts';
import { signInPages } from './sign-in.ts';
import { todayPage } from './today.ts';

/** Every page and form, room by room. */
export function pageRoutes(app: FastifyInstance, api: ApiHouse): void {
  signInPages(app, api);
  todayPage(app, api);
  boardPages(app, api);
  accountPages(app, api);
  peoplePages(app, api);
  forumPages(app, api);
  lessonPages(app, api);
  journalPages(app, api);
  planPages(app, api);
  importMarksPages(app, api);
  historyPage(app, api);
  attendancePages(app, api);
  diaryPages(app, api);
  coursePicturePage(app, api);
  missingPage(app, api);
  finalsPages(app, api);
  chatPage(app, api);
  messengersPage(app, api);
  settingsPages(app, api);
  helpPages(app, api);
  installedSite(app, api);
}
