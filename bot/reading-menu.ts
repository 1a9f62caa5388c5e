import type { Show } from './scene.ts';
import { absences } from './screens/absences.ts';
import { averages, averagesSubjects } from './screens/averages.ts';
import { showBells } from './screens/bells.ts';
import { course } from './screens/course.ts';
import { fill } from './screens/fill.ts';
import { finals } from './screens/finals.ts';
import { free } from './screens/free.ts';
import { showHolidays } from './screens/holidays.ts';
import { homeworkSubject } from './screens/homework/subject.ts';
import { homework } from './screens/homework.ts';
import { need } from './screens/need.ts';
import { overview } from './screens/overview.ts';
import { scheduleWeek } from './screens/schedule/week.ts';
import { schedule } from './screens/schedule.ts';
import { substitutions } from './screens/substitutions.ts';
import { where } from './screens/timetable/where.ts';
import { timetable, timetableWeek } from './screens/timetable.ts';
import { week } from './screens/week.ts';

/** What is only read: the diary beside the marks, the calendar, and the staff's own lists. */
export const readingScreens: readonly [path: string, show: Show][] = [
  ['averages', averages],
  ['averages/subjects', averagesSubjects],
  ['need', need],
  ['finals', finals],
  ['course', course],
  ['homework', homework],
  ['homework/subject', homeworkSubject],
  ['schedule', schedule],
  ['schedule/week', scheduleWeek],
  ['week', week],
  ['absences', absences],
  ['holidays', showHolidays],
  ['bells', showBells],
  ['timetable', timetable],
  ['timetable/week', timetableWeek],
  ['where', where],
  ['substitutions', substitutions],
  ['free', free],
  ['overview', overview],
  ['fill', fill],
];
