import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let orlova: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  [orlova, ivanova] = [await school.browser('orlova'), await school.browser('ivanova')];
});
afterAll(() => school.close());

/** Opens a topic through the form and gives its id. */
async function post(browser: TestBrowser, title: string, text = 'Коллеги, как у вас?'): Promise<number> {
  school.world.pass(60_000);
  const answer = await browser.post('/forum/new', { section: 'teaching', title, text });
  expect(answer.statusCode).toBe(303);
  return Number(/^\/forum\/topics\/(\d+)\?page=1#reply-1$/.exec(String(answer.headers.location))![1]);
}

const replyIds = (html: string) => [...html.matchAll(/quote=(\d+)#answer/g)].map(match => Number(match[1]));
const badge = (html: string) =>
  Number(/data-nav="forum".*?<span class="count">(\d+)/s.exec(html.split('</nav>')[0]!)?.[1] ?? 0);

describe('the forum', () => {
  test('carries a talk: Орлова asks, Иванова answers with a quote, Орлова hears of it once and reads it', async () => {
    const before = badge((await ivanova.get('/forum')).body);
    const id = await post(orlova, 'Диктант в пятницу');

    const list = (await ivanova.get('/forum/teaching')).body;
    expect(list).toContain('Диктант в пятницу');
    expect(list).toContain(`href="/forum/topics/${id}?page&#x3D;1#reply-1"`);
    expect(badge(list)).toBe(before + 1);

    const topic = (await ivanova.get(`/forum/topics/${id}`)).body;
    expect(badge(topic)).toBe(before);
    const [opening] = replyIds(topic);
    const quoting = (await ivanova.get(`/forum/topics/${id}?page=1&quote=${opening}`)).body;
    expect(quoting).toContain(`<input type="hidden" name="quotes" value="${opening}">`);
    const answered = await ivanova.post(`/forum/topics/${id}?page=1`, { text: 'Переносим.', quotes: String(opening) });
    expect(answered.headers.location).toBe(`/forum/topics/${id}?page=1#reply-2`);

    const notices = await school.orm.em
      .fork()
      .execute(
        `select n.facts from notice n join person p on p.id = n.reader_id where p.login = 'orlova' and n.subject = ?`,
        [`topic:${id}`],
      );
    expect(notices).toHaveLength(1);
    expect(school.press.screen('notices/reply', { notices: notices.map(({ facts }) => facts) }).text).toBe(
      '<b>Новый ответ в\u00a0теме «Диктант в пятницу»</b>\n\n<b>Иванова Н. П.</b> цитирует вас: Переносим.',
    );

    const read = (await orlova.get(`/forum/topics/${id}`)).body;
    expect(read).toMatch(/<hr class="unread-line"[^>]*>\s*<article class="post unread"[^>]* id="reply-2">/);
    expect(read).toMatch(/<blockquote class="prose"><p>Коллеги, как у вас\?<\/p>\s*<footer><a [^>]*#reply-1"/);
    expect((await orlova.get(`/forum/topics/${id}`)).body).not.toContain('unread-line');
  });

  test('tells of several answers in one message', () => {
    const about = { topicId: 7, title: 'Чай & сахар', quoted: false };
    const notices = [
      { ...about, author: 'Иванова Н. П.', excerpt: '**Беру** [сахар](https://example.com/)', number: 2 },
      { ...about, author: 'Волков Д. О.', excerpt: 'А я <b>чай</b>', number: 3, quoted: true },
    ];
    expect(school.press.screen('notices/reply', { notices }).text).toBe(
      '<b>Новые ответы в\u00a0теме «Чай &amp; сахар»</b>\n\n<b>Иванова Н. П.</b>: Беру сахар\n\n' +
        '<b>Волков Д. О.</b> цитирует вас: А я &lt;b&gt;чай&lt;/b&gt;',
    );
  });

  test('says what has been done, once', async () => {
    const answer = await orlova.post('/forum/new', { section: 'free', title: 'Самовар', text: 'Купили.' });
    expect(answer.cookies).toMatchObject([{ name: 'zvonok-flash', value: 'forum/topic-posted' }]);
  });

  test('shows a script in a post, in a title and in a quote as text', async () => {
    const id = await post(
      orlova,
      '<script>alert(1)</script>',
      '<script>alert(2)</script>[ссылка](javascript:alert(3))',
    );
    const [opening] = replyIds((await ivanova.get(`/forum/topics/${id}`)).body);
    await ivanova.post(`/forum/topics/${id}`, { text: '<img src=x onerror=alert(4)>', quotes: String(opening) });
    for (const address of ['/forum', `/forum/topics/${id}`, `/forum/topics/${id}?quote=${opening}`]) {
      const html = (await ivanova.get(address)).body;
      expect(html.match(/<script(?! type="module" src="\/public\/)/g)).toBeNull();
      expect(html).not.toMatch(/<img[^>]*onerror|href="javascript/);
      expect(html).toContain('&lt;script&gt;alert(1)');
    }
  });

  test('keeps what was typed when it refuses', async () => {
    const topic = await orlova.post('/forum/new', { section: 'free', title: 'Да', text: 'Мой "текст" & <b>' });
    expect(topic.statusCode).toBe(422);
    expect(topic.body).toContain('Заголовок слишком короткий');
    expect(topic.body).toContain('Мой &quot;текст&quot; &amp; &lt;b&gt;');
    expect(topic.body).toContain('<option value="free" selected>');

    const id = await post(orlova, 'Длинный ответ');
    const [opening] = replyIds((await ivanova.get(`/forum/topics/${id}`)).body);
    const long = 'я'.repeat(20_001);
    const reply = await ivanova.post(`/forum/topics/${id}?page=1`, { text: long, quotes: String(opening) });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('В\u00a0тексте 20\u00a0001 знак, помещается 20\u00a0000.');
    expect(reply.body).toContain(long);
    expect(reply.body).toContain(`<input type="hidden" name="quotes" value="${opening}">`);
  });

  test('lets one edit one’s own words; two editors lose nothing', async () => {
    const id = await post(ivanova, 'Олимпиада', 'Кто дежурит?');
    const [replyId] = replyIds((await ivanova.get(`/forum/topics/${id}`)).body);
    const path = `/forum/replies/${replyId}/edit`;
    expect((await ivanova.get(path)).body).toContain('Кто дежурит?</textarea>');
    const first = await ivanova.post(path, { text: 'Кто дежурит в субботу?', version: '1' });
    expect(first.headers.location).toBe(`/forum/topics/${id}?page=1#reply-1`);
    expect((await orlova.get(`/forum/topics/${id}`)).body).toContain('Изменено');
    const history = (await orlova.get(`/forum/replies/${replyId}/history`)).body;
    expect(history).toMatch(/Версия 2, сейчас на форуме.*Кто дежурит в субботу\?.*Версия 1.*Кто дежурит\?/s);

    const second = await ivanova.post(path, { text: 'Кто дежурит в среду?', version: '1' });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Кто дежурит в среду?</textarea>');
    expect(second.body).toContain('<p>Кто дежурит в субботу?</p>');
    expect(second.body).toContain('<input type="hidden" name="version" value="2">');
    expect((await ivanova.post(path, { text: 'Кто дежурит в среду?', version: '2' })).statusCode).toBe(303);

    expect((await orlova.get(path)).statusCode).toBe(403);
    expect((await orlova.post(path, { text: 'Чужое', version: '3' })).statusCode).toBe(403);
    expect((await orlova.get(`/forum/topics/${id}`)).body).not.toContain(path);
  });

  test('answers the eleventh post of a minute politely and keeps it', async () => {
    const volkov = await school.browser('volkov');
    const id = await post(orlova, 'Мяч');
    for (let number = 1; number <= 10; number++) await volkov.post(`/forum/topics/${id}`, { text: `Пас ${number}` });
    const eleventh = await volkov.post(`/forum/topics/${id}`, { text: 'Гол' });
    expect(eleventh.statusCode).toBe(429);
    expect(eleventh.body).toContain('Вы отправили 10\u00a0сообщений за минуту.');
    expect(eleventh.body).toContain('Гол</textarea>');
  });

  test('keeps order: Морозов hides, closes, splits and merges, and the old addresses lead on', async () => {
    const morozov = await school.browser('morozov');
    const id = await post(orlova, 'Горячая тема');
    await ivanova.post(`/forum/topics/${id}`, { text: 'Резкость' });
    await ivanova.post(`/forum/topics/${id}`, { text: 'О другом' });
    const [, second, third] = replyIds((await orlova.get(`/forum/topics/${id}`)).body);
    expect((await orlova.get(`/forum/topics/${id}`)).body).not.toContain(`/forum/replies/${second}/hide`);

    const hide = `/forum/replies/${second}/hide`;
    expect((await morozov.get(hide)).body).toContain('<p>Резкость</p>');
    const bare = await morozov.post(hide, { reason: '' });
    expect(bare.statusCode).toBe(422);
    expect(bare.body).toContain('Напишите причину');
    const hidden = await morozov.post(hide, { reason: 'Тон & <b>' });
    expect(hidden.headers.location).toBe(`/forum/topics/${id}?page=1#reply-2`);
    const forOrlova = (await orlova.get(`/forum/topics/${id}`)).body;
    expect(forOrlova).toContain('Ответ скрыт модератором: Тон &amp; &lt;b&gt;');
    expect(forOrlova).not.toContain('Резкость');
    expect((await ivanova.get(`/forum/topics/${id}`)).body).toMatch(/<details>.*Резкость/s);
    expect((await orlova.get(`/forum/topics/${id}/replies?after=1`)).body).not.toContain('Резкость');
    expect((await orlova.json('GET', `/api/forum/topics/${id}`)).body).not.toContain('Резкость');

    const moderation = `/forum/topics/${id}/moderation`;
    expect((await morozov.get(moderation)).body).toContain('Присоединить');
    expect((await morozov.post(moderation, { deed: 'close', reason: 'Решено' })).statusCode).toBe(303);
    expect((await orlova.get('/forum/teaching')).body).toMatch(/Горячая тема <span class="chip">закрыта/);
    const late = await orlova.post(`/forum/topics/${id}`, { text: 'Моё слово' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Тема закрыта и\u00a0новых ответов не принимает.');
    expect(late.body).toContain('Моё слово</textarea>');

    const split = `/forum/topics/${id}/split`;
    expect((await morozov.get(split)).body).toContain('3. Иванова Н. П.');
    const parted = await morozov.post(split, { replies: String(third), title: 'О другом отдельно', reason: 'Другое' });
    const made = Number(/^\/forum\/topics\/(\d+)$/.exec(String(parted.headers.location))![1]);
    expect((await orlova.get(`/forum/replies/${third}`)).headers.location).toBe(`/forum/topics/${made}?page=1#reply-1`);

    const astray = await morozov.post(moderation, { deed: 'merge', into: 'туда', reason: 'Вместе' });
    expect(astray.body).toContain('Такой темы на форуме нет.');
    const into = `http://school.example/forum/topics/${made}?page=1#reply-1`;
    const merged = await morozov.post(moderation, { deed: 'merge', into, reason: 'Вместе' });
    expect(merged.headers.location).toBe(`/forum/topics/${made}`);
    const old = await orlova.get(`/forum/topics/${id}`);
    expect([old.statusCode, old.headers.location]).toEqual([302, `/forum/topics/${made}`]);
    expect((await (await school.browser('petrova')).get(`/forum/topics/${id}`)).statusCode).toBe(404);

    const log = (await morozov.get('/forum/log')).body;
    for (const words of ['тема закрыта', 'часть ответов', 'присоединена', 'скрыт', 'Морозов'])
      expect(log).toContain(words);
    expect((await orlova.get('/forum/log')).statusCode).toBe(403);
  });

  test('turns the pages of a long topic', async () => {
    const id = await post(orlova, 'Летопись');
    for (let number = 2; number <= 51; number++) {
      school.world.pass(10_000);
      await ivanova.post(`/forum/topics/${id}`, { text: `Запись ${number}` });
    }
    const second = (await orlova.get(`/forum/topics/${id}?page=2`)).body;
    expect(second).toContain('id="reply-51"');
    expect(second).not.toContain('id="reply-50"');
    expect(second).toContain('Страница 2 из 2');
    expect(second).toContain('href="?page&#x3D;1"');
  });

  test('greets with a way to begin where nothing has been said', async () => {
    await school.orm.em
      .fork()
      .execute(`insert into section (key, name, description, position) values ('empty', 'Пустой', 'Тишина', 99)`);
    const html = (await orlova.get('/forum/empty')).body;
    expect(html).toContain('Тем пока нет');
    expect(html).toContain('href="/forum/new?section=empty"');
    expect((await orlova.get('/forum/new?section=empty')).body).toContain('<option value="empty" selected>');
  });

  test.each(['petrova', 'masha'])('is nowhere for %s', async login => {
    const id = await post(orlova, 'Для своих');
    const [replyId] = replyIds((await orlova.get(`/forum/topics/${id}`)).body);
    const browser = await school.browser(login);
    for (const path of [
      '/forum',
      '/forum/teaching',
      '/forum/new',
      `/forum/topics/${id}`,
      `/forum/replies/${replyId}/edit`,
    ]) {
      expect([path, (await browser.get(path)).statusCode]).toEqual([path, 404]);
    }
    const typed = { section: 'teaching', title: 'Чужая тема', text: 'Чужое', version: '1' };
    for (const path of ['/forum/new', `/forum/topics/${id}`, `/forum/replies/${replyId}/edit`]) {
      expect([path, (await browser.post(path, typed)).statusCode]).toEqual([path, 404]);
    }
    expect((await browser.get('/')).body).not.toContain('href="/forum"');
  });

  test.each([
    '/forum/nowhere',
    '/forum/topics/1000000',
    '/forum/topics/99999999999',
    '/forum/topics/x',
    '/forum/replies/0/edit',
  ])('has nothing at %s', async path => {
    expect((await orlova.get(path)).statusCode).toBe(404);
  });

  test('opens at an odd page number all the same', async () => {
    const id = await post(orlova, 'Страницы');
    for (const page of ['0', '-1', 'x', '99999999999', '2']) {
      expect((await orlova.get(`/forum/topics/${id}?page=${page}`)).statusCode).toBe(200);
      expect((await orlova.get(`/forum?page=${page}`)).statusCode).toBe(200);
    }
  });

  test('asks as many queries for a page of 50 answers as for one', async () => {
    const short = await post(orlova, 'Коротко');
    const long = await post(orlova, 'Долго');
    for (let number = 2; number <= 50; number++) {
      school.world.pass(10_000);
      await ivanova.post(`/forum/topics/${long}`, { text: `Запись ${number}` });
    }
    await orlova.get('/forum');
    const ofShort = await school.countQueries(() => orlova.get(`/forum/topics/${short}`));
    expect(await school.countQueries(() => orlova.get(`/forum/topics/${long}`))).toBe(ofShort);
  });
});
