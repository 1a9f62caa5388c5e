import { readXlsx } from 'hucre/xlsx';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBot } from '#bot/answer.ts';
import { openCourier } from '#bot/courier.ts';
import { openEmail } from '#bot/email/email.ts';
import { openWebChat } from '#bot/webchat/web-chat.ts';
import { mySubscriptions } from '#journal/reports/subscriptions/my-subscriptions.ts';
import { sendNow } from '#journal/reports/subscriptions/plan-sendings.ts';
import { forgetReportFiles } from '#journal/reports/subscriptions/send.ts';
import { sentFile } from '#journal/reports/subscriptions/sent-report.ts';
import {
  changeSubscription,
  pauseSubscription,
  resumeSubscription,
  subscribeToReport,
} from '#journal/reports/subscriptions/subscribe.ts';
import type { TypedWish } from '#journal/reports/subscriptions/wish.ts';
import { addWay } from '#school/ways/add-way.ts';
import { paperHere } from '#templates/paper/paper-machine.ts';
import { plainText } from '#templates/plain-text.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { everyoneAgrees } from '#test/consents.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { throughLibreOffice } from '#test/libreoffice.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { telegramOf } from '#test/telegram.ts';
import { type Clock, openClock } from './clock.ts';
import { openPost, type Post } from './post.ts';
import { openQueue, type Queue } from './queue.ts';
import { reportSendingWork } from './report-sending.ts';
import { eachMinute } from './schedule.ts';

const log = pino({ level: 'silent' });
const site = 'https://journal.example';

let school: TestSchool;
let queue: Queue;
let clock: Clock;
let mail: MailServer;
let post: Post;
let api: BotApi;
let telegram: ReturnType<typeof telegramOf>;
let phone: Person;
let fifth: number;
let made = 0;

beforeAll(async () => {
  school = await openTestSchool({ queue: ground => (queue = openQueue({ ...ground, log })) });
  [mail, api] = [await startMailServer(), await startBotApi({ now: school.world.now })];
  post = openPost(mail.url);
  const { house, press } = school;
  const paper = {
    ...paperHere,
    make: (...order: Parameters<typeof paperHere.make>) => {
      made++;
      return paperHere.make(...order);
    },
  };
  await queue.prepare({ 'report-sending': reportSendingWork({ house, press, paper }) });
  clock = openClock(house, {}, log);
  await everyoneAgrees(school);
  for (const login of ['morozov', 'ivanova']) {
    const personId = await school.person(login);
    await house.asHouse(act => addWay(act, personId, { messenger: 'email', address: `${login}@example.org` }));
  }
  telegram = telegramOf(school, api, { bot: openBot({ house, press }) });
  await telegram.start();
  phone = api.person({ id: 701, first_name: 'Андрей' });
  phone.says('/start');
  const [klass] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  fifth = klass!.id;
  // What the board has to publish until then is told before.
  await send('2026-11-29T12:00:00+03:00');
});
afterAll(async () => {
  await telegram.stop();
  await api.close();
  post.close();
  await mail.close();
  await queue.stop();
  await school.close();
});
beforeEach(async () => {
  for (const table of ['report_sending', 'report_subscription', 'delivery', 'chat_turn', 'notice', 'pgboss.job'])
    await query(school, `delete from ${table}`);
  mail.letters.splice(0);
  mail.refuse();
  made = 0;
  // Sunday.
  school.world.set('2026-11-29T12:00:00+03:00');
});

const mondays: TypedWish = { format: 'xlsx', rhythm: 'weekdays', weekdays: [1], at: '07:30', ways: ['email'] };
const subscribe = (login: string, name: string, wish: Partial<TypedWish> = {}) =>
  school.as(login, act => subscribeToReport(act, { name, typed: {}, wish: { ...mondays, ...wish } }));
