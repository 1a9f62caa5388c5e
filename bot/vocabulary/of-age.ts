import kin from '#templates/bot/vocabulary/kin.json' with { type: 'json' };
import type { Named } from './names.ts';

/** «младший», «мелкая», «старшей», and whom of the children each means: of that sex the one in the lowest or highest class. */
export function ofAge(children: readonly Named[]): [word: string, whose: Named[]][] {
  return ages.flatMap(age =>
    sexes.flatMap(sex => {
      const whose = most(children, { age, sex });
      return words[age][sex].map((word): [string, Named[]] => [word, whose]);
    }),
  );
}

const ages = ['younger', 'older'] as const;
const sexes = ['female', 'male', 'either'] as const;
type Age = (typeof ages)[number];
type Ending = (typeof sexes)[number];

const words = { younger: wordsOf('younger'), older: wordsOf('older') };

function wordsOf(age: Age): Record<Ending, string[]> {
  const ended = (sex: Ending) => kin[age].flatMap(stem => kin.endings[sex].map(ending => stem + ending));
  return { female: ended('female'), male: ended('male'), either: ended('either') };
}

/** Several when nobody's class tells them apart. */
function most(children: readonly Named[], { age, sex }: { age: Age; sex: Ending }): Named[] {
  const same = children.filter(child => child.sex === sex);
  const among = same.length > 0 ? same : children;
  const grades = among.map(({ className }) => Number.parseInt(className ?? '', 10));
  if (grades.some(Number.isNaN)) return [...among];
  const edge = age === 'younger' ? Math.min(...grades) : Math.max(...grades);
  return among.filter((_, at) => grades[at] === edge);
}
