import { runReport } from '#journal/reports/run-report.ts';
import type { Screen, ScreenFile } from '../../messenger.ts';
import { type AskedHere, aboutReport, fixed, reportAsked, typedOf, wordsOf } from '../../report-parameters.ts';
import { print, type Scene } from '../../scene.ts';
import { askOf } from './of.ts';

/** A report as PDF to be printed; asks first of what, when that is open. Refusals of `askReport`. */
export const reportPdf = (scene: Scene, ...words: string[]) => give(scene, 'pdf', words);

/** The same as a spreadsheet. */
export const reportXlsx = (scene: Scene, ...words: string[]) => give(scene, 'xlsx', words);

async function give(scene: Scene, kind: ScreenFile['kind'], [name = '', of, when, until]: string[]): Promise<Screen> {
  const asked = await reportAsked(scene, name, { of, when, until });
  return asked.open ? askOf(scene, asked, { when, until }) : giveFile(scene, kind, asked);
}

/** The file of a report that was asked for: made while it is sent. Outside the site it says nothing of health. */
export function giveFile(scene: Scene, kind: ScreenFile['kind'], asked: AskedHere): Screen {
  const { press, paper, chat, later } = scene;
  const { name } = asked.report;
  const words = fixed(asked);
  const typed = typedOf(words);
  const about = aboutReport(scene, asked);
  const leaves = chat.messenger !== 'web';
  const make = async () => {
    const { view } = await later(act => runReport(act, name, typed));
    return paper.make(press.sheets(name, view, { leaves }), kind);
  };
  const file: ScreenFile = {
    ...{ kind, make, name: press.reportFile(about, kind) },
    path: `/reports/${name}/${kind}?${addressOf(typed)}`,
  };
  const other = kind === 'pdf' ? 'xlsx' : 'pdf';
  const view = { ...about, report: name, kind, other, words: wordsOf(words) };
  return { ...print(press, 'report/file', view, `${name} ${wordsOf(words)} ${kind}`), file };
}

function addressOf(typed: object): URLSearchParams {
  return new URLSearchParams(Object.entries(typed).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
