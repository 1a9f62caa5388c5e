import type { Screen } from '../../messenger.ts';
import { aboutReport, fixed, reportAsked, wordsOf } from '../../report-parameters.ts';
import { print, type Scene } from '../../scene.ts';
import { askOf } from './of.ts';

/** One report: of what and when it will be, and buttons for the file and for another choice. Refusals of `askReport`. */
export async function showReport(scene: Scene, name = '', of?: string, when?: string, until?: string): Promise<Screen> {
  const asked = await reportAsked(scene, name, { of, when, until });
  if (asked.open) return askOf(scene, asked, { when, until });
  const { report, choices, one } = asked;
  const words = fixed(asked);
  return print(
    scene.press,
    'report',
    {
      ...aboutReport(scene, asked),
      ...{ report: name, kind: report.of, words: wordsOf(words), time: wordsOf({ ...words, of: '-' }).slice(2) },
      ofId: words.of,
      others: one !== null && choices.of.length > 1,
      times: report.asks.includes('term') && choices.terms.length > 1,
      site: scene.site === null ? null : `${scene.site}/reports/${name}`,
    },
    `${name} ${wordsOf(words)}`.trim(),
  );
}