const tick = async (moment?: string) => {
  if (moment) school.world.set(moment);
  await clock.tick();
};
const carry = () => {
  const { house, press } = school;
  const web = openWebChat({ house, bot: openBot({ house, press }) });
  const email = openEmail({ press, letterBox: post, site });
  return openCourier({ house, press, log, messengers: [web.messenger, telegram.messenger, email], everyMs: 5 }).round();
};
const send = async (moment?: string) => {
  await tick(moment);
  await queue.workOff();
  await carry();
};
const states = () =>
  query<{ day: string; state: string }>(school, 'select day::text, state from report_sending order by id');
const told = async (login: string) => {
  const rows = await query<{ kind: string; facts: object }>(
    school,
    `select n.kind, n.facts from notice n join person p on p.id = n.reader_id where p.login = :login and n.kind like 'report-%' order by n.id`,
    { login },
  );
  return rows.map(({ kind, facts }) =>
    plainText(school.press.screen(`notices/${kind}`, { notices: [facts] }).text).replaceAll('\u00a0', ' '),
  );
};

describe('every Monday at half past seven', () => {
  it('Morozov has the list of what is missing in his mailbox, as a book a spreadsheet opens', async () => {
    await subscribe('morozov', 'missing-entries');
    await send('2026-11-30T07:29:00+03:00');
    expect(mail.letters).toEqual([]);
    await send('2026-11-30T07:30:00+03:00');
    expect(mail.letters).toHaveLength(1);
    const { to, head, text, files } = mail.letters[0]!;
    expect(to).toEqual(['morozov@example.org']);
    expect(text.replaceAll('\u00a0', ' ')).toMatch(/Что не заполнено в школе\s+Уроков без записей: \d+\./);
    expect(text).toContain('Отчёт в файле: вы на него подписаны.');
    expect(head).toMatch(/^List-Unsubscribe: <https:\/\/journal\.example\/unsubscribe\/report\/[\w-]{22}>$/m);
    const [file] = files;
    expect([files.length, file!.name]).toEqual([1, 'Что не заполнено в школе, 30 ноября 2026.xlsx']);
    const { sheets } = await readXlsx(await throughLibreOffice(file!.content));
    const rows = sheets[0]!.rows.map(row => row.filter(cell => cell !== null && cell !== ''));
    const total = rows.find(([first, second]) => first === 'Всего' && second !== undefined)!;
    expect(total.slice(1).every(cell => typeof cell === 'number')).toBe(true);
    expect(text.replaceAll('\u00a0', ' ')).toContain(`Уроков без записей: ${total[1]}.`);
  });

  it('comes once, whoever ticks and however the clock is set, and again a week later', async () => {
    await subscribe('morozov', 'missing-entries');
    school.world.set('2026-11-30T07:30:00+03:00');
    const twin = openClock(school.house, {}, log);
    await Promise.all([clock.tick(), twin.tick(), clock.tick(), twin.tick()]);
    await queue.workOff();
    await Promise.all([carry(), carry()]);
    await send('2026-11-30T06:00:00+03:00');
    await send('2026-11-30T07:30:00+03:00');
    await send('2026-11-30T23:00:00+03:00');
    expect(mail.letters).toHaveLength(1);
    await send('2026-12-01T07:30:00+03:00');
    expect(mail.letters).toHaveLength(1);
    await send('2026-12-07T07:31:00+03:00');
    await send('2026-12-07T07:32:00+03:00');
    expect(mail.letters).toHaveLength(2);
    expect(await states()).toEqual([
      { day: '2026-11-30', state: 'made' },
      { day: '2026-12-07', state: 'made' },
    ]);
  });

  it('comes late on the same day when the machine was off, and not at all when it was off until Tuesday', async () => {
    await subscribe('morozov', 'missing-entries');
    await send('2026-11-30T15:12:00+03:00');
    expect(mail.letters).toHaveLength(1);
    await send('2026-12-08T08:00:00+03:00');
    expect(mail.letters).toHaveLength(1);
  });

  it('is not sent for a time that had passed when it was asked for, nor for the days of a pause', async () => {
    school.world.set('2026-11-30T09:00:00+03:00');
    const id = await subscribe('morozov', 'missing-entries');
    await send();
    expect(await states()).toEqual([]);
    await school.as('morozov', act => pauseSubscription(act, id));
    await send('2026-12-07T07:30:00+03:00');
    school.world.set('2026-12-07T08:00:00+03:00');
    await school.as('morozov', act => resumeSubscription(act, id));
    await send();
    expect(await states()).toEqual([]);
    await send('2026-12-14T07:30:00+03:00');
    expect(mail.letters).toHaveLength(1);
  });

  it('stays away on a Monday in the holidays', async () => {
    await subscribe('morozov', 'missing-entries');
    await send('2027-01-04T07:30:00+03:00');
    expect(await states()).toEqual([]);
    const [view] = await school.as('morozov', act => mySubscriptions(act));
    expect(view!.nextAt).toEqual(new Date('2027-01-11T07:30:00+03:00'));
  });
});

