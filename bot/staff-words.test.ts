import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let talks: Conversations;
const chats = new Map<string, Conversation>();

beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school, { publicUrl: 'https://school.example.org' });
  for (const login of ['ivanova', 'morozov', 'volkov', 'orlova', 'petrova', 'sokolova', 'kuznetsov'])
    chats.set(login, await talks.linked(login));
});
afterAll(() => school.close());

const says = (login: string, text: string) => chats.get(login)!.say(text);
const fileOf = async (login: string, text: string) => (await says(login, text)).file?.name;

describe('a report in words', () => {
  test.each([
    ['ivanova', 'ведомость 5Б за первую четверть', '5Б Итоги успеваемости класса, 1 четверть.pdf'],
    ['ivanova', 'ведомость', '5Б Итоги успеваемости класса, 2 четверть.pdf'],
    ['ivanova', 'форма 6 за прошлую четверть', '5Б Итоги успеваемости класса, 1 четверть.pdf'],
    [
      'ivanova',
      'отчёт классного руководителя за первую четверть в экселе',
      '5Б Отчёт классного руководителя, 1 четверть.xlsx',
    ],
    ['ivanova', 'журнал математики 5Б', '5Б Математика Страницы журнала, 2 четверть.pdf'],
    ['ivanova', 'табель 5 Б', '5Б Табель успеваемости, 2026-2027.pdf'],
    ['ivanova', 'отчёт о посещаемости за ноябрь', '5Б Отчёт о посещаемости класса, 1 ноября 2026 — 30 ноября 2026.pdf'],
    [
      'morozov',
      'сводная ведомость успеваемости 9А pdf',
      '9А Сводная ведомость учёта успеваемости класса, 2026-2027.pdf',
    ],
    [
      'morozov',
      'движение учащихся за первую четверть',
      'Движение учащихся за период, 1 сентября 2026 — 23 октября 2026.pdf',
    ],
    ['morozov', 'список незаполненного', 'Что не заполнено в школе, 24 ноября 2026.pdf'],
    ['sokolova', 'наполняемость на 1 октября', 'Наполняемость классов, 1 октября 2026.pdf'],
    [
      'morozov',
      'сводная по школе за первое полугодие',
      'Сводная ведомость успеваемости по организации, 1 полугодие.pdf',
    ],
    ['orlova', 'ведомость', '9А Итоги успеваемости класса, 2 четверть.pdf'],
    ['volkov', 'мой отчёт за первую четверть', 'Волков Д. О. Отчёт учителя-предметника, 1 четверть.pdf'],
  ])('%s writes «%s»', async (login, text, name) => {
    const heard = await says(login, text);
    expect([heard.screen, heard.file?.name]).toEqual(['report/file', name]);
  });

  test('what is open is asked by buttons: of which class, of which journal, which report', async () => {
    const asked = await says('morozov', 'ведомость за первую четверть');
    expect(asked.words).toContain('О каком классе?');
    await chats.get('morozov')!.choose('9А');
    expect((await chats.get('morozov')!.choose('PDF')).file!.name).toBe('9А Итоги успеваемости класса, 1 четверть.pdf');
    expect((await says('morozov', 'журнал английского 5Б')).words).toContain('О каком журнале?');
    expect((await says('morozov', 'отчёт учителя')).screen).toMatch(/^report\//);
    expect(await fileOf('morozov', 'отчёт учителя Орловой за 1 четверть')).toMatch(/^Орлова .*, 1 четверть\.pdf$/);
  });

  test('who may not is told whose it is, in one sentence; the class that isn’t there is named', async () => {
    const refused = await says('volkov', 'ведомость 5Б');
    expect([refused.screen, refused.words]).toEqual([
      'refused',
      'Отчёты о классе 5Б получают его классный руководитель, заместитель директора и директор.',
    ]);
    expect((await says('ivanova', 'ведомость 9А')).words).toContain('Отчёты о классе 9А получают');
    expect((await says('ivanova', 'сводная ведомость успеваемости по школе')).words).toBe(
      'Отчёты по школе получают заместитель директора и директор.',
    );
    expect((await says('morozov', 'ведомость 7Д')).words).toBe('Класса 7Д в этом учебном году нет.');
    expect((await says('ivanova', 'ведомость за третий триместр')).screen).toBe('refused');
  });

  test('a teacher who asks for what is not filled sees what they owe; a family’s «ведомость» is its own marks', async () => {
    expect((await says('volkov', 'список незаполненного')).screen).toBe('missing');
    expect(await fileOf('ivanova', 'список незаполненного')).toBe('5Б Что не заполнено в классе, 24 ноября 2026.pdf');
    for (const text of ['ведомость', 'ведомость 5Б', 'ведомость 9А', 'форма 6', 'сводная ведомость успеваемости']) {
      const heard = await says('petrova', text);
      expect([text, heard.file, heard.screen.split('/')[0]]).not.toContain('report');
      expect(heard.words).not.toMatch(/Итоги успеваемости|Смирнов|Авдеев/);
    }
    expect((await says('orlova', 'ведомость Тимофея')).file).toBeUndefined();
  });

  test('the long ones are made on the site, and the chat says where', async () => {
    const heard = await says('morozov', 'все формы за первую четверть');
    expect(heard).toMatchObject({ screen: 'report/on-site', argument: 'packages' });
    expect(heard.buttons.flat().map(({ url }) => url)).toContain('https://school.example.org/reports/packages');
    expect((await says('ivanova', 'журнал 5Б целиком')).words).toContain('готовится на сайте');
    expect((await says('volkov', 'пакет отчётов')).screen).toBe('refused');
  });

  test('«отчёты» and /reports show the list', async () => {
    for (const text of ['отчёты', '/reports', '/отчеты', 'какие есть формы']) {
      expect([text, (await says('ivanova', text)).screen]).toEqual([text, 'reports']);
    }
  });
});

describe('somebody else’s timetable, for the staff', () => {
  test('of a class, of a day, of a week', async () => {
    const today = await says('volkov', 'расписание 5Б');
    expect(today.screen).toBe('timetable');
    expect(today.words).toMatch(
      /^Расписание 5Б\n24 ноября, вторник\n\n1\. 08:30–09:10 Русский язык, каб\. 201, Орлова М\. А\.\n2\./,
    );
    expect(today.words).toMatch(/4\. \S+ Математика, каб\. 301, Иванова Н\. П\./);
    expect((await says('volkov', 'расписание 5 Б на завтра')).words).toContain('25 ноября, среда');
    const week = await says('volkov', 'расписание 9А на всю неделю');
    expect([week.screen, week.words]).toEqual(['timetable/week', expect.stringContaining('23 ноября — 29 ноября')]);
  });

  test('of a teacher in any case of the name, of a room', async () => {
    const orlova = await says('morozov', 'расписание учителя Орловой');
    expect(orlova.words).toMatch(/^Расписание: Орлова Татьяна|^Расписание: Орлова/);
    expect((await says('morozov', 'уроки Ивановой завтра')).words).toContain('Расписание: Иванова Наталья Петровна');
    expect((await says('kuznetsov', 'расписание кабинета 301')).words).toContain('Расписание кабинета 301');
  });

  test('where a teacher is now, and where next', async () => {
    // It is half past twelve on a Tuesday.
    const heard = await says('morozov', 'где сейчас Иванова?');
    expect(heard.screen).toBe('timetable/where');
    expect(heard.words).toBe('Иванова Наталья Петровна\nСейчас (12:30) урока нет, и сегодня больше не будет.');
    expect((await chats.get('morozov')!.choose('Расписание на сегодня')).screen).toBe('timetable');
    expect((await says('volkov', 'Где Орлова')).words).toBe(
      'Орлова Марина Александровна\nСейчас на уроке: 5Б, Литература, каб. 201, до 12:50.',
    );
  });

  test('who stands in for whom is asked as before', async () => {
    for (const text of ['кто кого замещает сегодня', 'замены', 'замены на завтра']) {
      expect([text, (await says('morozov', text)).screen]).toEqual([text, 'substitutions']);
    }
  });

  test('families see nobody’s timetable but their own', async () => {
    for (const text of ['расписание 9А', 'расписание учителя Орловой', 'где сейчас Орлова']) {
      const heard = await says('petrova', text);
      expect([text, heard.screen.startsWith('timetable')]).toEqual([text, false]);
    }
    const petrova = chats.get('petrova')!;
    const [teacher, room] = [await school.person('orlova'), 1];
    for (const button of [
      `where ${teacher}`,
      `timetable teacher ${teacher}`,
      `timetable/week room ${room}`,
      'timetable class 1',
    ])
      expect([button, (await petrova.press(button)).screen]).toEqual([button, 'gone']);
  });

  test('«мои уроки» and one’s own day stay what they were', async () => {
    expect((await says('ivanova', 'расписание')).screen).toBe('lessons');
    expect((await says('ivanova', 'мои уроки завтра')).screen).toBe('lessons');
    expect((await says('orlova', 'расписание Тимофея')).screen).toMatch(/^schedule/);
  });
});
