import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subscribeToReport } from '#journal/reports/subscriptions/subscribe.ts';
import { addWay } from '#school/ways/add-way.ts';
import { everyoneAgrees } from '#test/consents.ts';
import { openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';

let school: TestSchool;
let morozov: TestBrowser;
let ivanova: TestBrowser;
const queued: [job: string, data: object][] = [];
beforeAll(async () => {
  school = await openTestSchool({
    queue: () => ({ enqueue: async (_em, job, data) => void queued.push([job, data]) }),
  });
  await query(school, 'delete from report_subscription');
  await everyoneAgrees(school);
  const personId = await school.person('morozov');
  await school.house.asHouse(act => addWay(act, personId, { messenger: 'email', address: 'morozov@example.org' }));
  [morozov, ivanova] = [await school.browser('morozov'), await school.browser('ivanova')];
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<(select|details).*?>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+|&nbsp;/g, ' ');
const pageOf = async (browser: TestBrowser, url = '/reports/subscriptions') => text((await browser.get(url)).body);
const rows = () =>
  query<Record<string, unknown>>(
    school,
    `select s.id, p.login, s.report, s.chosen, s.format, s.rhythm, s.weekdays, s.send_at, s.ways from report_subscription s
     join person p on p.id = s.person_id where s.ended_at is null order by s.id`,
  );
const mondays = { format: 'xlsx', rhythm: 'weekdays', weekday: '1', at: '07:30', way: 'email' };

describe('«Присылать мне»', () => {
  test('stands folded on the page of a report; an empty list says how to begin', async () => {
    expect(await pageOf(morozov)).toContain('Подписок пока нет Откройте нужный отчёт, раскройте «Присылать мне»');
    const page = await morozov.get('/reports/missing-entries');
    expect(page.body).toMatch(/<details class="card report-subscribe no-print" id="subscribe">/);
    expect(text(page.body)).toContain('почта morozov@example.org');
    expect(text(page.body)).not.toContain('Показать');
  });

  test('is answered by the page of subscriptions, with the day it comes next', async () => {
    const sent = await morozov.post('/reports/missing-entries/subscribe', mondays);
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/reports/subscriptions']);
    expect(await pageOf(morozov)).toMatch(
      /Что не заполнено в школе по понедельникам в 07:30, XLSX; на почту и на сайт Следующий: 30 ноября, понедельник, в 07:30\./,
    );
    await morozov.post('/reports/missing-entries/subscribe', mondays);
    expect(await rows()).toHaveLength(1);
    expect(await pageOf(morozov, '/reports/missing-entries')).toContain('уже приходит по понедельникам в 07:30');
  });

  test('keeps a rule where the current term was taken, and the term where another was', async () => {
    const weekly = { ...mondays, rhythm: 'school-days', at: '15:00', format: 'pdf' };
    await ivanova.post('/reports/class-results/subscribe', { ...weekly, way: [] });
    await ivanova.post('/reports/class-results/subscribe?term=quarter-1', { ...weekly, way: [] });
    await morozov.post('/reports/filling/subscribe?from=2026-11-16&to=2026-11-22', { ...mondays, span: 'last-week' });
    const chosen = (await rows()).map(row => [row.report, row.chosen]);
    const [klass] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
    const of = String(klass!.id);
    expect(chosen).toEqual([
      ['missing-entries', {}],
      ['class-results', { of }],
      ['class-results', { of, term: 'quarter-1' }],
      ['filling', { span: 'last-week' }],
    ]);
    expect((await morozov.get('/reports/filling?from=2026-11-16&to=2026-11-22')).body).toContain(
      '<option value="last-week" selected>',
    );
    expect(await pageOf(ivanova)).toMatch(
      /Итоги успеваемости класса : 5Б каждый учебный день в 15:00, PDF, за I четверть; только на сайт/,
    );
  });

  test('says at the field what will not do, and keeps what was typed', async () => {
    const none = await morozov.post('/reports/missing-entries/subscribe', { ...mondays, weekday: [], at: '08:15' });
    expect(none.statusCode).toBe(422);
    expect(text(none.body)).toContain('Отметьте хотя бы один день школьной недели.');
    expect(none.body).toContain('value="08:15"');
    for (const [field, value, sentence] of [
      ['weekday', '7', 'Отметьте хотя бы один день школьной недели.'],
      ['at', '25:00', 'Назовите время так: 21:00.'],
      ['way', 'telegram', 'Этого способа у вас нет.'],
      ['rhythm', 'hourly', 'Выберите, когда присылать, из списка.'],
      ['format', 'doc', 'Выберите XLSX или PDF.'],
    ] as const) {
      const refused = await morozov.post('/reports/missing-entries/subscribe', { ...mondays, [field]: value });
      expect(text(refused.body), field).toContain(sentence);
    }
  });

  test('is for a report one may see: of one’s own class, and not of the school for Ivanova', async () => {
    const wish = { ...mondays, weekdays: [1], ways: [] };
    const asked = (login: string, name: string, of?: string) =>
      refusalOf(school.as(login, act => subscribeToReport(act, { name, typed: { of }, wish })));
    expect(await asked('ivanova', 'missing-entries')).toMatchObject({ kind: 'not-found' });
    expect(await asked('ivanova', 'missing-entries-of-class', '1')).toMatchObject({ kind: 'not-found' });
    expect(await asked('petrova', 'missing-entries-of-teacher')).toMatchObject({ kind: 'not-found' });
    expect((await (await school.browser('petrova')).get('/reports/subscriptions')).statusCode).toBe(404);
  });
});

describe('a subscription', () => {
  test('is changed, paused, taken up again and sent at once by its owner; for another it is not there', async () => {
    const [{ id }] = (await rows()) as [{ id: number }];
    const at = `/reports/subscriptions/${id}`;
    await morozov.post(at, { ...mondays, weekday: ['2', '5'], at: '8:05', format: 'pdf', way: [] });
    expect(await rows()).toMatchObject([{ weekdays: '25', send_at: '08:05', format: 'pdf', ways: [] }, {}, {}, {}]);
    expect(await pageOf(morozov)).toContain('по вторникам и пятницам в 08:05, PDF; только на сайт');
    await morozov.post(`${at}/pause`);
    expect(await pageOf(morozov)).toContain('На паузе.');
    await morozov.post(`${at}/resume`);
    await morozov.post(`${at}/now`);
    await morozov.post(`${at}/now`);
    expect(queued).toEqual([['report-sending', { sendingId: expect.any(Number) }]]);
    expect(await pageOf(morozov)).toContain('составляется');
    for (const deed of ['', '/pause', '/now', '/end']) {
      expect((await ivanova.post(`${at}${deed}`, mondays)).statusCode).toBe(404);
    }
    const refused = await morozov.post(at, { ...mondays, weekday: [] });
    expect(refused.body).toMatch(/<details class="report-change" open>/);
    expect(text(refused.body)).toContain('Отметьте хотя бы один день школьной недели.');
  });

  test('is kept by programs as well', async () => {
    const wish = { format: 'xlsx', rhythm: 'period-end', at: '16:00', ways: ['email'] };
    const made = await morozov.json('POST', '/api/report-subscriptions', { report: 'school-progress', ...wish });
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    const listed = (await morozov.json('GET', '/api/report-subscriptions')).json();
    expect(listed.at(-1)).toMatchObject({
      id,
      report: 'school-progress',
      term: null,
      ways: ['email'],
      paused: false,
      last: null,
    });
    // The second quarter ends with its last lessons on that day.
    expect(listed.at(-1).nextAt).toBe('2026-12-30T13:00:00.000Z');
    const changed = { ...wish, rhythm: 'after-period' };
    expect((await morozov.json('PUT', `/api/report-subscriptions/${id}`, changed)).statusCode).toBe(204);
    await morozov.json('PUT', `/api/report-subscriptions/${id}/paused`, { paused: true });
    expect((await morozov.json('GET', '/api/report-subscriptions')).json().at(-1)).toMatchObject({
      paused: true,
      nextAt: null,
    });
    expect((await morozov.json('DELETE', `/api/report-subscriptions/${id}`)).statusCode).toBe(204);
    expect((await ivanova.json('PUT', `/api/report-subscriptions/${id}/paused`, { paused: true })).statusCode).toBe(
      404,
    );
  });

  test('is ended by one press: on its page, from a letter without signing in, in the chat', async () => {
    const before = (await rows()) as { id: number; login: string }[];
    const [first, second, third, fourth] = before;
    await morozov.post(`/reports/subscriptions/${first!.id}/end`);
    const [{ secret }] = (await query<{ secret: string }>(
      school,
      'select secret from report_subscription where id = :id',
      {
        id: second!.id,
      },
    )) as [{ secret: string }];
    const nobody = await school.browser();
    const asked = await nobody.get(`/unsubscribe/report/${secret}`);
    expect(text(asked.body)).toContain('Больше не присылать отчёт «Итоги успеваемости класса»?');
    expect(asked.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(asked.body).not.toMatch(/Иванова|5Б/);
    const ended = await nobody.post(`/unsubscribe/report/${secret}`, {}, { token: false });
    expect(text(ended.body)).toContain('больше не приходит');
    expect((await nobody.get('/unsubscribe/report/nobody-knows-this-one')).statusCode).toBe(404);

    const { linked } = openConversations(school);
    const chat = await linked('ivanova');
    expect((await chat.press(`report-subscription/end ${fourth!.id}`)).screen).toBe('gone');
    expect((await chat.press(`report-subscription/end ${third!.id}`)).words).toMatch(/5Б\nБольше не пришлём/);
    expect((await rows()).map(({ id }) => id)).toEqual([fourth!.id]);
  });
});
