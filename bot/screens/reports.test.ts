import { readXlsx } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { pdfPages } from '#test/pdf.ts';

let school: TestSchool;
let talks: Conversations;
let ivanova: Conversation;
let morozov: Conversation;
let volkov: Conversation;
let class5b: number;
let class9a: number;

beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school, { publicUrl: 'https://school.example.org' });
  [ivanova, morozov, volkov] = [
    await talks.linked('ivanova'),
    await talks.linked('morozov'),
    await talks.linked('volkov'),
  ];
  const idOf = async (grade: number, letter: string) => {
    const [row] = await query<{ id: number }>(
      school,
      `select k.id from school_class k join school_year y on y.id = k.year_id
       where k.grade = :grade and k.letter = :letter and y.first_day <= '2026-11-24' order by y.first_day desc limit 1`,
      { grade, letter },
    );
    return row!.id;
  };
  [class5b, class9a] = [await idOf(5, 'Б'), await idOf(9, 'А')];
});
afterAll(() => school.close());

test('the list is the person’s own; many reports are parted by what they are of', async () => {
  const teacher = await volkov.press('reports');
  expect(teacher.labels).toContain('Отчёт учителя-предметника');
  expect(teacher.labels).not.toContain('Итоги успеваемости класса');
  const deputy = await morozov.press('reports');
  expect(deputy.labels).toEqual(['О классе', 'О журнале', 'Учителя', 'По школе', 'Меню']);
  expect((await morozov.choose('По школе')).labels).toContain('Наполняемость классов');
  expect((await (await talks.linked('petrova')).press('reports')).screen).toBe('gone');
});

test('a class teacher’s own class stands chosen; another term is two presses away', async () => {
  const shown = await ivanova.press('report class-results');
  expect(shown.words).toMatch(/^Итоги успеваемости класса\n5Б — 2-я четверть\n/);
  expect(shown.labels).toEqual(['PDF', 'XLSX', 'Другой период', 'На сайте', 'Все отчёты']);
  await ivanova.choose('Другой период');
  expect((await ivanova.choose('1-я четверть')).words).toContain('5Б — 1-я четверть');
  const given = await ivanova.choose('PDF');
  expect(given).toMatchObject({ screen: 'report/file', argument: `class-results ${class5b} quarter-1 pdf` });
  expect(given.file!.name).toBe('5Б Итоги успеваемости класса, 1 четверть.pdf');
  const [page] = await pdfPages(await given.file!.make());
  expect(page!.text).toMatch(/Итоги успеваемости класса за I четверть .* Класс 5Б/);
});

test('what leaves the site has no reasons of absence and says so; the site’s own file has them', async () => {
  const { file } = await ivanova.press(`report/pdf class-results ${class5b} quarter-1`);
  const sent = (await pdfPages(await file!.make())).map(({ text }) => text).join(' ');
  expect(sent).toContain('Без причин пропусков: сведения о здоровье с сайта не уходят.');
  expect(sent).not.toContain('по болезни');
  const browser = await school.browser('ivanova');
  const site = (await pdfPages((await browser.get(file!.path)).rawPayload)).map(({ text }) => text).join(' ');
  expect(site).toContain('по болезни');
  expect(site).not.toContain('Без причин пропусков');
  expect((await (await school.browser('volkov')).get(file!.path)).statusCode).toBe(404);
});

test.each([
  'class-attendance',
  'class-teacher-report',
  'consolidated-attendance',
  'preliminary-results',
  'student-report',
])('of %s nothing that leaves the site speaks of illness', async name => {
  const { file } = await ivanova.press(`report/pdf ${name} ${class5b}`);
  const sent = (await pdfPages(await file!.make())).map(({ text }) => text).join(' ');
  expect(sent).toContain('сведения о здоровье с сайта не уходят');
  expect(sent.replace(/Без причин пропусков.*?не уходят\./g, '')).not.toMatch(/болезн|уважительн/);
});

