import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { addFinal, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addAbsence, addLesson, addMark, query } from '#test/journal.ts';
import { addCourse, addStudent, type HardClass, hardClass, hardDays } from '#test/reports.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

// One class with everything that makes a report hard (hardClass, hardDays of test/reports.ts), in every form that counts it; the
// tables are reckoned by hand from the marks and absences written there.
let school: TestSchool;
let hard: HardClass;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  hard = await hardClass(school);
  await hardDays(school, hard);
  counted = await countedSchool(school);
});
afterAll(() => school.close());

const run = async (name: string, asked: Record<string, string> = {}) => {
  const { view } = await school.as('morozov', act => runReport(act, name, asked));
  return school.press.sheets(name, view);
};
const of3k = (name: string, asked: Record<string, string> = {}) => run(name, { of: String(hard.id), ...asked });
type Document = Awaited<ReturnType<typeof run>>;
const itemsOf = ({ sheets }: Document) =>
  sheets[0]!.parts
    .flatMap(part => (part.kind === 'list' ? part.items : []))
    .map(item => item.replaceAll('\u00a0', ' '));
const lineOf = (document: Document, name: string) => linesOf(document).find(line => line.startsWith(`${name} |`));
const quarter1 = { term: 'quarter-1' };

describe('3К in the first quarter: left and returned, moved, left for good, subgroups, зачёт, н/а', () => {
  test('form 3: only lessons of the days here count, and of one’s own subgroup', async () => {
    const document = await of3k('class-attendance', { from: '2026-09-01', to: '2026-10-31' });
    // Held: Анна 2 2 3 2, Борис the same, Вера 2 2 2 2 (no труд), Глеб 2 – 3 2, Дарья 1 1, Егор 1 1 1.
    // №, name, held; missed, ill, valid, unexcused, unknown; full days, ill; late; attended.
    expect(linesOf(document, 2)).toEqual([
      '1 | Арсеньева Анна | 9 | 3 | 3 | 0 | 0 | 0 | 1 | 1 | 1 | 66,7',
      '2 | Быков Борис | 9 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 100,0',
      '3 | Волошина Вера | 8 | 2 | 1 | 0 | 1 | 0 | 1 | 0 | 1 | 75,0',
      '4 | Громов Глеб | 7 | 4 | 3 | 0 | 1 | 0 | 1 | 1 | 0 | 42,9',
      '5 | Дроздова Дарья | 2 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0 | 50,0',
      '6 | Ершов Егор | 3 | 1 | 0 | 1 | 0 | 0 | 1 | 0 | 0 | 66,7',
      // (38 − 11)/38.
      ' | По классу | 38 | 11 | 7 | 1 | 2 | 1 | 5 | 2 | 3 | 71,1',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('form 5: the movement by name, the lessons missed of form 3, who was late alone among them', async () => {
    const document = await of3k('class-teacher-report', quarter1);
    const items = itemsOf(document);
    expect(items.slice(0, 6)).toEqual([
      'На начало периода: 6.',
      'Прибыло: 1 — Громов Глеб, 05.10.2026.',
      'Выбыло: 3 — Громов Глеб, 14.09.2026; Дроздова Дарья, 01.10.2026, из 3К в 3Л; Ершов Егор, 12.10.2026.',
      'На конец периода: 4.',
      'Подлежит аттестации: 4, аттестовано: 3.',
      'Успеваемость: 50,0 %; качество: 50,0 %; СОУ: 53,36 %; средний балл: 3,89.',
    ]);
    // Each of the four stands in one place: two with one «4», one failing, one not attested.
    expect(items.slice(6, -2)).toEqual([
      'Отличники: 0.',
      'С одной «4»: 2 — Арсеньева Анна (Английский разговор (Орлова М. А.)); Волошина Вера (Шахматы (Иванова Н. П.)).',
      ...['На «4» и «5»: 0.', 'С одной «3»: 0.', 'Остальные успевающие: 0.'],
      'Не успевают по одному предмету: 1 — Громов Глеб (Шахматы (Иванова Н. П.)).',
      ...['Не успевают по двум предметам: 0.', 'Не успевают по трём предметам и более: 0.'],
      'Родители неуспевающих уведомлены: 0 из 1; не подтверждено: Громов Глеб.',
      'Не аттестованы: 1 — Быков Борис (Английский разговор (Волков Д. О.)).',
    ]);
    expect(items.at(-2)).toBe(
      'Пропущено уроков: 11, из них по болезни 7, по уважительной причине 1, без уважительной причины и без объяснения 3; на одного учащегося 2,8.',
    );
    // №, name; lessons, ill, valid, others; full days, ill; late.
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 3 | 3 | 0 | 0 | 1 | 1 | 1',
      '2 | Быков Борис | 0 | 0 | 0 | 0 | 0 | 0 | 1',
      '3 | Волошина Вера | 2 | 1 | 0 | 1 | 1 | 0 | 1',
      '4 | Громов Глеб | 4 | 3 | 0 | 1 | 1 | 1 | 0',
      '5 | Дроздова Дарья | 1 | 0 | 0 | 1 | 1 | 0 | 0',
      '6 | Ершов Егор | 1 | 0 | 1 | 0 | 1 | 0 | 0',
      ' | По классу | 11 | 7 | 1 | 3 | 5 | 2 | 3',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('form 6: who has gone keeps the lessons missed, and has no mark', async () => {
    const document = await of3k('class-results', quarter1);
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 4 | 5 | 5 | зач | 4,67 | 3 | 3 | 0 | 0',
      '2 | Быков Борис | н/а | 4 | 3 | нез | 3,50 | 0 | 0 | 0 | 0',
      '3 | Волошина Вера | 5 |  | 4 | зач | 4,50 | 2 | 1 | 0 | 1',
      '4 | Громов Глеб | — | 3 | 2 |  | 2,50 | 4 | 3 | 0 | 1',
      '5 | Дроздова Дарья (выбыла) |  |  |  |  | — | 1 | 0 | 0 | 1',
      '6 | Ершов Егор (выбыла) |  |  |  |  | — | 1 | 0 | 1 | 0',
      ' | По классу | 4,50 | 4,00 | 3,50 |  | 3,89 | 11 | 7 | 1 | 3',
    ]);
  });

  test('form 8, of the class: days and lessons of the quarter, and of the year so far', async () => {
    const [head, quarter] = [4, 6];
    const rows = linesOf(await of3k('consolidated-attendance')).map(line => line.split(' | '));
    const spans = rows.map(cells => [cells[1], cells.slice(2, head + 2).join(' '), cells.slice(-4).join(' ')]);
    expect(rows[0]!.slice(quarter, quarter + 4)).toEqual(['0', '0', '0', '0']);
    expect(spans).toEqual([
      ['Арсеньева Анна', '1 1 3 3', '1 1 3 3'],
      ['Быков Борис', '0 0 0 0', '0 0 0 0'],
      ['Волошина Вера', '1 0 2 1', '1 0 2 1'],
      ['Громов Глеб', '1 1 4 3', '1 1 4 3'],
      ['Дроздова Дарья (выбыла)', '1 0 1 0', '1 0 1 0'],
      ['Ершов Егор (выбыла)', '1 0 1 0', '1 0 1 0'],
      ['По классу', '5 2 11 7', '5 2 11 7'],
    ]);
  });

  test('form 8, of the school: each class by those who are in it at the end', async () => {
    const document = await run('school-attendance', quarter1);
    // Name, teacher, students; days, ill; lessons, ill, valid, others; for each student: 11/4, 1/1.
    expect(lineOf(document, '3К')).toBe('3К | Фёдорова С. И. | 4 | 5 | 2 | 11 | 7 | 1 | 3 | 2,8');
    expect(lineOf(document, '3Л')).toBe('3Л | Орлова М. А. | 1 | 1 | 1 | 1 | 1 | 0 | 0 | 1,0');
    expect(wrongSums(document)).toEqual([]);
  });

  test('form 9: on the day of leaving a student is no longer counted, on the day of coming already', async () => {
    const sizes = async (day: string) => {
      const document = await run('class-sizes', { day });
      return ['3К', '3Л'].map(name => Number(lineOf(document, name)!.split(' | ')[3]));
    };
    expect(await sizes('2026-09-13')).toEqual([6, 0]);
    expect(await sizes('2026-09-14')).toEqual([5, 0]);
    expect(await sizes('2026-10-01')).toEqual([4, 1]);
    expect(await sizes('2026-10-05')).toEqual([5, 1]);
    expect(await sizes('2026-10-12')).toEqual([4, 1]);
  });

  test('forms 10 and 11: both classes with the move between them, and the figures of form 6', async () => {
    const totals = await run('student-totals', quarter1);
    // Start, arrived, left, end; due, attested; on 5, on 4 and 5, one 3; failing, н/а; success, quality.
    expect(lineOf(totals, '3К')).toBe('3К | 6 | 1 | 3 | 4 | 4 | 3 | 0 | 2 | 0 | 1 | 1 | 50,0 | 50,0');
    expect(lineOf(totals, '3Л')).toBe('3Л | 0 | 1 | 0 | 1 | 1 | 1 | 0 | 1 | 0 | 0 | 0 | 100,0 | 100,0');
    expect(wrongSums(totals)).toEqual([]);
    const progress = await run('school-progress', quarter1);
    expect(lineOf(progress, '3К')).toBe(
      '3К | Фёдорова С. И. | 4 | 4 | 3 | 0 | 2 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 50,0 | 50,0 | 53,36 | 3,89',
    );
    expect(lineOf(progress, '3Л')).toBe(
      '3Л | Орлова М. А. | 1 | 1 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 100,0 | 100,0 | 64,00 | 4,00',
    );
    expect(wrongSums(progress)).toEqual([]);
  });

  test('form 13: the movement of both classes, and what happened, by day', async () => {
    const document = await run('student-movement', { from: '2026-09-01', to: '2026-10-23' });
    expect([lineOf(document, '3К'), lineOf(document, '3Л')]).toEqual(['3К | 6 | 1 | 3 | 4', '3Л | 0 | 1 | 0 | 1']);
    const events = linesOf(document, 1).map(line => line.split(' | ').slice(1, 6).join(' | '));
    expect(events.filter(line => /3[КЛ]/.test(line))).toEqual([
      '14.09.2026 | Громов Глеб | выбытие | 3К | ',
      '01.10.2026 | Дроздова Дарья | перевод | 3К | 3Л',
      '05.10.2026 | Громов Глеб | возвращение |  | 3К',
      '12.10.2026 | Ершов Егор | выбытие | 3К | ',
    ]);
  });

  test('form 13, табель: a sheet for each who is here, with the lessons missed of form 8', async () => {
    const document = await of3k('student-report');
    expect(document.sheets.map(({ tab }) => tab)).toEqual([
      ...['Арсеньева Анна', 'Быков Борис', 'Волошина Вера', 'Громов Глеб'],
    ]);
    // Глеб: all lessons, by illness, full days.
    expect(linesOf(document, 7).map(line => line.split(' | ').slice(0, 2))).toEqual([
      ['уроков всего', '4'],
      ['из них по болезни', '3'],
      ['полных дней', '1'],
    ]);
    // Вера is in no subgroup of труд and has no line of it; Борис has «нез» and «н/а» in words.
    const quarters = (at: number) => linesOf(document, at).map(line => line.split(' | ').slice(1, 3).join(' '));
    expect(quarters(4)).toEqual(['Английский разговор 5', 'Шахматы 4', 'Этика зач']);
    expect(quarters(2)).toEqual(['Английский разговор н/а', 'Труд и ремесло 4', 'Шахматы 3', 'Этика нез']);
  });
});

test('form 13, табель of who moved: the lessons missed in both classes, as the marks of both', async () => {
  const document = await run('student-report', { of: String(hard.other) });
  // Дарья: her only lesson of 8 September in 3К, «н», and one in 3Л, ill.
  expect(linesOf(document, 1).map(line => line.split(' | ').slice(0, 2))).toEqual([
    ['уроков всего', '2'],
    ['из них по болезни', '1'],
    ['полных дней', '2'],
  ]);
});

describe('a journal of a subgroup, and one with зачёт', () => {
  test('form 2 of the second subgroup of английский has its students alone', async () => {
    const document = await run('subject-results', { ...quarter1, of: String(hard.courses.english2) });
    expect(document.sheets[0]!.lines[1]).toBe('Английский разговор, 3К, 2-я подгруппа');
    // №, name, marks, mean, lessons missed, suggested, chosen, difference. Глеб missed one before he left and one after.
    expect(linesOf(document)).toEqual([
      '1 | Быков Борис |  | — | 0 | н/а | н/а | ',
      '2 | Волошина Вера |  | — | 1 | н/а | 5 | да',
      '3 | Громов Глеб |  | — | 2 | н/а | — | ',
    ]);
    expect(linesOf(document, 1)).toEqual(['3 | 3 | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 33,3 | 33,3 | 35,67 | 5,00']);
  });

  test('form 2 of шахматы: lessons missed are those of form 3: held, and of the days here', async () => {
    const document = await run('subject-results', { ...quarter1, of: String(hard.courseId) });
    expect(linesOf(document).map(line => line.split(' | ').slice(1).join(' | '))).toEqual([
      'Арсеньева Анна |  | — | 1 | н/а | 5 | да',
      'Быков Борис |  | — | 0 | н/а | 3 | да',
      'Волошина Вера |  | — | 1 | н/а | 4 | да',
      'Громов Глеб |  | — | 1 | н/а | 2 | да',
      'Дроздова Дарья (выбыла) |  |  | 1 |  |  | ',
      'Ершов Егор (выбыла) |  |  | 1 |  |  | ',
    ]);
  });

  test('form 1 of Иванова counts the lessons Глеб missed in it; one called off is no lesson, no hour, no control work', async () => {
    await addAbsence(school, {
      lessonId: (
        await query<{ id: number }>(school, `select id from lesson where course_id = :id and day = '2026-10-20'`, {
          id: hard.courseId,
        })
      )[0]!.id,
      ...{ studentId: hard.names.gleb, kind: 'unknown' },
    });
    await query(
      school,
      `update lesson set control_id = (select min(id) from work_kind where control), topic = 'Этюд'
       where course_id = :id and day = '2026-10-20'`,
      { id: hard.courseId },
    );
    const document = await run('teacher-results', { ...quarter1, of: String(await school.person('ivanova')) });
    // Hours by plan, given, behind; control works planned and held.
    const line = linesOf(document).find(text => text.startsWith('3К'))!;
    expect(line.split(' | ').slice(-5)).toEqual(['—', '0', '—', '0', '0']);
    expect(itemsOf(document)).toContain('Громов Глеб, 3К, Шахматы: «2»; отметок 0, пропущено уроков 1');
  });

  test('form 2 of этика has words and no figure', async () => {
    const document = await run('subject-results', { ...quarter1, of: String(hard.courses.ethics) });
    const chosen = linesOf(document).map(line => line.split(' | ').slice(1).join(' | '));
    expect(chosen.slice(0, 3).map(line => line.split(' | ').at(-2))).toEqual(['зач', 'нез', 'зач']);
    expect(linesOf(document, 1)).toEqual(['4 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 | — | — | — | —']);
    expect(document.sheets[0]!.incomplete).toBe('');
  });

  test('form 1 of Фёдорова: этика has зачёт alone, Борис is named with «незачёт»; grade 1 is due for nothing', async () => {
    const document = await run('teacher-results', { ...quarter1, of: String(await school.person('fedorova')) });
    const line = linesOf(document).find(text => text.startsWith('3К'))!;
    expect(line.split(' | ').slice(0, 15).join(' | ')).toBe(
      '3К | Этика | 4 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 | — | — | — | —',
    );
    expect(itemsOf(document)).toEqual(['Быков Борис, 3К, Этика: незачёт; отметок 0, пропущено уроков 0']);
    const first = linesOf(document).filter(text => text.startsWith('1А'));
    expect(first.length).toBeGreaterThan(3);
    for (const text of first) expect(text.split(' | ').slice(3, 15).join(' ')).toBe('0 0 0 0 0 0 0 0 — — — —');
  });

  test('form 12 of the second subgroup: who was away has closed cells', async () => {
    const document = await run('journal-page', { ...quarter1, of: String(hard.courses.english2) });
    // 8 and 22 September, 6 and 13 October, the quarter.
    expect(linesOf(document)).toEqual([
      '1 | Быков Борис |  | оп |  |  | н/а',
      '2 | Волошина Вера |  |  | нп |  | 5',
      '3 | Громов Глеб | нп | – | б |  | ',
    ]);
  });

  test('form 12 of шахматы: after a move or leaving the cells are closed, the lesson not held has none', async () => {
    const document = await run('journal-page', { ...quarter1, of: String(hard.courseId) });
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | б |  |  |  | 5',
      '2 | Быков Борис |  |  |  |  | 3',
      '3 | Волошина Вера |  |  | б | оп | 4',
      '4 | Громов Глеб |  | – | б |  | 2',
      '5 | Дроздова Дарья | н |  | – | – | 4',
      // What the journal has from the days before the order came stands there, and is in no figure.
      '6 | Ершов Егор |  | у |  | н | 5',
    ]);
  });
});

test('form 4 in the second quarter: two marks of one lesson are two, subgroups, «нез», «н/а» without a mark', async () => {
  const { anna, boris, vera, gleb } = hard.names;
  const lessonsOf = async (courseId: number, slot: number) => [
    await addLesson(school, courseId, { day: '2026-11-09', slot }),
    await addLesson(school, courseId, { day: '2026-11-10', slot }),
    await addLesson(school, courseId, { day: '2026-11-11', slot }),
  ];
  const chess = await lessonsOf(hard.courseId, 1);
  const english1 = await lessonsOf(hard.courses.english1, 2);
  const english2 = await lessonsOf(hard.courses.english2, 2);
  const give = async (lessons: number[], studentId: number, values: (number | [number, number])[]) => {
    for (const [index, value] of values.entries())
      for (const [place, one] of [value].flat().entries())
        await addMark(school, { lessonId: lessons[index]!, studentId, value: one, position: place + 1 });
  };
  await give(chess, anna, [5, 5, 4]);
  await give(chess, boris, [[4, 2], 3]);
  await give(chess, vera, [5]);
  await give(chess, gleb, [2, 2, 3]);
  await give(english1, anna, [4, 4, 4]);
  await give(english2, vera, [3, 3, 3]);
  const period = { stage: 'period', periodId: await periodIdOf(school, 'quarter', 2) } as const;
  await addFinal(school, { courseId: hard.courses.english2, studentId: boris, ...period, value: 3 });
  await addFinal(school, { courseId: hard.courses.ethics, studentId: boris, ...period, word: 'fail' });
  const document = await of3k('preliminary-results', { term: 'quarter-2' });
  // Шахматы: Анна 14/3 = 4.67, Борис (4 + 2 + 3)/3 = 3.00, Вера has one mark alone, Глеб 7/3 = 2.33. Nobody has marks in труд.
  expect(linesOf(document)).toEqual([
    '1 | Арсеньева Анна | 4* | н/а* | 5* |  | 4,50 | 0 | 0 | 0 | 0',
    '2 | Быков Борис | 3 | н/а* | 3* | нез | 3,00 | 0 | 0 | 0 | 0',
    '3 | Волошина Вера | 3* |  | н/а* |  | 3,00 | 0 | 0 | 0 | 0',
    '4 | Громов Глеб | н/а* | н/а* | 2* |  | 2,00 | 0 | 0 | 0 | 0',
    // (4 + 3 + 3)/3, (5 + 3 + 2)/3, 20/6.
    ' | По классу | 3,33 | — | 3,33 |  | 3,33 | 0 | 0 | 0 | 0',
  ]);
  // One fails, three are not attested; СОУ of 5, 4, 3 3 3, 2 and five «н/а»: (100 + 64 + 108 + 16 + 35)/11 = 29.36.
  expect(linesOf(document, 1)).toEqual(['4 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 3 | 0 | 0,0 | 0,0 | 29,36 | 3,33']);
  expect(linesOf(document, 2)).toEqual(['1 | Громов Глеб | Шахматы | Иванова Н. П. | 2,33 | 2* | ']);
});

describe('a class of one', () => {
  let id: string;
  beforeAll(async () => {
    const [made] = await query<{ id: number }>(
      school,
      `insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
       select y.id, 4, 'Ю', (select id from person where login = 'volkov'), 'quarter'
       from school_year y where y.first_day = '2026-09-01' returning id`,
    );
    id = String(made!.id);
    const studentId = await addStudent(school, made!.id, 'Юдина Юлия');
    const courseId = await addCourse(school, made!.id, { subject: 'Шахматы', teacher: 'volkov' });
    await addFinal(school, { courseId, studentId, stage: 'period', periodId: hard.quarter, value: 5 });
    await addAbsence(school, {
      lessonId: await addLesson(school, courseId, { day: '2026-09-09' }),
      ...{ studentId, kind: 'ill' },
    });
  });

  test('has all its figures, whole', async () => {
    const lines = async (name: string, asked: Record<string, string> = {}, at = 0) =>
      linesOf(await run(name, { of: id, ...asked }), at);
    expect(await lines('class-attendance', { from: '2026-09-01', to: '2026-10-23' })).toEqual([
      '1 | Юдина Юлия | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0,0',
      ' | По классу | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0,0',
    ]);
    expect(await lines('class-results', quarter1)).toEqual([
      '1 | Юдина Юлия | 5 | 5,00 | 1 | 1 | 0 | 0',
      ' | По классу | 5,00 | 5,00 | 1 | 1 | 0 | 0',
    ]);
    expect(await lines('class-results', quarter1, 1)).toEqual([
      '1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 100,0 | 100,0 | 100,00 | 5,00',
    ]);
    expect(await lines('consolidated-progress')).toEqual([
      '1 | Юдина Юлия | I четв. | 5 | ',
      ...['II четв. | ', 'III четв. | ', 'IV четв. | ', 'год | '],
    ]);
    expect((await lines('consolidated-attendance'))[1]!.split(' | ').slice(1, 6)).toEqual([
      ...['По классу', '1', '1', '1', '1'],
    ]);
    const items = itemsOf(await run('class-teacher-report', { of: id, ...quarter1 }));
    expect(items).toContain('Отличники: 1 — Юдина Юлия.');
    expect(items).toContain('Успеваемость: 100,0 %; качество: 100,0 %; СОУ: 100,00 %; средний балл: 5,00.');
    expect(lineOf(await run('school-attendance', quarter1), '4Ю')).toBe(
      '4Ю | Волков Д. О. | 1 | 1 | 1 | 1 | 1 | 0 | 0 | 1,0',
    );
    expect(lineOf(await run('student-totals', quarter1), '4Ю')).toBe(
      '4Ю | 1 | 0 | 0 | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 100,0 | 100,0',
    );
    expect((await run('student-report', { of: id })).sheets).toHaveLength(1);
  });
});

describe('half-years in 10А of 2020, beside the quarters of 2А and 2Б', () => {
  const of10 = (name: string, asked: Record<string, string> = {}) =>
    run(name, { year: countedYear, of: String(counted.classes['10А']), ...asked });

  test('forms 5, 6, 7, 8 and the табель speak of half-years', async () => {
    const results = await of10('class-results', { term: 'half-year-1' });
    expect(results.sheets[0]!.lines[0]).toBe('за I полугодие 2020/2021 учебного года');
    expect(linesOf(results)).toEqual([
      '1 | Котов Пётр | 4 | — | 4,00 | 0 | 0 | 0 | 0',
      ' | По классу | 4,00 | — | 4,00 | 0 | 0 | 0 | 0',
    ]);
    // One due, nobody attested: a mark is missing, and of nobody else there is anything to say.
    expect(linesOf(results, 1)).toEqual(['1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | — | — | 32,00 | 4,00']);
    const items = itemsOf(await of10('class-teacher-report', { term: 'half-year-1' }));
    expect(items.slice(0, 6)).toEqual([
      ...['На начало периода: 1.', 'Прибыло: 0.', 'Выбыло: 0.', 'На конец периода: 1.'],
      'Подлежит аттестации: 1, аттестовано: 0.',
      'Успеваемость: —; качество: —; СОУ: 32,00 %; средний балл: 4,00.',
    ]);
    expect(linesOf(await of10('consolidated-progress'))[0]).toBe('1 | Котов Пётр | I п/г | 4 |  | ');
    expect(linesOf(await of10('student-report')).map(line => line.split(' | ').slice(1, 3))).toEqual([
      ['Шахматы', '4'],
      ['Шашки', '—'],
    ]);
  });

  test('a quarter is no time of theirs', async () => {
    for (const name of ['class-results', 'class-teacher-report', 'preliminary-results'])
      await expect(of10(name, { term: 'quarter-1' }), name).rejects.toMatchObject({ reason: 'report/term' });
  });
});

test('after the attestation 9А has one column of mathematics in form 6', async () => {
  school.world.set('2027-06-20T12:00:00+03:00');
  const [own] = await query<{ id: number }>(
    school,
    `select k.id from school_class k join school_year y on y.id = k.year_id
     where k.grade = 9 and k.letter = 'А' and y.first_day = '2026-09-01'`,
  );
  const document = await run('class-results', { of: String(own!.id), term: 'final', year: '2027-05-20' });
  const titles = tablesOf(document)[0]!.columns.map(({ title }) => title);
  expect(titles.filter(title => ['Алгебра', 'Геометрия', 'Математика'].includes(title))).toEqual(['Математика']);
  const bySubject = linesOf(document, 2).map(line => line.split(' | ')[0]);
  expect(bySubject.filter(subject => subject === 'Математика')).toHaveLength(1);
  school.world.set('2026-11-24T12:30:00+03:00');
});

describe('grade 1', () => {
  const of1a = async (name: string, asked: Record<string, string> = {}) => {
    const [own] = await query<{ id: number }>(
      school,
      `select k.id from school_class k join school_year y on y.id = k.year_id
       where k.grade = 1 and k.letter = 'А' and y.first_day = '2026-09-01'`,
    );
    return run(name, { of: String(own!.id), ...asked });
  };

  test('has its students, movement and absences, and no figure of marks', async () => {
    const record = await of1a('consolidated-progress');
    for (const line of linesOf(record)) expect(line.split(' | ').slice(-9).join('')).not.toMatch(/[1-5]|н\/а/);
    expect(record.sheets[0]!.incomplete).toBe('');
    expect(lineOf(await run('student-totals', quarter1), '1А')).toMatch(
      /^1А \| (\d+ \| ){4}0 \| 0 \| 0 \| 0 \| 0 \| 0 \| 0 \| — \| —$/,
    );
    const missed = linesOf(await of1a('consolidated-attendance'))
      .at(-1)!
      .split(' | ')
      .map(Number);
    const ofSchool = lineOf(await run('school-attendance', quarter1), '1А')!
      .split(' | ')
      .map(Number);
    expect(missed[4]).toBe(ofSchool[5]);
    expect(missed[4]).toBeGreaterThan(0);
  });
});
