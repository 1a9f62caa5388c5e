import type { Act } from '#school/act.ts';
import { type ActivityView, activity } from '#school/activity/activity.ts';
import type { Day } from '#school/calendar.ts';
import { shareOf } from '../filled/filled-on-day.ts';
import { teachersFilled } from '../filled/teachers-filled.ts';
import type { ReportRow } from './rows.ts';

export interface ActivityReport extends Pick<ActivityView, 'from' | 'to' | 'people' | 'signIns' | 'doors'> {
  roles: ReportRow[];
  days: ReportRow[];
  teachers: ReportRow[];
}

/**
 * Активность пользователей (form 13, 8.2): by role the accounts, who used the program, sign-ins and unread notices; day by day the
 * people; by teacher the lessons filled on their day. Refusals: invalid as `activity`.
 */
export async function activityReport(act: Act, span: { from: Day; to: Day }): Promise<ActivityReport> {
  const { from, to, people, signIns, doors, roles, days } = await activity(act, { from: span.from, to: span.to });
  const teachers = await teachersFilled(act, { from, to });
  return {
    ...{ from, to, people, signIns, doors },
    roles: roles.map(({ role, ...counts }) => ({ cells: { role: { word: 'role', role }, ...counts } })),
    days: days.map(({ day, ...counts }) => ({ cells: { day: { word: 'day', day }, ...counts } })),
    teachers: teachers.map(({ name, held, onDay, later, owed }) => {
      return { cells: { name, held, onDay, later, owed, share: shareOf({ held, onDay }) } };
    }),
  };
}