test('on journal pages that leave the site each absence is «н»', async () => {
  const [course] = await query<{ id: number }>(
    school,
    `select c.id from course c join subject j on j.id = c.subject_id where c.school_class_id = :class5b and j.name = 'Математика'`,
    { class5b },
  );
  await query(
    school,
    `update absence a set kind = 'ill' from lesson l where l.id = a.lesson_id and l.course_id = :id and a.kind <> 'late'`,
    { id: course!.id },
  );
  const { file } = await ivanova.press(`report/xlsx journal-page ${course!.id} quarter-1`);
  const book = await readXlsx(await file!.make());
  const texts = book.sheets.flatMap(({ rows }) => rows.flat()).map(String);
  expect(texts).toContain('н');
  expect(texts).not.toContain('б');
});

test('a deputy is asked of which class, and takes it as a spreadsheet whose figures are numbers', async () => {
  const asked = await morozov.press('report/xlsx consolidated-progress');
  expect(asked.words).toContain('О каком классе?');
  expect(asked.labels.slice(0, 2)).toEqual(['1А', '1Б']);
  await morozov.choose('9А');
  const given = await morozov.choose('XLSX');
  expect(given.file!.name).toBe('9А Сводная ведомость учёта успеваемости класса, 2026-2027.xlsx');
  const book = await readXlsx(await given.file!.make());
  expect(book.sheets[0]!.name).toBe('9А');
  expect(book.sheets[0]!.rows.flat().filter(cell => typeof cell === 'number').length).toBeGreaterThan(20);
});

test('journals are chosen by class first, teachers page by page', async () => {
  const classes = await morozov.press('report/of journal-page quarter-1');
  expect(classes.labels).toContain('5Б');
  const journals = await morozov.choose('5Б');
  expect(journals.labels).toContain('5Б, Математика');
  expect((await morozov.choose('5Б, Математика')).words).toContain('5Б, Математика — 1-я четверть');
  const teachers = await morozov.press('report/of teacher-results');
  expect(teachers.labels).toContainEqual(expect.stringMatching(/^Орлова /));
});

test('whose report it is not gets nothing, whatever the button says, and nothing is said of why', async () => {
  for (const button of [
    `report class-results ${class5b}`,
    `report/pdf class-results ${class9a} quarter-1`,
    `report/xlsx class-results ${class5b} quarter-1`,
    'report/pdf student-totals',
    'report/pdf nothing',
    'report/pdf',
  ]) {
    expect([button, (await volkov.press(button)).screen]).toEqual([button, 'gone']);
  }
  expect((await ivanova.press(`report/pdf class-results ${class9a}`)).screen).toBe('gone');
  expect((await ivanova.press(`report/pdf class-results ${class5b} quarter-9`)).screen).toBe('refused');
  expect((await ivanova.press(`report/pdf class-attendance ${class5b} 2026-11-31 x`)).screen).toBe('refused');
});

test('who lost the right between the press and the file gets none', async () => {
  const { file } = await ivanova.press(`report/pdf class-results ${class5b}`);
  const former = await query<{ id: number }>(
    school,
    'update school_class set class_teacher_id = null where id = :class5b returning id',
    { class5b },
  );
  expect(former).toHaveLength(1);
  await expect(file!.make()).rejects.toMatchObject({ reason: 'not-found' });
});

test('no button is longer than a messenger takes, with the longest ids and days', async () => {
  const days = '2026-11-01 2026-11-30';
  const longest = 2_147_483_647;
  const buttons = [
    `report/xlsx class-attendance ${longest} ${days}`,
    `report/xlsx consolidated-attendance ${longest}`,
    `report/xlsx preliminary-results ${longest} half-year-2`,
    `report/of subject-results half-year-2 - c${longest}`,
    `report/xlsx student-movement - ${days}`,
  ];
  for (const button of buttons) expect(Buffer.byteLength(button), button).toBeLessThanOrEqual(64);
});
