import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { endStay } from '#test/reports.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let small: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  small = await smallClass(school);
  await fill();
});
afterAll(() => school.close());

/**
 * 3К has two lessons on 28 and 29 September, two on 5 October and one on 6 October; Вера left on 6 October.
 *
 *         28 Sep  29 Sep  5 Oct   6 Oct
 * Анна    б б     ·  оп   ·  у    ·
 * Борис   ·  н    ·  ·    нп нп   н
 * Вера    ·  ·    ·  ·    ·  б
 */
async function fill() {
  const [anna, boris, vera] = small.students;
  const at = (day: Day, slot: number) => addLesson(school, small.courseId, { day, slot });
  const lessons = {
    a1: await at('2026-09-28', 1),
    a2: await at('2026-09-28', 2),
    b1: await at('2026-09-29', 1),
    b2: await at('2026-09-29', 2),
    c1: await at('2026-10-05', 1),
    c2: await at('2026-10-05', 2),
    d1: await at('2026-10-06', 1),
  };
  const missed: [keyof typeof lessons, number, AbsenceKind][] = [
    ['a1', anna, 'ill'],
    ['a2', anna, 'ill'],
    ['b2', anna, 'late'],
    ['c2', anna, 'valid'],
    ['a2', boris, 'unknown'],
    ['c1', boris, 'unexcused'],
    ['c2', boris, 'unexcused'],
    ['d1', boris, 'unknown'],
    ['c2', vera, 'ill'],
  ];
  for (const [lesson, student, kind] of missed) {
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at)
       select :lesson, :student, :kind, id, now() from person where login = 'ivanova'`,
      { lesson: lessons[lesson], student, kind },
    );
  }
  await endStay(school, vera, { until: '2026-10-06', departure: 'left' });
}

const attendance = async (login = 'fedorova', span: { from?: string; to?: string } = {}) => {
  const days = { from: '2026-09-01', to: '2026-10-31', ...span };
  const { view } = await school.as(login, act => runReport(act, 'class-attendance', { ...days, of: String(small.id) }));
  return school.press.sheets('class-attendance', view);
};

describe('the attendance of 3К in September and October', () => {
  test('month by month, day by day, as counted by hand', async () => {
    const document = await attendance();
    expect(document.sheets.map(({ tab, lines }) => [tab, lines[0]!.replaceAll('\u00a0', ' ')])).toEqual([
      ['сентябрь 2026', 'за сентябрь 2026 года'],
      ['октябрь 2026', 'за октябрь 2026 года'],
      ['Итого', 'с 1 сентября 2026 по 31 октября 2026 года'],
    ]);
    // №, name, the days; lessons held; missed in all, ill, valid, unexcused, unknown; full days, ill; late; attended.
    expect(linesOf(document, 0)).toEqual([
      '1 | Арсеньева Анна | 2 |  | 4 | 2 | 2 | 0 | 0 | 0 | 1 | 1 | 1 | 50,0',
      '2 | Быков Борис | 1 |  | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 75,0',
      '3 | Волошина Вера |  |  | 4 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 100,0',
      ' | По классу | 3 |  | 12 | 3 | 2 | 0 | 0 | 1 | 1 | 1 | 1 | 75,0',
    ]);
    expect(linesOf(document, 1)).toEqual([
      '1 | Арсеньева Анна | 1 |  | 3 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 66,7',
      '2 | Быков Борис | 2 | 1 | 3 | 3 | 0 | 0 | 2 | 1 | 2 | 0 | 0 | 0,0',
      '3 | Волошина Вера | 1 |  | 2 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 50,0',
      ' | По классу | 4 | 1 | 8 | 5 | 1 | 1 | 2 | 1 | 2 | 0 | 0 | 37,5',
    ]);
    expect(linesOf(document, 2)).toEqual([
      '1 | Арсеньева Анна | 7 | 3 | 2 | 1 | 0 | 0 | 1 | 1 | 1 | 57,1',
      '2 | Быков Борис | 7 | 4 | 0 | 0 | 2 | 2 | 2 | 0 | 0 | 42,9',
      '3 | Волошина Вера | 6 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 83,3',
      ' | По классу | 20 | 8 | 3 | 1 | 2 | 2 | 3 | 1 | 1 | 60,0',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('of one month alone there is one sheet; who had left by then is not on it', async () => {
    const document = await attendance('fedorova', { from: '2026-10-06' });
    expect(document.sheets.map(({ tab }) => tab)).toEqual(['октябрь 2026']);
    expect(linesOf(document).map(line => line.split(' | ')[1])).toEqual(['Арсеньева Анна', 'Быков Борис', 'По классу']);
  });

  test('the calendar of the whole time counts who missed a lesson on each day, on the last sheet', async () => {
    const { sheets } = await attendance();
    const plots = sheets.map(({ parts }) => parts.filter(part => part.kind === 'plot'));
    expect(plots.map(({ length }) => length)).toEqual([0, 0, 1]);
    // Анна and Борис; nobody, since to come late is not to miss; all three, Борис the whole day; Борис.
    expect(plots[2]![0]).toMatchObject({
      name: 'class-calendar',
      facts: {
        students: 3,
        days: [
          { day: '2026-09-28', absent: 2, full: 1 },
          { day: '2026-09-29', absent: 0, full: 0 },
          { day: '2026-10-05', absent: 3, full: 1 },
          { day: '2026-10-06', absent: 1, full: 1 },
        ],
      },
    });
    expect(plots[2]![0]!.about.replaceAll('\u00a0', ' ')).toContain('Больше всего пропускавших 5 октября: 3 ученика.');
  });

  test('a day missed as a whole stands out', async () => {
    const { parts } = (await attendance()).sheets[1]!;
    const table = parts.find(part => part.kind === 'table')!;
    expect(table.rows.map(({ cells }) => [cells[2]?.strong, cells[3]?.strong])).toEqual([
      [false, false],
      [true, true],
      [false, false],
      [false, false],
    ]);
  });
});

test('its class teacher, deputy and director have it, and nobody else', async () => {
  for (const login of ['fedorova', 'morozov', 'sokolova']) expect((await attendance(login)).sheets).toHaveLength(3);
  for (const login of ['ivanova', 'volkov', 'petrova', 'masha']) {
    expect((await refusalOf(attendance(login))).kind, login).toBe('not-found');
  }
});
