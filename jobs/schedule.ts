import { remindOfUnread } from '#board/remind-of-unread.ts';
import { remindOfOverdueConsultations } from '#forum/consultations/remind-of-overdue.ts';
import { forgetSecretVoters } from '#forum/polls/close-poll.ts';
import { layOutComingLessons } from '#journal/lay-out-lessons.ts';
import { remindOfMissing } from '#journal/remind-of-missing.ts';
import { forgetClassJournals } from '#journal/reports/class-journal/class-journals.ts';
import { forgetPackages } from '#journal/reports/package/packages.ts';
import { planSendings } from '#journal/reports/subscriptions/plan-sendings.ts';
import { forgetReportFiles } from '#journal/reports/subscriptions/send.ts';
import { tellForecasts } from '#journal/tellings/tell-forecasts.ts';
import { substitutionsJob, tellSubstitutions } from '#journal/tellings/tell-substitutions.ts';
import type { HouseAct } from '#school/act.ts';
import type { House } from '#school/house.ts';
import { remindOfEnding } from '#school/medical/remind-of-ending.ts';
import { sweep } from '#school/sweep.ts';
import { remindOfTheHour, remindOfTomorrow } from '#school/trainings/remind-of-trainings.ts';
import { askNightlyBackup } from '#school/upkeep/upkeep.ts';
import { actOnOrders } from './act-on-orders.ts';
import { publishScheduled } from './publish-scheduled.ts';

/** One line of the clock's table: each day at `at` (school's time) this use case runs, once. */
export interface DailyJob {
  /** «15:30» */
  at: string;
  work(act: HouseAct): Promise<void>;
  /** If the program was down at that time, the job still runs when it comes up within so many hours. */
  lateByHours: number;
}

/** What the clock does each minute: it finds by itself what is due, and leaves nothing undone by having slept. */
export const eachMinute: readonly ((house: House) => Promise<void>)[] = [
  publishScheduled,
  actOnOrders,
  house => house.asHouse(remindOfTheHour),
  house => house.asHouse(forgetSecretVoters),
  house => house.asHouse(planSendings),
];

/** What the clock does; no logic here. */
export function schedule(school: { remindersAt: string; backupAt?: string | undefined }): Record<string, DailyJob> {
  return {
    'remind-of-missing': {
      // The registrar may set another time while the clock goes.
      get at() {
        return school.remindersAt;
      },
      ...{ work: remindOfMissing, lateByHours: 5 },
    },
    'tell-forecasts': { at: '17:00', work: tellForecasts, lateByHours: 3 },
    [substitutionsJob]: { at: '18:00', work: tellSubstitutions, lateByHours: 5 },
    'remind-of-consultations': { at: '09:00', work: remindOfOverdueConsultations, lateByHours: 8 },
    'remind-of-trainings': { at: '16:00', work: remindOfTomorrow, lateByHours: 5 },
    'remind-of-unread': { at: '08:00', work: remindOfUnread, lateByHours: 6 },
    'remind-of-cards': { at: '08:30', work: remindOfEnding, lateByHours: 8 },
    'lay-out-lessons': { at: '03:00', work: layOutComingLessons, lateByHours: 24 },
    ...(school.backupAt ? { backup: { at: school.backupAt, work: askNightlyBackup, lateByHours: 23 } } : {}),
    sweep: { at: '03:30', work: sweep, lateByHours: 24 },
    'forget-report-files': { at: '03:35', work: forgetReportFiles, lateByHours: 24 },
    'forget-class-journals': { at: '03:45', work: forgetClassJournals, lateByHours: 24 },
    'forget-report-packages': { at: '03:40', work: forgetPackages, lateByHours: 24 },
  };
}
