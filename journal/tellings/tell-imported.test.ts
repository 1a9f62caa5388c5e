import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';
import { importMarks, previewMarks } from '../import-marks/import-marks.ts';

// Анна of 3К has her mother Петрова.
let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna: chess.students[0] },
  );
  for (const day of ['2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24'] as const)
    await addLesson(school, chess.courseId, { day });
});
afterAll(() => school.close());

test('old marks brought in from a table are one summary for each family; today’s are told as always', async () => {
  const { entries, basis } = await school.as('ivanova', act =>
    previewMarks(act, chess.courseId, [
      ['ФИО', '19.11', '20.11', '23.11', '24.11'],
      ['Арсеньева Анна', '5', '4', '3', '5'],
      ['Быков Борис', '4', '', '', ''],
    ]),
  );
  await school.as('ivanova', act => importMarks(act, chess.courseId, { entries, basis }));
  const told = await query<{ login: string; kind: string; facts: object }>(
    school,
    `select p.login, n.kind, n.facts from notice n join person p on p.id = n.reader_id order by n.kind, p.login`,
  );
  expect(told.map(({ login, kind }) => [login, kind])).toEqual([
    ['petrova', 'mark'],
    ['small-Анна', 'mark'],
    ['petrova', 'marks-imported'],
    ['small-Анна', 'marks-imported'],
    ['small-Борис', 'marks-imported'],
  ]);
  const said = told.slice(2).map(({ facts }) => {
    const { text } = school.press.screen('notices/marks-imported', { notices: [facts] });
    return text.replaceAll('\u00a0', ' ');
  });
  expect(said[0]).toBe('<b>Анна, Шахматы</b>: в журнал перенесены 3 прежние отметки, с 19 ноября по 23 ноября');
  expect(said[2]).toBe('<b>Борис, Шахматы</b>: в журнал перенесена 1 прежняя отметка за 19 ноября');
});
