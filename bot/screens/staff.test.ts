import { afterAll, beforeAll, expect, test } from 'vitest';
import { postDocument } from '#board/post-document.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { openWebChat } from '../webchat/web-chat.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

test('each role meets its own menu', async () => {
  const menus = new Map<string, string[]>();
  for (const login of ['petrova', 'masha', 'ivanova', 'volkov', 'orlova', 'sokolova']) {
    menus.set(login, (await (await talks.linked(login)).say('/start')).labels);
  }
  const read = ['Задания', 'Расписание', 'Пропуски', 'Средние', 'Что нужно', 'Итоговые'];
  const letters = ['Написать', 'Письма'];
  expect(menus.get('petrova')).toEqual([
    ...['Сегодня', 'Неделя', 'Четверть', 'Мария', ...read],
    ...['Не придём', ...letters, 'Объявления', 'Настройки', 'Помощь'],
  ]);
  expect(menus.get('masha')).toEqual([
    'Сегодня',
    'Неделя',
    'Четверть',
    ...read,
    ...letters,
    'Объявления',
    'Настройки',
    'Помощь',
  ]);
  const staff = ['Уроки сегодня', 'Что не заполнено', 'Заполнить урок', 'Замещения', 'Отчёты', 'Учительская'];
  expect(menus.get('ivanova')).toEqual([...staff, 'Мой класс', 'Письма', 'Настройки', 'Помощь']);
  expect(menus.get('volkov')).toEqual([...staff, 'Письма', 'Настройки', 'Помощь']);
  expect(menus.get('orlova')).toEqual([
    ...['Сегодня', 'Неделя', 'Четверть', ...read, 'Не придём', ...letters],
    ...[...staff, 'Мой класс', 'Объявления', 'Настройки', 'Помощь'],
  ]);
  expect(menus.get('sokolova')).toEqual([...staff, 'Как ведётся журнал', 'Письма', 'Настройки', 'Помощь']);
});

test('a family’s menu is no longer than five rows, and grade 1 is offered nothing about marks', async () => {
  const petrova = await (await talks.linked('petrova')).say('/start');
  expect(petrova.buttons.length).toBeLessThanOrEqual(5);
  expect(Math.max(...petrova.buttons.map(row => row.length))).toBeLessThanOrEqual(4);
  const kozlova = await (await talks.linked('kozlova')).say('/start');
  expect(kozlova.labels).toEqual(expect.arrayContaining(['Расписание', 'Пропуски', 'Не придём']));
  expect(kozlova.labels).not.toEqual(expect.arrayContaining(['Средние']));
  expect(kozlova.labels).not.toEqual(expect.arrayContaining(['Задания']));
});

test('who stands in for whom, one’s own first, and never why', async () => {
  const volkov = await talks.linked('volkov');
  const today = await volkov.press('substitutions');
  expect(today.words).toMatch(
    /^Замещения: 24 ноября, вторник\n\nКасается вас:\n• 3-й урок \(10:15\), 5Б, История, каб\. \d+: Волков Д\. О\. вместо: Дементьев В\. Р\./,
  );
  expect(today.words).toContain('Остальные:\n• 1-й урок');
  expect(today.words).not.toMatch(/болезн|курсы|командировка/);
  expect((await volkov.press('substitutions 2026-11-28')).words).toContain('В школе в этот день уроков нет.');
  expect((await volkov.press('substitutions 2026-11-26')).words).toContain('Замещений в этот день нет.');
  expect((await volkov.choose('Сегодня')).words).toBe(today.words);
});

test('the button of a lesson taken over for another day shows that day; a lesson of others does not exist', async () => {
  const day = '2026-11-25';
  const lessonId = await lessonOf(school, { className: '5Б', subject: 'Математика', day });
  await standIn(school, { lessonId });
  const volkov = await talks.linked('volkov');
  const shown = await volkov.press(`fill ${lessonId}`);
  expect(shown.words).toContain('25 ноября');
  expect(shown.words).toMatch(/Математика, 5Б, каб\. 301 — замещение \(Иванова Н\. П\.\)/);
  const orlova = await talks.linked('orlova');
  expect((await orlova.press(`fill ${lessonId}`)).screen).toBe('gone');
  await query(school, 'delete from substitution where lesson_id = :lessonId', { lessonId });
});

test('«Заполнить урок» lists today’s lessons and shows the words for the chosen one', async () => {
  const ivanova = await talks.linked('ivanova');
  const asked = await ivanova.press('fill');
  expect(asked.labels).toContain('4. 5Б, Математика');
  const how = await ivanova.choose('4. 5Б, Математика');
  expect(how.screen).toBe('fill-lesson/how');
  expect(how.words).toContain('«5Б: Иванов 5, Петрова 4 4, Орлов н»');
  const volkov = await talks.linked('volkov');
  const mine = asked.buttons.flat().find(({ label }) => label === '4. 5Б, Математика')!;
  expect((await volkov.press(mine.button)).screen).toBe('gone');
  school.world.set('2026-11-22T12:00:00+03:00');
  expect((await ivanova.press('fill')).words).toContain('Сегодня в школе уроков нет.');
  school.world.set('2026-11-24T12:30:00+03:00');
});

