import type { CourseHead } from '#journal/course-head.ts';
import { type Choice, idOfChoice, isOwn } from '#journal/reports/choices.ts';
import { labelOf } from '#journal/reports/file-words.ts';
import type { Screen } from '../../messenger.ts';
import { type AskedHere, aboutReport, type ReportWords, reportAsked, wordsOf } from '../../report-parameters.ts';
import { print, type Scene } from '../../scene.ts';

/** More journals than this are chosen by their class first. */
const mostJournals = 16;
/** Telegram takes a hundred buttons, and nobody reads as many. */
const mostButtons = 60;

/** Of which class, journal or teacher a report is to be; `at` is a class whose journals are shown, or how many are passed over. */
export async function chooseOf(scene: Scene, name = '', when?: string, until?: string, at = ''): Promise<Screen> {
  return askOf(scene, await reportAsked(scene, name, { when, until }), { when, until, at });
}

/** The same for a report asked already; among these alone when the words named several. */
export function askOf(
  scene: Scene,
  asked: AskedHere,
  { when, until, at = '', among }: ReportWords & { at?: string; among?: readonly Choice[] },
): Screen {
  const { report, choices } = asked;
  const inClass = /^c\d+$/.test(at) ? Number(at.slice(1)) : null;
  const from = /^p\d{1,4}$/.test(at) ? Number(at.slice(1)) : 0;
  const all = (among ?? choices.of).filter(one => inClass === null || (isJournal(one) && one.classId === inClass));
  const byClass = report.of === 'course' && inClass === null && all.length > mostJournals;
  const own = byClass ? all.filter(one => isOwn(scene.act, one)) : [];
  const shown = byClass ? own : all.slice(from, from + mostButtons);
  const time = wordsOf({ of: '-', when, until }).slice(2);
  const { title } = aboutReport(scene, asked);
  return print(
    scene.press,
    'report/of',
    {
      ...{ title, report: report.name, kind: report.of, time, when: when ?? '-', until: until ?? '-' },
      choices: shown.map(one => ({ ...labelOf(one), words: wordsOf({ of: String(idOfChoice(one)), when, until }) })),
      classes: byClass ? classesOf(all.filter(isJournal)) : [],
      before: !byClass && from > 0 ? Math.max(0, from - mostButtons) : null,
      after: !byClass && from + mostButtons < all.length ? from + mostButtons : null,
    },
    [report.name, when, until].filter(Boolean).join(' '),
  );
}

function isJournal(choice: Choice): choice is CourseHead {
  return 'courseId' in choice;
}

function classesOf(journals: readonly CourseHead[]): { id: number; name: string }[] {
  return [...new Map(journals.map(({ classId, className }) => [classId, { id: classId, name: className }])).values()];
}
