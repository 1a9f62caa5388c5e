import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { addFinal, markedClass, ofWeight, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, studentOf } from '#test/journal.ts';
import { mostCharacters } from '../messenger.ts';

let school: TestSchool;
let talks: Conversations;
let chess: SmallClass;
let subject: number;
let mother: Conversation;
let anna: number;
let vera: number;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  chess = await markedClass(school);
  [anna, , vera] = chess.students;
  const [row] = await query<{ id: number }>(school, `select id from subject where name = 'Шахматы'`);
  subject = row!.id;
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select p.id, s.id, 'mother', '2026-09-01' from person p, student s
     where p.login = 'kozlova' and s.id = any(:children)`,
    { children: `{${chess.students.join(',')}}` },
  );
  mother = await talks.linked('kozlova');
});
afterAll(() => school.close());

test('means say what comes out by now: 5·3, 5·1, 4·3, 4·2 is 40/9, near to a five', async () => {
  const shown = await mother.press(`averages ${anna}`);
  expect([shown.screen, shown.argument]).toEqual(['averages', String(anna)]);
  expect(shown.words).toContain('Анна, 3К\nСредний балл, 2-я четверть\n\n• Шахматы: 4,44, выходит 4 (спорная)');
  expect(shown.words).toContain('итоговую отметку выставляет учитель');
  // 5 and 4 are two marks of three.
  const boris = await mother.press(`averages ${chess.students[1]}`);
  expect(boris.words).toContain('• Шахматы: 4,50, отметок пока мало: 2 из 3');
});

test('one subject is chosen by a button, and shows its latest marks', async () => {
  await mother.press(`averages ${anna}`);
  await mother.choose('По предмету');
  const chosen = await mother.choose('Шахматы');
  expect(chosen.argument).toBe(`${anna} ${subject}`);
  expect(chosen.words).toContain(
    'Последние отметки: 5 (09.11, контрольная работа), 5 (11.11, ответ на уроке), 4 (16.11, контрольная работа), 4 (18.11, самостоятельная работа)',
  );
  expect(chosen.labels).toEqual(['График', 'Что нужно', 'Все предметы', 'Борис', 'Вера', 'Егор', 'Меню']);
  expect((await mother.choose('Борис')).words).toContain('Борис, 3К');
});

test('«что нужно»: one 5 of either kind for Анна; fours are counted where they help', async () => {
  // 4050 − 4000 = 50 lacking to 4.50; a 5 gives 50, a 5 of a control work 150.
  expect((await mother.press(`need ${anna}`)).words).toContain('• Шахматы, сейчас 4,44: до «5» — 1 пятёрка.');
  const already = await mother.press(`need ${anna} - 4`);
  expect(already.words).toContain('«4» или выше уже выходит.');
  expect(already.words).not.toContain('Первое число');
  expect((await mother.press(`need ${anna} ${subject} 5`)).words).toContain('Что нужно до «5», 2-я четверть');
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-19' });
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
     select :lessonId, :boris, 1, 2, :kind, id, now() from person where login = 'ivanova'`,
    { lessonId, boris: chess.students[1], kind: ofWeight[3] },
  );
  // 5, 4, 2·3: 15/5 = 3.00. To 3.50 lack 250: 5s give 150 or 450, 4s 50 or 150; to 4.50 lack 750: 50 or 150.
  expect((await mother.press(`need ${chess.students[1]} ${subject}`)).words).toContain(
    '• Шахматы, сейчас 3,00: до «4» — 2 пятёрки или 1 за контрольную, либо 5 четвёрок или 2 за контрольную; до «5» — 15 пятёрок или 5 за контрольную.',
  );
});

test('a work that is not handed in changes the forecast, and the day by which it must come is said', async () => {
  for (const day of ['2026-11-19', '2026-11-20'] as const) {
    const lessonId = await addLesson(school, chess.courseId, { day, slot: 2 });
    await query(
      school,
      `insert into mark (lesson_id, student_id, position, owed, due_on, work_kind_id, by_id, at)
       select :lessonId, :vera, 1, true, '2026-12-04', :kind, id, now() from person where login = 'ivanova'`,
      { lessonId, vera, kind: ofWeight[1] },
    );
  }
  // 4, 4, 5 is 4.33; with two 2s 17/5 = 3.40.
  expect((await mother.press(`averages ${vera}`)).words).toContain(
    '• Шахматы: 4,33, выходит 4; до 4 декабря нужно сдать 2 работы, иначе выйдет 3',
  );
});