test('Наталья Ивановна reads an order in her chat and presses «Ознакомлен»; pressing again changes nothing', async () => {
  const id = await school.as('sokolova', act =>
    postDocument(act, {
      kind: 'order',
      date: '2026-11-24',
      title: 'О дежурстве <b>в столовой</b>',
      text: `1. Назначить дежурных.\n2. ${'Следить за порядком. '.repeat(300)}`,
      audience: ['teacher'],
    }),
  );
  const chat = await talks.linked('ivanova');
  const unread = await chat.say('/board');
  expect(unread.words).toContain('О дежурстве <b>в столовой</b>');
  const opened = await chat.press(`document ${id}`);
  expect(opened.words).toContain('1. Назначить дежурных.\n2. Следить за порядком.');
  expect(opened.words).toContain('Полный текст — на сайте');
  expect(opened.text.length).toBeLessThanOrEqual(4000);
  const acknowledged = await chat.choose('Ознакомлен');
  expect(acknowledged.words).toContain('Отмечено: вы ознакомились 24 ноября в 12:30.');
  school.world.pass(60_000);
  expect((await chat.press(`acknowledge ${id}`)).words).toBe(acknowledged.words);
  expect((await chat.press(`document ${id}`)).labels).not.toContain('Ознакомлен');
  const rows = await school.orm.em
    .fork()
    .execute(
      `select through from acknowledgement where document_id = ${id} and person_id = ${await school.person('ivanova')}`,
    );
  expect(rows).toEqual([{ through: 'telegram' }]);
});

test('an order for others is not found; the board, lessons and gaps are the staff’s alone', async () => {
  const id = await school.as('sokolova', act =>
    postDocument(act, { kind: 'order', date: '2026-11-24', title: 'О завучах', text: 'Текст', audience: ['deputy'] }),
  );
  const volkov = await talks.linked('volkov');
  for (const button of [`document ${id}`, `acknowledge ${id}`, 'class']) {
    expect([button, (await volkov.press(button)).screen]).toEqual([button, 'gone']);
  }
  for (const login of ['petrova', 'masha']) {
    const family = await talks.linked(login);
    for (const button of ['board', `document ${id}`, 'document 1', 'acknowledge 1', 'lessons', 'missing', 'class']) {
      expect([login, button, (await family.press(button)).screen]).toEqual([login, button, 'gone']);
    }
    expect((await family.say('/board')).screen).toBe('hint/elsewhere');
    expect((await family.say('приказы')).screen).toBe('hint/elsewhere');
  }
});

test('today’s lessons are one’s own, with those taken over, and what they still lack', async () => {
  const chat = await talks.linked('ivanova');
  const today = await chat.say('/lessons');
  expect(today.words).toContain('Мои уроки: 24 ноября, вторник');
  expect(today.words).toContain('Математика, 5Б, каб. 301');
  expect((await chat.say('уроки завтра')).words).toContain('25 ноября, среда');
  expect((await chat.choose('Сегодня')).words).toBe(today.words);
  expect((await chat.say('уроки в воскресенье')).words).toContain('В школе в этот день уроков нет.');
  const director = await talks.linked('sokolova');
  expect((await director.say('мои уроки')).words).toContain('История, 6А, каб. 331 — замещение (Дементьев В. Р.)');
  expect((await director.say('уроки в пятницу')).words).toContain('Уроков у вас в этот день нет.');
});

test('what I owe and what my class lacks name lesson and teacher', async () => {
  const ivanova = await talks.linked('ivanova');
  expect((await ivanova.say('/missing')).words).toMatch(
    /Не заполнено в вашем журнале\n• 23\.11, 4-й урок, Геометрия, 9А: нет темы/,
  );
  const ownClass = await ivanova.choose('Мой класс');
  expect(ownClass.words).toContain('Журнал 5Б: не заполнено');
  expect(ownClass.words).toContain('Русский язык: нет домашнего задания (Орлова М. А.)');
  school.world.set('2026-09-01T08:00:00+03:00');
  expect((await ivanova.say('долги')).words).toBe('В вашем журнале всё заполнено.');
  expect((await ivanova.say('мой класс')).words).toBe('Журнал 5Б: всё заполнено.');
  school.world.set('2026-11-24T12:30:00+03:00');
});

test('the notices’ buttons lead to their screens', async () => {
  const chat = await talks.linked('ivanova');
  const lines = { lessons: [], moreLessons: 0, courses: [], moreCourses: 0 };
  const facts = { id: 1, kind: 'order', number: 1, date: '2026-11-24', title: 'О', excerpt: '' };
  for (const [kind, notice] of [
    ['missing-own', lines],
    ['missing-class', { ...lines, className: '5Б' }],
    ['document', facts],
  ] as const) {
    for (const { button } of school.press.screen(`notices/${kind}`, { notices: [notice] }).buttons.flat()) {
      expect([button, (await chat.press(button)).screen]).not.toEqual([button, 'gone']);
    }
  }
});

test('help tells the site’s visitors of the bot in Telegram', async () => {
  const named = openConversations(school, { botName: 'kryukovo_bot' });
  const personId = await school.person('petrova');
  const answer = await openWebChat({ house: school.house, bot: named.bot }).say(personId, { text: 'помощь' });
  expect(answer.text).toContain('@kryukovo_bot');
  expect(talks.faults).toEqual([]);
});
