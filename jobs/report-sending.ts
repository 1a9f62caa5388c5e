import { fileWords } from '#journal/reports/file-words.ts';
import type { ReportRun } from '#journal/reports/run-report.ts';
import {
  keepSending,
  type MadeReport,
  refuseSending,
  runSending,
  type SendingErrand,
  takeSending,
} from '#journal/reports/subscriptions/send.ts';
import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';
import type { Work } from './queue.ts';

interface Ground {
  house: House;
  press: Press;
  paper: PaperMachine;
}

/**
 * Makes a report that is due and hands it to the courier, in the subscriber's own name: what they may see now is in it, and nothing else. Killed
 * on the way it is made anew; what was kept was told in the same transaction, so nothing is told twice.
 */
export function reportSendingWork(ground: Ground): Work {
  const { house, press } = ground;
  const titleOf = (report: string) => (press.has(`reports/${report}`) ? press.reportName(report).title : '');
  return async ({ sendingId }) => {
    const id = Number(sendingId);
    const errand = await house.asHouse(act => takeSending(act, id, titleOf));
    if (!errand) return;
    try {
      const run = await house.as(errand.personId, act => runSending(act, id));
      const made = await madeOf(ground, run, errand);
      await house.as(errand.personId, act => keepSending(act, id, made));
    } catch (error) {
      // They hold the function no longer, or the class is not theirs: nothing to try again.
      if (!(error instanceof Refusal)) throw error;
      await house.asHouse(act => refuseSending(act, id, titleOf(errand.report)));
    }
  };
}

async function madeOf(
  { press, paper }: Ground,
  run: ReportRun,
  { format, leaves }: SendingErrand,
): Promise<MadeReport> {
  const { nothing = false, inShort = null } = run.view as { nothing?: boolean; inShort?: object | null };
  const { title } = press.reportName(run.report.name);
  if (nothing) return { title, inShort: null, file: null, leaves };
  const content = await paper.make(press.sheets(run.report.name, run.view, { leaves }), format);
  const name = press.reportFile({ title, ...fileWords(run) }, format);
  return { title, inShort, file: { name, content }, leaves };
}
