import { expect, test } from 'vitest';
import { attributesOf, drawn, picturesIn, textsOf } from '#test/plots.ts';
import { markBars } from './mark-bars.ts';

const none = { due: 0, five: 0, four: 0, three: 0, two: 0, one: 0, notAttested: 0, missing: 0 };

test('marks given are bars from the left, the most frequent the longest, each with its count', () => {
  const plot = drawn('mark-bars', { ...none, due: 25, five: 5, four: 10, three: 8, two: 1, notAttested: 1 });
  const [picture] = picturesIn(plot.svg);
  expect(textsOf(picture)).toEqual(['«5»', '5', '«4»', '10', '«3»', '8', '«2»', '1', 'н/а', '1']);
  // 190 units for the ten fours: 19 for each mark.
  expect(attributesOf(picture, 'rect', 'width')).toEqual(['95', '190', '152', '19', '19']);
  expect(plot.about).toBe('Всего 25 отметок: «5» — 5, «4» — 10, «3» — 8, «2» — 1, н/а — 1. Чаще всего «4».');
});

test('a mark nobody has keeps its place, without a bar; «1» and what is missing come only where there is any', () => {
  const plot = drawn('mark-bars', { ...none, due: 4, five: 1, one: 1, missing: 2 });
  const [picture] = picturesIn(plot.svg);
  expect(textsOf(picture)).toEqual([
    '«5»',
    '1',
    '«4»',
    '0',
    '«3»',
    '0',
    '«2»',
    '0',
    '«1»',
    '1',
    'н/а',
    '0',
    'нет',
    '2',
  ]);
  expect(attributesOf(picture, 'rect', 'stroke-dasharray')).toEqual([undefined, undefined, '2 2']);
  // None is the most frequent of two.
  expect(plot.about).toBe('Всего 2 отметки: «5» — 1, «1» — 1. Не выставлено: 2.');
});

test('one mark of one student says no more than that it stands; before the first there is no plot', () => {
  const one = drawn('mark-bars', { ...none, due: 1, four: 1 });
  expect(one.about).toBe('Всего 1 отметка: «4» — 1.');
  expect(markBars({ ...none, due: 4, missing: 4 })).toBeNull();
  expect(markBars(none)).toBeNull();
});
