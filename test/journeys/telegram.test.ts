import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import type { TestBrowser } from '../house.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

let school: OpenSchool;

describe.each([
  { way: 'by long polling', webhook: false },
  { way: 'by webhook', webhook: true },
])('a school day in Telegram, $way', ({ webhook }) => {
  let olga: Person;
  let natalya: Person;
  let ivanova: TestBrowser;
  let sokolova: TestBrowser;

  beforeAll(async () => {
    school = await openSchoolWithTelegram({ webhook });
    [ivanova, sokolova] = [await school.browser('ivanova'), await school.browser('sokolova')];
  });

  afterAll(() => school.close());

  it('a stranger learns nothing but how to link', async () => {
    const stranger = school.api.person({ id: 666, first_name: 'Прохожий' });
    const screens = [];
    for (const text of ['/start', 'отметки', 'что сегодня получила Маша?', '/board', 'petrova kolokol-petrova']) {
      stranger.says(text);
      screens.push(await stranger.receives());
    }
    stranger.sendsSticker();
    screens.push(await stranger.receives());
    expect(new Set(screens.map(({ text }) => text)).size).toBe(1);
    expect(screens[0]!.text).toContain('откройте страницу «Мессенджеры»');
    expect(screens[0]!.text).not.toMatch(/Маш|Петров|5Б/);
    expect(screens.flatMap(({ buttons }) => buttons)).toEqual([]);
  });

  it('Ольга Петрова links her chat by the link from the site, which works once', async () => {
    const page = await (await school.browser('petrova')).post('/messengers/code');
    const link = /href="(https:\/\/t\.me\/[^"]+)"/.exec(page.body)![1]!.replaceAll('&#x3D;', '=');
    expect(link).toMatch(/^https:\/\/t\.me\/zvonok_school_bot\?start=[\w-]{22}$/);
    olga = school.api.person({ id: 501, first_name: 'Ольга' });
    olga.follows(link);
    expect((await olga.receives('Чат привязан')).text).toContain('Здравствуйте, Ольга Николаевна');
    expect((await olga.receives(/учётной записи привязан чат/)).text).toContain('отвяжите его на сайте');
    const thief = school.api.person({ id: 667, first_name: 'Вор' });
    thief.follows(link);
    expect((await thief.receives()).text).not.toMatch(/Ольга|Маша/);
  });

  it('she asks what Маша got today, looks at the week, and switches to Ваня, all in one message', async () => {
    olga.says('что сегодня получила Маша?');
    const today = await olga.receives(/^Мария, 5Б/);
    expect(plain(today.text)).toMatch(/Сегодня, 24 ноября, вторник\s+Русский язык: 4 \(ответ на уроке\)/);
    expect(today.buttons).toEqual([['Неделя', 'Четверть'], ['Иван'], ['Меню']]);
    const press = olga.presses('Неделя');
    expect(await press?.answered()).toEqual({ text: '', alert: false });
    const week = await olga.receives(({ edited }) => edited);
    expect(week).toMatchObject({ id: today.id, text: expect.stringMatching(/^Мария, 5Б/) });
    olga.presses('Иван');
    expect(await olga.receives(/^Иван, 2А/)).toMatchObject({ id: today.id });
    olga.says('отметки за неделю');
    expect((await olga.receives(/^Иван, 2А/)).id).toBeGreaterThan(today.id);
  });

  it('answers what it can’t make out with a short hint and buttons', async () => {
    for (const ask of [() => olga.says('абракадабра'), () => olga.sendsSticker(), () => olga.forwards('отметки')]) {
      ask();
      const hint = await olga.receives();
      expect(hint.text.length).toBeLessThan(300);
      expect(hint.buttons.flat().length).toBeGreaterThan(0);
    }
  });

  it('hears within the minute of a mark Иванова has given, on the telephone and on the site', async () => {
    const { lessonId, studentId } = await mathsOfMasha(ivanova);
    await give(ivanova, lessonId, { studentId, value: 3, comment: 'Повтори таблицу' });
    await give(ivanova, lessonId, { studentId, value: 5, comment: null });
    school.world.pass(20_000);
    const notice = await olga.receives('Мария, Математика: 5');
    expect(notice.text).not.toContain('3');
    const told = olga.sees().filter(({ text }) => text.includes('Мария, Математика:'));
    expect(told).toHaveLength(1);
    expect((await (await school.browser('petrova')).json('GET', '/api/chat')).body).toContain('Мария, Математика: 5');
  });

  it('brings the director’s order to Иванова, who presses «Ознакомлен»; the director sees it', async () => {
    natalya = await school.linkedPhone('ivanova', { id: 502, first_name: 'Наталья' });
    const order = {
      ...{ kind: 'order', date: '2026-11-24', title: 'О дежурстве в столовой', audience: ['staff'] },
      text: 'Назначить дежурными учителей 5–9 классов.',
    };
    const { id } = (await sokolova.json('POST', '/api/board', order)).json();
    const notice = await natalya.receives('О дежурстве в столовой');
    expect(plain(notice.text)).toMatch(/^Приказ № \d+ от 24 ноября 2026 года\nО дежурстве/);
    expect(notice.buttons).toEqual([['Ознакомлен', 'Открыть']]);
    natalya.presses('Ознакомлен', notice);
    const done = await natalya.receives('вы ознакомились');
    expect(done.id).toBeGreaterThan(notice.id);
    const { readers } = (await sokolova.json('GET', `/api/board/${id}/acknowledgements`)).json();
    const hers = readers.find((reader: { name: string }) => reader.name.includes('Иванова'));
    expect(hers).toMatchObject({ acknowledgedAt: expect.any(String), through: 'telegram' });
    // The notice itself stays as it was; a second press says that it is done already.
    expect(natalya.sees().find(one => one.id === notice.id)).toMatchObject({ text: notice.text, edited: false });
    natalya.presses('Ознакомлен', notice);
    await natalya.receives('вы ознакомились');
    expect(
      olga
        .sees()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('О дежурстве');
  });

  it('tells nothing to a chat after /logout, while the site goes on', async () => {
    olga.says('/logout');
    await olga.receives('Отвязать этот чат');
    olga.presses('Да, отвязать');
    await olga.receives('Чат отвязан');
    olga.says('отметки');
    expect((await olga.receives()).text).toContain('откройте страницу «Мессенджеры»');
    const { lessonId, studentId } = await mathsOfMasha(ivanova);
    await give(ivanova, lessonId, { studentId, value: 4, comment: null });
    school.world.pass(20_000);
    const petrova = await school.browser('petrova');
    await expect.poll(async () => (await petrova.json('GET', '/api/chat')).body).toContain('Мария, Математика: 4');
    expect(olga.reads()).toEqual([]);
  });

  it('is not stopped by Иванова blocking the bot: others hear, she reads it on the site', async () => {
    const denis = await school.linkedPhone('volkov', { id: 503, first_name: 'Денис' });
    natalya.blocks();
    await announce(sokolova, 'Общий сбор в четверг');
    await denis.receives('Общий сбор в четверг');
    await expect.poll(async () => (await ivanova.json('GET', '/api/chat')).body).toContain('Общий сбор в четверг');
    natalya.unblocks();
    natalya.says('/start');
    expect(plain((await natalya.receives('Мессенджеры')).text)).toContain('Этот чат пока ни с кем не связан');
  });

  it('loses nothing in a storm of 429, 502 and broken lines, and repeats nothing Telegram has refused', async () => {
    const phones = [];
    for (const [index, login] of ['morozov', 'kuznetsov', 'orlova', 'fedorova'].entries()) {
      phones.push(await school.linkedPhone(login, { id: 510 + index, first_name: login }));
    }
    school.api.failNext(429, { method: 'sendMessage', calls: 6, retryAfter: 5 });
    school.api.failNext(502, { method: 'sendMessage', calls: 4 });
    school.api.failNext('reset before', { method: 'sendMessage', calls: 4 });
    const news = ['Первая новость', 'Вторая новость', 'Третья новость'];
    for (const title of news) await announce(sokolova, title);
    for (const phone of phones) {
      for (const title of news) {
        await expect
          .poll(() => {
            school.world.pass(1000);
            return phone.sees().map(({ text }) => text.split('\n')[1]);
          })
          .toContain(title);
      }
    }
    for (const phone of phones) {
      const titles = phone.sees().map(({ text }) => text.split('\n')[1]!);
      expect(titles.filter(title => news.includes(title))).toEqual(news);
    }
  });
});

async function mathsOfMasha(teacher: TestBrowser) {
  const { lessons } = (await teacher.json('GET', '/api/lessons?day=2026-11-24&mine=true')).json();
  const maths = lessons.find((one: { className: string; subject: string }) => one.className === '5Б');
  const { students } = (await teacher.json('GET', `/api/lessons/${maths.id}`)).json();
  const masha = students.find((student: { name: string }) => student.name.startsWith('Петрова Мария'));
  return { lessonId: maths.id as number, studentId: masha.id as number };
}

async function give(teacher: TestBrowser, lessonId: number, mark: object): Promise<void> {
  const answer = await teacher.json('POST', `/api/lessons/${lessonId}/marks`, { ...mark, workKind: 'ответ на уроке' });
  expect(answer.statusCode, answer.body).toBe(200);
}

async function announce(director: TestBrowser, title: string): Promise<void> {
  const words = {
    kind: 'announcement',
    date: '2026-11-24',
    title,
    text: 'Подробности в учительской.',
    audience: ['staff'],
  };
  expect((await director.json('POST', '/api/board', words)).statusCode).toBe(201);
}

/** With spaces where the typography has put ones that don't break. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
