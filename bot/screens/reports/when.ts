import type { Screen } from '../../messenger.ts';
import { aboutReport, reportAsked, wordsOf } from '../../report-parameters.ts';
import { print, type Scene } from '../../scene.ts';

/** For which quarter, half-year or year a report is to be. */
export async function chooseWhen(scene: Scene, name = '', of?: string): Promise<Screen> {
  const asked = await reportAsked(scene, name, { of });
  const about = aboutReport(scene, asked);
  const terms = asked.choices.terms
    .filter(({ firstDay }) => firstDay <= scene.act.today)
    .map(term => ({ ...term, words: wordsOf({ of: of ?? '-', when: term.name }) }));
  return print(scene.press, 'report/when', { ...about, report: name, terms }, name);
}
