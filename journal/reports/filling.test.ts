import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, smallClass } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { standIn } from '#test/substitution.ts';
import { runReport } from './run-report.ts';

// Four chess lessons of Иванова in 3К in an August when nothing else was taught; Волков stood in for the last.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  const { courseId, students } = await smallClass(school);
  const [anna, boris, vera] = students;
  const whole = { topic: 'Дебют', attendance: true };
  const onDay = await addLesson(school, courseId, { ...whole, day: '2026-08-17', slot: 1, noHomework: true });
  const later = await addLesson(school, courseId, { ...whole, day: '2026-08-17', slot: 2, homework: 'Задача 5' });
  await addLesson(school, courseId, { ...whole, day: '2026-08-18', slot: 1 });
  const lessonId = await addLesson(school, courseId, { day: '2026-08-18', slot: 2 });
  await standIn(school, { lessonId });
  await filled(onDay, '2026-08-17T14:00:00+03:00');
  await filled(later, '2026-08-18T00:00:00+03:00');
  await addMark(school, { lessonId: onDay, studentId: vera, value: 2 });
  await query(school, 'update mark set replaced_at = now() where lesson_id = :id', { id: onDay });
  await addMark(school, { lessonId: onDay, studentId: anna, value: 5 });
  await addMark(school, { lessonId: onDay, studentId: boris, value: 4 });
  await addMark(school, { lessonId: onDay, studentId: boris, value: 3, position: 2 });
  await addMark(school, { lessonId: later, studentId: vera, value: 3 });
});
afterAll(() => school.close());

const filled = (id: number, at: string) =>
  query(school, 'update lesson set complete_at = :at where id = :id', { id, at });

const filling = async (login = 'morozov', span = { from: '2026-08-17', to: '2026-08-31' }) => {
  const { view } = await school.as(login, act => runReport(act, 'filling', span));
  return school.press.sheets('filling', view);
};

test('by teacher: held, on the day, later, not filled; what is lacking, and the marks that stand', async () => {
  const document = await filling();
  // №, teacher; held; on the day, later; not filled; share; without topic, homework, attendance; marks (a graded twice is two).
  expect(linesOf(document)).toEqual([
    '1 | Волков Денис Олегович | 1 | 0 | 0 | 1 | 0,0 | 1 | 1 | 1 | 0',
    '2 | Иванова Наталья Петровна | 3 | 1 | 1 | 1 | 33,3 | 0 | 1 | 0 | 4',
    ' | По школе | 4 | 1 | 1 | 2 | 25,0 | 1 | 2 | 1 | 4',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('by teacher and week beside it, in words too', async () => {
  const [plot] = (await filling()).sheets[0]!.parts.filter(part => part.kind === 'plot');
  expect(plot!.facts).toEqual({
    total: { held: 4, onDay: 1, later: 1, owed: 2, share: 250 },
    weeks: [{ monday: '2026-08-17', held: 4, onDay: 1, later: 1, owed: 2, share: 250 }],
    teachers: [
      {
        ...{ name: 'Волков Д. О.', held: 1, onDay: 0, later: 0, owed: 1, share: 0 },
        weeks: [{ monday: '2026-08-17', held: 1, onDay: 0, later: 0, owed: 1 }],
      },
      {
        ...{ name: 'Иванова Н. П.', held: 3, onDay: 1, later: 1, owed: 1, share: 333 },
        weeks: [{ monday: '2026-08-17', held: 3, onDay: 1, later: 1, owed: 1 }],
      },
    ],
  });
  expect(plot!.about.replaceAll('\u00a0', ' ')).toBe(
    'За 1 неделю 4 урока проведено (2 учителя): в день урока заполнено 25,0 %, позже — 1, не заполнено — 2. Меньше всего в день урока: Волков Д. О. — 0,0 %.',
  );
});

test('days without lessons say so', async () => {
  const { sheets } = await filling('sokolova', { from: '2026-08-25', to: '2026-08-31' });
  expect(JSON.stringify(sheets)).toContain('За это время уроков не было.');
});

test('in the sample school every lesson held is filled on the day, later or not', async () => {
  const document = await filling('morozov', { from: '2026-11-23', to: '2026-11-24' });
  expect(wrongSums(document)).toEqual([]);
  for (const line of linesOf(document)) {
    const [held, onDay, later, owed] = line.split(' | ').slice(2, 6).map(Number) as [number, number, number, number];
    expect(onDay + later + owed, line).toBe(held);
  }
});

test('is for director and deputy', async () => {
  for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(filling(login))).kind, login).toBe('not-found');
});
