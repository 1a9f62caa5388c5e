import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let kuznetsov: TestBrowser;

beforeAll(async () => {
  school = await openTestSchool({ api: { botName: () => 'zvonok_school_bot' } });
  kuznetsov = await school.browser('kuznetsov');
});
afterAll(() => school.close());

const bodyOf = async (browser: TestBrowser, url: string) => (await browser.get(url)).body.replaceAll('\u00a0', ' ');

/** As if the registrar had linked a group; gives the link's id. */
const linked = async (key: string, title: string) => {
  const [link] = await query<{ id: number }>(
    school,
    `insert into mirror_link (section_id, chat, title, by_id, linked_at, next_attempt_at)
     select s.id, '-100' || s.id, :title, p.id, now(), now() from section s, person p where s.key = :key and p.login = 'kuznetsov'
     returning id`,
    { key, title },
  );
  return link!.id;
};

describe('the page «Группы Telegram»', () => {
  it('is the registrar’s: the director and teachers may not, families find nothing', async () => {
    expect((await kuznetsov.get('/forum/mirror')).statusCode).toBe(200);
    for (const [login, status] of [
      ['sokolova', 403],
      ['ivanova', 403],
      ['petrova', 404],
      ['masha', 404],
    ] as const) {
      const browser = await school.browser(login);
      expect((await browser.get('/forum/mirror')).statusCode).toBe(status);
      expect((await browser.post('/forum/mirror', { section: 'free' })).statusCode).toBe(status);
      expect((await browser.json('GET', '/api/forum/mirrors')).statusCode).toBe(status);
      expect((await browser.json('DELETE', '/api/forum/mirrors/1')).statusCode).toBe(status);
    }
  });

  it('says what the law says and what stays on the site, before any button', async () => {
    const body = await bodyOf(kuznetsov, '/forum/mirror');
    expect(body).toMatch(/41-ФЗ[\s\S]*152-ФЗ[\s\S]*файлы и фотографии[\s\S]*Получить код/);
  });

  it('shows a code once, kept by no browser', async () => {
    const shown = await kuznetsov.post('/forum/mirror', { section: 'free' });
    expect(shown.headers['cache-control']).toBe('no-store');
    expect(shown.body).toMatch(/value="\/mirror@zvonok_school_bot [\w-]{22}"/);
    expect(await bodyOf(kuznetsov, '/forum/mirror')).not.toContain('value="/mirror@');
  });

  it('asks for a word where not all of the staff read the section, and says so under the box', async () => {
    await query(school, `update section set readers = '{registrar,director}' where key = 'management'`);
    const refused = await kuznetsov.post('/forum/mirror', { section: 'management' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body.replaceAll('\u00a0', ' ')).toMatch(/role="alert">Этот раздел читают не все сотрудники/);
    expect((await kuznetsov.post('/forum/mirror', { section: 'management', understood: 'yes' })).statusCode).toBe(200);
  });

  it('lets those who write there know that their words leave the site, and ends the link', async () => {
    const id = await linked('free', 'Учительская беседа');
    const ivanova = await school.browser('ivanova');
    const mark = /группе Telegram «Учительская беседа»/;
    expect(await bodyOf(ivanova, '/forum/free')).toMatch(mark);
    expect(await bodyOf(ivanova, '/forum/methods')).not.toMatch(mark);
    const { topics } = (await ivanova.json('GET', '/api/forum/topics?section=free')).json();
    expect(await bodyOf(ivanova, `/forum/topics/${topics[0].id}`)).toMatch(mark);
    expect(await bodyOf(ivanova, '/forum/new')).toMatch(/Свободный разговор — и в группе Telegram/);
    expect(await bodyOf(kuznetsov, '/forum/mirror')).toContain('Учительская беседа');
    expect((await kuznetsov.post('/forum/mirror/unlink', { group: `${id}` })).statusCode).toBe(303);
    expect(await bodyOf(kuznetsov, '/forum/mirror')).toMatch(/связь снята на сайте/);
    expect(await bodyOf(ivanova, '/forum/free')).not.toMatch(mark);
  });

  it('does the same for programs', async () => {
    const id = await linked('methods', 'Методисты');
    const list = (await kuznetsov.json('GET', '/api/forum/mirrors')).json();
    expect(list.standStill).toBe(false);
    expect(list.sections.find((one: { key: string }) => one.key === 'methods').group).toMatchObject({ id, waiting: 0 });
    const code = await kuznetsov.json('POST', '/api/forum/mirrors/code', { section: 'teaching' });
    expect(code.statusCode).toBe(201);
    expect(code.json()).toMatchObject({ code: expect.stringMatching(/^[\w-]{22}$/) });
    expect((await kuznetsov.json('POST', '/api/forum/mirrors/code', { section: 'methods' })).statusCode).toBe(409);
    expect((await kuznetsov.json('DELETE', `/api/forum/mirrors/${id}`)).statusCode).toBe(204);
    expect((await kuznetsov.json('DELETE', `/api/forum/mirrors/${id}`)).statusCode).toBe(404);
  });
});
