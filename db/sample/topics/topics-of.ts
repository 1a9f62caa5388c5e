import { arts } from './arts.ts';
import type { SubjectTopics } from './band.ts';
import { english } from './english.ts';
import { mathematics } from './mathematics.ts';
import { nature } from './nature.ts';
import { russian } from './russian.ts';
import { society } from './society.ts';

const all: SubjectTopics = { ...russian, ...mathematics, ...english, ...nature, ...society, ...arts };

/** The topics of a subject in a grade, in the order they are taught. */
export function topicsOf(subject: string, grade: number): readonly string[] {
  const band = all[subject]?.find(one => grade <= one.grade);
  if (!band) throw new RangeError(`no topics are written for ${subject} in grade ${grade}`);
  return band.topics;
}
