import { expect, test } from 'vitest';
import { peoplePlot } from './people-plot.ts';
import { sharePlot, shareWords } from './share-plot.ts';

const week = (monday: string, share: number | null) => ({ monday, held: share === null ? 0 : 10, share });

test('the course of a share lies between 0 and 100 per cent, weeks without lessons left out', () => {
  const { line, points, end } = sharePlot([
    week('2026-09-07', 1000),
    week('2026-09-14', 500),
    week('2026-10-26', null),
    week('2026-11-02', 0),
  ]);
  expect(line).toBe('44,16 310,100 576,184');
  expect(points.map(({ monday }) => monday)).toEqual(['2026-09-07', '2026-09-14', '2026-11-02']);
  expect(end).toEqual({ x: 584, y: 184, share: 0 });
});

test('its words name the last week, and of those before it the best and the worst, of equals the earlier', () => {
  const weeks = [week('2026-09-07', 900), week('2026-09-14', 980), week('2026-09-21', 980), week('2026-09-28', 100)];
  expect(shareWords(weeks)).toMatchObject({
    weeks: 4,
    best: { monday: '2026-09-14', share: 980 },
    worst: { monday: '2026-09-07', share: 900 },
    last: { monday: '2026-09-28', share: 100 },
  });
  expect(shareWords(weeks.slice(0, 1))).toMatchObject({ best: null, worst: null });
  expect(shareWords([week('2026-10-26', null)])).toBeNull();
});

test('the bars of people stand on an even round number', () => {
  const day = (people: number) => ({ day: '2026-11-20', people, staff: 0, parents: 0, students: 0 });
  expect([7, 23, 351, 1, 100].map(people => peoplePlot([day(people)]).levels.at(-1)!.value)).toEqual([
    8, 30, 400, 2, 100,
  ]);
  const { bars } = peoplePlot([day(4), day(8)]);
  expect(bars.map(({ y, height }) => [y, height])).toEqual([
    [88, 76],
    [12, 152],
  ]);
});
