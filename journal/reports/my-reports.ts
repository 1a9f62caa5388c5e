import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { type Choice, choicesOf, isOwn } from './choices.ts';
import { reports } from './list.ts';
import type { Report } from './report.ts';
import { yearOf } from './terms.ts';

/** A report the person may have, with what of their own it may be of. */
export interface MyReport {
  report: Report;
  own: Choice[];
}

/** The reports of the person, in the order of the list (1.2d). Refuses not-found to who does not work here. */
export async function myReports(act: Act): Promise<MyReport[]> {
  see(act, 'readReports');
  const year = await yearOf(act, act.today);
  const found = new Map<Report['of'], Choice[]>();
  const mine: MyReport[] = [];
  for (const report of reports) {
    if (report.of === 'school') {
      if (report.may(act.by)) mine.push({ report, own: [] });
      continue;
    }
    const choices = found.get(report.of) ?? (year ? await choicesOf(act, report, year) : []);
    found.set(report.of, choices);
    if (choices.length > 0) mine.push({ report, own: choices.filter(choice => isOwn(act, choice)) });
  }
  return mine;
}