describe('a button pressed twice', () => {
  it('begins one subscription and sends one report', async () => {
    const ids = await Promise.all([subscribe('morozov', 'missing-entries'), subscribe('morozov', 'missing-entries')]);
    expect(ids[0]).toBe(ids[1]);
    const now = () => school.as('morozov', act => sendNow(act, ids[0]!));
    await Promise.all([now(), now()]);
    expect(await states()).toEqual([{ day: null, state: 'waiting' }]);
  });
});

describe('a program that is killed', () => {
  it('between planning and making loses nothing: after five minutes it is handed in again, and made once', async () => {
    await subscribe('morozov', 'missing-entries');
    await tick('2026-11-30T07:30:00+03:00');
    await query(school, 'delete from pgboss.job');
    await send('2026-11-30T07:33:00+03:00');
    expect(made).toBe(0);
    await send('2026-11-30T07:35:00+03:00');
    expect([made, mail.letters.length]).toEqual([1, 1]);
    await send('2026-11-30T07:45:00+03:00');
    expect([made, mail.letters.length]).toEqual([1, 1]);
  });

  it('between making and sending sends it when it comes up, and keeps one file though two had made it', async () => {
    await subscribe('morozov', 'missing-entries');
    await tick('2026-11-30T07:30:00+03:00');
    const [{ id }] = (await query<{ id: number }>(school, 'select id from report_sending')) as [{ id: number }];
    const { house, press } = school;
    const work = reportSendingWork({ house, press, paper: paperHere });
    await Promise.all([work({ sendingId: id }), work({ sendingId: id })]);
    await work({ sendingId: id });
    expect(mail.letters).toEqual([]);
    school.world.set('2026-11-30T09:10:00+03:00');
    await carry();
    await carry();
    expect(mail.letters.map(({ files }) => files.length)).toEqual([1]);
  });

  it('gives up a report that can’t be made, and says so', async () => {
    await subscribe('morozov', 'missing-entries');
    await tick('2026-11-30T07:30:00+03:00');
    const [{ id }] = (await query<{ id: number }>(school, 'select id from report_sending')) as [{ id: number }];
    const { house, press } = school;
    const make = async () => {
      throw new Error('no paper');
    };
    const work = reportSendingWork({ house, press, paper: { ...paperHere, make } });
    for (let tries = 1; tries <= 6; tries++) await expect(work({ sendingId: id })).rejects.toThrow('no paper');
    await work({ sendingId: id });
    expect(await told('morozov')).toEqual([expect.stringContaining('отчёт по подписке не составился')]);
    await tick('2026-11-30T08:30:00+03:00');
    expect(await states()).toEqual([{ day: '2026-11-30', state: 'failed' }]);
  });
});

