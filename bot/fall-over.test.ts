import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveChat } from '#school/chats.ts';
import { addWay } from '#school/ways/add-way.ts';
import { switchChannel } from '#school/ways/channels.ts';
import { giveConsent, withdrawConsent } from '#school/ways/consents.ts';
import { everyoneAgrees } from '#test/consents.ts';
import { openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { openCourier } from './courier.ts';
import { type Messenger, Undeliverable } from './messenger.ts';

let school: TestSchool;
let petrova: number;
const shown: string[] = [];
/** What the next call of a messenger ends in. */
const failing = new Map<string, Undeliverable>();

beforeAll(async () => {
  school = await openTestSchool();
  petrova = await school.person('petrova');
});
afterAll(() => school.close());
beforeEach(async () => {
  for (const table of ['delivery', 'notice', 'dialogue', 'chat_turn', 'chat', 'channel_switch', 'consent']) {
    await query(school, `delete from ${table}`);
  }
  await everyoneAgrees(school);
  shown.splice(0);
  failing.clear();
});

const messengerOf = (name: Messenger['name']): Messenger => ({
  name,
  show: async (_address, { text }) => {
    const failure = failing.get(name);
    if (failure) throw failure;
    shown.push(`${name}: ${text.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')}`);
    return {};
  },
});
const courier = () => {
  const messengers = (['web', 'telegram', 'push', 'email'] as const).map(messengerOf);
  const { house, press } = school;
  return openCourier({ house, press, messengers, log: pino({ level: 'silent' }), everyMs: 5 });
};
const round = () => courier().round();
const link = (messenger: 'telegram' | 'email' | 'push', address = `${messenger} of petrova`) =>
  school.house.asHouse(act => addWay(act, petrova, { messenger, address }));
const tell = (number: number) =>
  school.house.asHouse(async act => {
    const facts = { id: number, kind: 'order', number, date: '2026-11-24', title: 'О дежурстве', excerpt: '' };
    act.tell(petrova, { kind: 'document', subject: `document:${number}`, facts });
  });
/** Where the order was told, by its number; messengers go side by side, so in the order of the alphabet. */
const told = (number: number) =>
  shown
    .filter(line => line.includes(`№ ${number} `))
    .map(line => line.split(':')[0])
    .toSorted();
const refused = () =>
  query(
    school,
    `select c.messenger, d.error from delivery d join chat c on c.id = d.chat_id where d.state = 'refused' order by d.id`,
  );

describe('a way that fails', () => {
  it('hands over to the next: Telegram to the browser, the browser to e-mail; the site hears everything', async () => {
    await link('email');
    await link('push');
    await link('telegram');
    await tell(1);
    await round();
    expect(told(1)).toEqual(['telegram', 'web']);

    failing.set('telegram', new Undeliverable('blocked'));
    await tell(2);
    await round();
    await round();
    expect(told(2)).toEqual(['push', 'web']);

    failing.set('push', new Undeliverable('gone'));
    await tell(3);
    await round();
    await round();
    expect(told(3)).toEqual(['email', 'web']);
    expect(await refused()).toEqual([
      { messenger: 'telegram', error: 'blocked' },
      { messenger: 'push', error: 'gone' },
    ]);
  });

  it('is not waited for where the account itself is meant: a newly linked chat is told over every way there is', async () => {
    await link('email');
    await link('push');
    await link('telegram', 'her own');
    const stranger = { messenger: 'telegram', address: 'somebody else’s' } as const;
    await school.house.asHouse(act => giveChat(act, stranger, petrova));
    await round();
    const ways = shown.filter(line => line.includes('привязан чат в Telegram')).map(line => line.split(':')[0]);
    expect(ways.toSorted()).toEqual(['email', 'push', 'telegram', 'telegram', 'web']);
  });

  it('hands over what waited there while it was out of reach', async () => {
    await link('email');
    await link('telegram');
    failing.set('telegram', new Undeliverable('unreachable'));
    await tell(1);
    await tell(2);
    await round();
    expect([told(1), told(2)]).toEqual([['web'], ['web']]);
    failing.set('telegram', new Undeliverable('blocked'));
    school.world.pass(5000);
    await round();
    await round();
    expect([told(1), told(2)]).toEqual([
      ['email', 'web'],
      ['email', 'web'],
    ]);
  });

  it('tells nothing twice where the other way has told it already', async () => {
    await link('email');
    await query(school, 'update chat set spare = false');
    await link('telegram');
    await query(school, 'update chat set spare = false');
    failing.set('telegram', new Undeliverable('blocked'));
    await tell(1);
    await round();
    await round();
    expect(told(1)).toEqual(['email', 'web']);
  });

  it('leaves the site alone when there is no other, and the pages say so', async () => {
    await link('telegram');
    failing.set('telegram', new Undeliverable('blocked'));
    await tell(1);
    await round();
    expect(told(1)).toEqual(['web']);
    const browser = await school.browser('petrova');
    expect((await browser.get('/')).body).toContain('Связь потеряна.');
  });
});

describe('without a consent', () => {
  it('nothing leaves: neither what is new nor what waited when it was withdrawn', async () => {
    await link('telegram');
    failing.set('telegram', new Undeliverable('unreachable'));
    await tell(1);
    await round();
    failing.clear();
    await school.as('petrova', act => withdrawConsent(act, 'telegram'));
    expect(await refused()).toEqual([{ messenger: 'telegram', error: 'no-consent' }]);
    await tell(2);
    school.world.pass(60_000);
    await round();
    expect([told(1), told(2)]).toEqual([['web'], ['web']]);
  });

  it('another way that is agreed to takes over at once', async () => {
    await link('email');
    await link('telegram');
    await school.as('petrova', act => withdrawConsent(act, 'telegram'));
    await tell(1);
    await round();
    expect(told(1)).toEqual(['email', 'web']);
    await school.as('petrova', act => giveConsent(act, 'telegram'));
    await tell(2);
    await round();
    expect(told(2)).toEqual(['telegram', 'web']);
  });

  it('a chat linked before consents were kept is asked once, in a message about nobody', async () => {
    await query(school, `update consent set withdrawn_at = now() where person_id = ${petrova}`);
    await link('telegram');
    await round();
    await tell(1);
    await round();
    expect(shown.filter(line => line.startsWith('telegram'))).toEqual([
      'telegram: Школе нужно ваше согласие, чтобы и дальше писать вам сюда новости из журнала. Пока его нет, новости ждут на сайте.',
    ]);
  });

  it('the bot answers one question alone, and begins to talk by «Согласен»', async () => {
    await query(school, `update consent set withdrawn_at = now() where person_id = ${petrova}`);
    const chat = await openConversations(school).linked('petrova', 'petrova-phone');
    const asked = await chat.say('что сегодня получила Маша?');
    expect(asked).toMatchObject({ screen: 'consent', labels: ['Согласен', 'Отвязать чат'] });
    expect(asked.words).toContain('через Telegram; его серверы находятся за пределами России');
    expect(asked.words).not.toMatch(/Маш|Мари/);
    expect((await chat.press('marks/today 1')).screen).toBe('consent');
    expect((await chat.choose('Согласен')).screen).toBe('start');
    expect((await chat.say('что сегодня получила Маша?')).words).toContain('Мария');
  });

  it('Маша, who is eleven, can not agree by herself', async () => {
    const masha = await school.person('masha');
    await query(school, `update consent set withdrawn_at = now() where person_id = ${masha}`);
    const chat = await openConversations(school).linked('masha', 'masha-phone');
    expect((await chat.say('оценки')).words).toContain('До 14 лет согласие на сообщения подписывает родитель.');
    expect((await chat.press('consent/yes')).screen).toBe('refused');
    expect((await chat.say('оценки')).screen).toBe('consent');
  });
});

describe('the registrar’s switch', () => {
  it('stops a channel for everybody at once; another takes over', async () => {
    await link('email');
    await link('telegram');
    failing.set('telegram', new Undeliverable('unreachable'));
    await tell(1);
    await round();
    failing.clear();
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'off'));
    await tell(2);
    school.world.pass(60_000);
    await round();
    expect([told(1), told(2)]).toEqual([
      ['email', 'web'],
      ['email', 'web'],
    ]);
    expect(await refused()).toEqual([{ messenger: 'telegram', error: 'off' }]);
  });

  it('lets only the fact out: no name, no mark, no absence; the site has all of it', async () => {
    await link('telegram');
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'facts-only'));
    const facts = { givenName: 'Маша', subject: 'Математика', day: '2026-11-24', old: null };
    await school.house.asHouse(async act => {
      for (const value of [5, 4]) {
        const mark = { value, workKind: 'контрольная', comment: null };
        act.tell(petrova, { kind: 'mark', subject: 'lesson:1', facts: { ...facts, mark } });
      }
    });
    await round();
    expect(shown.filter(line => line.startsWith('telegram'))).toEqual([
      'telegram: Новые записи в журнале: 2. Посмотреть можно на сайте.',
    ]);
    expect(shown.filter(line => line.startsWith('web')).join()).toContain('Маша, Математика: 5');
  });

  it('keeps the bot from answering there as well', async () => {
    const chat = await openConversations(school).linked('petrova', 'petrova-phone');
    expect((await chat.say('что сегодня получила Маша?')).words).toContain('Мария');
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'facts-only'));
    const short = await chat.say('что сегодня получила Маша?');
    expect([short.screen, short.words.includes('Мари')]).toEqual(['facts-only', false]);
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'off'));
    expect((await chat.say('что сегодня получила Маша?')).screen).toBe('channel-off');
  });

  it('is nobody else’s, and never stops e-mail', async () => {
    await expect(school.as('sokolova', act => switchChannel(act, 'telegram', 'off'))).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    await expect(school.as('kuznetsov', act => switchChannel(act, 'email', 'off'))).rejects.toMatchObject({
      reason: 'way/channel-mode',
    });
  });
});
