import { expect, test } from 'vitest';
import { classesFor } from './classes.ts';
import { divideLoad } from './load.ts';
import { layOutWeek } from './timetable.ts';

test.for([100, 350, 360, 500, 777, 2500])('a school of %i students gets a week without clashes', students => {
  const classes = classesFor(students);
  expect(classes.reduce((sum, one) => sum + one.size, 0)).toBe(students);
  const { lines } = divideLoad(classes);
  const week = layOutWeek(classes, lines);
  expect(week.length).toBe(lines.reduce((sum, line) => sum + line.hours, 0));
  const places = week.map(({ line, weekday, slot }) => ({ line, at: `${weekday} ${slot}` }));
  expect(new Set(places.map(({ line, at }) => `${at} ${line.post.room}`)).size).toBe(week.length);
});

test('a leader teaches little, and Иванова teaches mathematics in 5Б in any school', () => {
  for (const students of [280, 1200]) {
    const { posts, lines } = divideLoad(classesFor(students));
    expect(posts.find(post => post.role === 'director')!.hours).toBeLessThanOrEqual(4);
    const line = lines.find(one => one.schoolClass.name === '5Б' && one.subject.name === 'Математика')!;
    expect(line.post.login).toBe('ivanova');
  }
});