describe('what is in it', () => {
  it('is only that everything is filled, when it is', async () => {
    await query(
      school,
      `update lesson set topic = 'т', no_homework = true, attendance_at = now() where day < '2026-12-02'`,
    );
    await query(school, 'update course set graded = false');
    await subscribe('morozov', 'missing-entries');
    await send('2026-11-30T07:30:00+03:00');
    const [letter] = mail.letters;
    expect(letter!.files).toEqual([]);
    expect(letter!.text.replaceAll('\u00a0', ' ')).toMatch(/Что не заполнено в школе\s+Всё заполнено\. Файла нет/);
    await query(school, 'update course set graded = true');
    await query(school, `update lesson set attendance_at = null where day = '2026-11-27'`);
  });

  it('is of the term that goes on then, of the week before that day, of the class that was chosen', async () => {
    await subscribe('ivanova', 'class-results', { format: 'pdf' });
    await subscribe('morozov', 'filling', { span: 'last-week' });
    const pages = async () => {
      await send();
      return mail.letters
        .splice(0)
        .map(({ files }) => files[0]!.name)
        .toSorted();
    };
    school.world.set('2026-11-30T07:30:00+03:00');
    expect(await pages()).toEqual([
      '5Б Итоги успеваемости класса, 2 четверть.pdf',
      'Контроль заполнения журнала, 23 ноября 2026 — 29 ноября 2026.xlsx',
    ]);
    const [sending] = await query<{ id: number }>(school, `select max(id) as id from report_sending`);
    const { content } = await school.as('morozov', act => sentFile(act, sending!.id));
    const { sheets } = await readXlsx(content);
    expect(JSON.stringify(sheets[0]!.rows).replaceAll('\u00a0', ' ')).toContain(
      'с 23 ноября 2026 по 29 ноября 2026 года',
    );
  });
});

describe('health', () => {
  it('is in no file that leaves the site, and in the one that stays there', async () => {
    const illness = async (ways: string[]) => {
      await subscribe('ivanova', 'class-attendance', { ways, at: ways.length > 0 ? '07:30' : '07:31' });
      await send('2026-11-30T07:31:00+03:00');
      const [sending] = await query<{ id: number }>(school, `select max(id) as id from report_sending`);
      const { content } = await school.as('ivanova', act => sentFile(act, sending!.id));
      const { sheets } = await readXlsx(content);
      return sheets.some(({ rows }) => rows.flat().some(cell => /болезн/.test(String(cell))));
    };
    expect(await illness(['email'])).toBe(false);
    expect(await illness([])).toBe(true);
  });

  it('stays on the site though its reader chose the mailbox while the file was made', async () => {
    const id = await subscribe('ivanova', 'class-attendance', { ways: [] });
    await tick('2026-11-30T07:30:00+03:00');
    const [{ id: sendingId }] = (await query<{ id: number }>(school, 'select id from report_sending')) as [
      { id: number },
    ];
    const make: typeof paperHere.make = async (...order) => {
      await school.as('ivanova', act => changeSubscription(act, id, mondays));
      return paperHere.make(...order);
    };
    const { house, press } = school;
    await reportSendingWork({ house, press, paper: { ...paperHere, make } })({ sendingId });
    await carry();
    expect(mail.letters).toEqual([]);
  });
});