test('what the teacher has set is said instead of what comes out', async () => {
  const periodId = await periodIdOf(school, 'quarter', 2);
  await addFinal(school, { courseId: chess.courseId, studentId: anna, stage: 'period', value: 5, periodId });
  expect((await mother.press(`averages ${anna}`)).words).toContain('• Шахматы: 4,44, выставлено 5');
  expect((await mother.press(`need ${anna}`)).words).toContain('• Шахматы, сейчас 4,44: уже выставлено 5.');
  const finals = await mother.press(`finals ${anna}`);
  expect(finals.text).toContain('2-я четв. <b>5</b>');
  await query(school, 'delete from period_mark where course_id = :id', { id: chess.courseId });
});

test('final marks of quarters and of half-years', async () => {
  const masha = await talks.linked('masha');
  const quarters = await masha.press('finals 0');
  expect(quarters.text).toMatch(/• Математика: 1-я четв\. <b>\d<\/b>, 2-я четв\. выходит \d \(\d,\d\d\)/);
  expect(quarters.text).toContain('Итоговые отметки по четвертям');
  const belova = await talks.linked('belova');
  const halves = await belova.press('finals 0');
  expect(halves.words).toContain('Итоговые отметки по полугодиям');
  expect(halves.words).toMatch(/• Русский язык: 1-е п\/г выходит \d/);
  expect((await belova.press('averages 0')).words).toContain('Средний балл, 1-е полугодие');
});

test('the picture of a course comes with the same in words', async () => {
  const shown = await mother.press(`course ${anna} ${subject}`);
  expect(shown.words).toBe(
    'Анна, 3К\nШахматы, 2-я четверть\n\nСредний балл сейчас 4,44, был от 4,44 до 5,00.\n' +
      'Отметки по порядку: 09.11 — 5 (вес 3), 11.11 — 5, 16.11 — 4 (вес 3), 18.11 — 4 (вес 2).',
  );
  expect(shown.picture).toMatchObject({
    alt: 'График отметок: Шахматы, средний балл сейчас 4,44.',
    path: `/chat/course/${anna}/${subject}`,
  });
  expect(shown.picture!.svg).toMatch(/^<svg [^>]+>/);
  expect(shown.picture!.svg).toContain('Шахматы · Анна');
  expect(shown.picture!.svg).not.toContain('Арсеньева');
  const [other] = await query<{ id: number }>(school, `select id from subject where name = 'Физика'`);
  const none = await mother.press(`course ${anna} ${other!.id}`);
  expect(none.words).toContain('Такого предмета с отметками в классе нет.');
  expect(none.picture).toBeUndefined();
});

test('a newcomer without a mark is told when the first will show', async () => {
  await query(school, 'delete from mark where student_id = :boris', { boris: chess.students[1] });
  const boris = chess.students[1];
  expect((await mother.press(`averages ${boris}`)).words).toContain('• Шахматы: отметок пока нет');
  expect((await mother.press(`need ${boris}`)).words).toContain('отметок пока нет, для итоговой нужно не меньше 3.');
  const course = await mother.press(`course ${boris} ${subject}`);
  expect(course.words).toContain('Отметок пока нет: график появится с первой.');
  expect(course.picture).toBeUndefined();
});

test('Егор of grade 1 has no marks: each screen says so and leads to what there is', async () => {
  const egor = await studentOf(school, 'Козлов Егор');
  for (const path of ['averages', 'averages/subjects', 'need', 'finals', `course ${egor} ${subject}`]) {
    const shown = await mother.press(path.includes(' ') ? path : `${path} ${egor}`);
    expect([path, shown.words]).toEqual([path, expect.stringContaining('В первом классе отметок не ставят')]);
  }
});

test('an old or forged button leads nowhere; the longest answer fits', async () => {
  for (const button of [`need ${anna} - 7`, `need ${anna} x`, `course ${anna}`, `averages ${anna} 1,,2`]) {
    expect([button, (await mother.press(button)).screen]).toEqual([button, 'gone']);
  }
  const belova = await talks.linked('belova');
  for (const path of ['averages', 'need', 'finals']) {
    expect((await belova.press(`${path} 0`)).text.length).toBeLessThanOrEqual(mostCharacters);
  }
  expect(talks.faults).toEqual([]);
});
