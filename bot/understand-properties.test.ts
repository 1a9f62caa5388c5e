import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import { type Asker, type Reading, understand } from './understand.ts';
import { conceptEntries } from './vocabulary/concepts.ts';
import { rules } from './vocabulary/meanings.ts';
import { wordsOf } from './vocabulary/words.ts';
import { buttonOf } from './wish.ts';

const subjects = curriculum.map(({ name, shortName }, index) => ({ id: 2_147_483_600 + index, name, shortName }));
const masha = { id: 2_147_483_646, givenName: 'Мария', familyName: 'Петрова', sex: 'female' } as const;
const vanya = { id: 2_147_483_647, givenName: 'Иван', familyName: 'Петров', sex: 'male' } as const;
const known = { today: '2026-11-24', subjects } as const;
const mother: Asker = { ...known, students: [masha, vanya], staff: false, classTeacher: false };
const teacher: Asker = { ...known, students: [], staff: true, classTeacher: true };
const both: Asker = { ...known, students: [vanya], staff: true, classTeacher: true };

/** Pieces that people put together, in any order; a phrase of them may make no sense. */
const pieces = [
  ...['оценки', 'что задали', 'расписание', 'средний балл', 'сколько надо до', 'пятёрки', 'заболела', 'не придёт'],
  ...['напишите классной', 'пропуски', 'каникулы', 'звонки', 'замены', 'уведомления', 'вся неделя', 'итоговые'],
  ...['Маши', 'ваня', 'на завтра', 'за прошлую неделю', 'в пятницу', 'с 10 по 20 ноября', '24.11', 'до конца недели'],
  ...[
    'по алгебре',
    'по математике и физике',
    'рус. яз.',
    'ещё',
    'всё',
    'не заполнила',
    'мой класс',
    '5б',
    'через 3 дня',
  ],
  ...['литература', 'физ-ра', 'история', 'химия', 'география', 'биология', 'музыка', 'изо', 'труд', 'информатика'],
];
const phrase = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map(words => words.join(' '));
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }), phrase);
const asker = fc.constantFrom(mother, teacher, both);

test('any text is read, always the same way, and its buttons fit a messenger', () => {
  fc.assert(
    fc.property(anything, asker, (text, who) => {
      const reading = understand(text, who);
      expect(understand(text, who)).toEqual(reading);
      for (const button of buttonsOf(reading)) {
        expect(Buffer.byteLength(button)).toBeLessThanOrEqual(64);
        expect(button).not.toMatch(/undefined|null|NaN|\s$/);
      }
    }),
    { numRuns: 400 },
  );
});

test('capitals, a full stop at the end and «ё» for «е» change nothing', () => {
  fc.assert(
    fc.property(phrase, asker, (text, who) => {
      const reading = understand(text, who);
      for (const other of [
        ...[text.toLowerCase(), text.toUpperCase(), text.replaceAll('ё', 'е'), `  ${text} `],
        ...['.', '!', '?', '…', '!!!', ' ?', ')'].map(ending => text + ending),
      ]) {
        expect([other, understand(other, who)]).toEqual([other, reading]);
      }
    }),
    { numRuns: 200 },
  );
});

test('of a long message only the beginning is read, so that its length costs nothing', () => {
  const long = (word: string) => `${word} `.repeat(4000).slice(0, 4000);
  for (const word of ['непонятноеслово', 'оценки', 'а', 'не заплнила']) {
    expect(wordsOf(long(word)).length).toBeLessThanOrEqual(40);
    expect(understand(long(word), mother)).toEqual(understand(long(word).slice(0, 600), mother));
  }
  expect(wordsOf('о'.repeat(4000))).toEqual(wordsOf('о'.repeat(600)));
});

test('every rule speaks of concepts that words stand for', () => {
  const concepts = conceptEntries.map(({ sense }) => (sense.kind === 'concept' ? sense.concept : sense.kind));
  const named = [':subject', ':child', ':target', ':up-to', ':ordinal', ':class-name', ':staff'];
  const days = [':day', ':for-day', ':week', ':period', ':past', ':ahead', ':surely-ahead'];
  const known = new Set<string>([...concepts, ...named, ...days]);
  expect([...new Set(rules.flatMap(({ facts }) => facts))].filter(fact => !known.has(fact))).toEqual([]);
});

function buttonsOf(reading: Reading): string[] {
  const wishes = reading.kind === 'wish' ? [reading.wish] : reading.kind === 'either' ? reading.wishes : [];
  return wishes.map(wish => buttonOf(wish, known.today, vanya.id));
}