describe('who may see it', () => {
  it('is asked again: who leads the class no more is told so once, sees nothing of it, and has no subscription any more', async () => {
    await subscribe('ivanova', 'missing-entries-of-class');
    await query(
      school,
      `update school_class set class_teacher_id = (select id from person where login = 'volkov') where id = :fifth`,
      { fifth },
    );
    await send('2026-11-30T07:30:00+03:00');
    expect(mail.letters.map(({ files }) => files)).toEqual([[]]);
    expect(await told('ivanova')).toEqual([
      expect.stringMatching(/^Что не заполнено в классе: 5Б\nЭтот отчёт больше не придёт: он теперь не для вас/),
    ]);
    expect(await school.as('ivanova', act => mySubscriptions(act))).toEqual([]);
    await send('2026-12-07T07:30:00+03:00');
    expect(mail.letters).toHaveLength(1);
    await query(
      school,
      `update school_class set class_teacher_id = (select id from person where login = 'ivanova') where id = :fifth`,
      { fifth },
    );
  });

  it('is asked once more when it is carried, and when the file is fetched', async () => {
    await subscribe('ivanova', 'missing-entries-of-class');
    await tick('2026-11-30T07:30:00+03:00');
    await queue.workOff();
    const [{ id }] = (await query<{ id: number }>(school, 'select id from report_sending')) as [{ id: number }];
    const fetched = await school.as('ivanova', act => sentFile(act, id));
    expect(fetched.name).toBe('5Б Что не заполнено в классе, 30 ноября 2026.xlsx');
    expect(await refusalOf(school.as('morozov', act => sentFile(act, id)))).toMatchObject({ kind: 'not-found' });
    await query(school, `update school_class set class_teacher_id = null where id = :fifth`, { fifth });
    await carry();
    expect(mail.letters.map(({ files }) => files)).toEqual([[]]);
    expect(await refusalOf(school.as('ivanova', act => sentFile(act, id)))).toMatchObject({ kind: 'not-found' });
    await query(
      school,
      `update school_class set class_teacher_id = (select id from person where login = 'ivanova') where id = :fifth`,
      { fifth },
    );
    school.world.set('2026-12-08T03:35:00+03:00');
    await school.house.asHouse(forgetReportFiles);
    expect(await refusalOf(school.as('ivanova', act => sentFile(act, id)))).toMatchObject({ kind: 'not-found' });
  });
});

describe('the ways', () => {
  const link = (login: string) =>
    school
      .person(login)
      .then(personId => school.house.asHouse(act => addWay(act, personId, { messenger: 'telegram', address: '701' })));

  it('are those that were chosen: the letter when Telegram is there as well', async () => {
    await link('morozov');
    await subscribe('morozov', 'missing-entries');
    const before = phone.sees().length;
    await send('2026-11-30T07:30:00+03:00');
    expect([mail.letters.length, phone.sees().length - before]).toEqual([1, 0]);
  });

  it('of a lost mailbox is the next one: the file comes to Telegram, and one press there ends it', async () => {
    await link('morozov');
    await subscribe('morozov', 'missing-entries');
    mail.refuse(step => (step.at === 'addressee' ? 550 : undefined));
    await send('2026-11-30T07:30:00+03:00');
    await carry();
    const shown = await phone.receives('Уроков без записей');
    expect(shown.file?.name).toBe('Что не заполнено в школе, 30 ноября 2026.xlsx');
    expect((await readXlsx(shown.file!.bytes)).sheets).toHaveLength(1);
    phone.presses('Больше не присылать');
    await phone.receives('Больше не пришлём');
    expect(await school.as('morozov', act => mySubscriptions(act))).toEqual([]);
  });

  it('are waited for when Telegram asks for a pause, and end with a chat that is blocked', async () => {
    await link('morozov');
    await subscribe('morozov', 'missing-entries', { ways: ['telegram'] });
    const documents = () => phone.sees().filter(({ file }) => file).length;
    const before = documents();
    api.failNext(429, { method: 'sendDocument', calls: 1, retryAfter: 3 });
    await send('2026-11-30T07:30:00+03:00');
    expect(documents()).toBe(before);
    school.world.pass(4000);
    await carry();
    expect(documents()).toBe(before + 1);
  });

  it('beside those chosen there is always the chat on the site, with the file for its reader alone', async () => {
    const id = await subscribe('morozov', 'missing-entries', { ways: [] });
    // In quiet hours too: whoever asks for it waits for it.
    school.world.set('2026-11-29T23:00:00+03:00');
    await school.as('morozov', act => sendNow(act, id));
    await school.as('morozov', act => sendNow(act, id));
    await queue.workOff();
    await carry();
    expect([mail.letters.length, await states()]).toEqual([0, [{ day: null, state: 'made' }]]);
    const [turn] = await query<{ file: { path: string; name: string } }>(school, 'select file from chat_turn');
    expect(turn!.file.name).toBe('Что не заполнено в школе, 29 ноября 2026.xlsx');
  });
});

it('is the clock’s work each minute', () => {
  expect(eachMinute.some(work => String(work).includes('planSendings'))).toBe(true);
});
