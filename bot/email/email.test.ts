import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCourier } from '#bot/courier.ts';
import type { Messenger } from '#bot/messenger.ts';
import { addWay } from '#school/ways/add-way.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { openPost, type Post } from '../../jobs/post.ts';
import { openEmail } from './email.ts';

let school: TestSchool;
let mail: MailServer;
let post: Post;
let petrova: number;
const site = 'https://journal.example';

beforeAll(async () => {
  [school, mail] = [await openTestSchool(), await startMailServer()];
  post = openPost(mail.url);
  petrova = await school.person('petrova');
});
afterAll(async () => {
  post.close();
  await mail.close();
  await school.close();
});
beforeEach(async () => {
  for (const table of ['delivery', 'notice', 'chat']) await query(school, `delete from ${table}`);
  mail.letters.splice(0);
  mail.tries.splice(0);
  mail.refuse();
});

const mark = { givenName: 'Маша', subject: 'Математика', day: '2026-11-24', old: null };
const fact = (value: number) => ({ ...mark, mark: { value, workKind: 'контрольная', comment: null } });
const tell = (value: number) =>
  school.house.asHouse(async act => act.tell(petrova, { kind: 'mark', subject: 'lesson:1', facts: fact(value) }));
const link = (address: string) => school.house.asHouse(act => addWay(act, petrova, { messenger: 'email', address }));
const states = () =>
  query(
    school,
    `select c.messenger, d.state, d.error, d.attempts from delivery d join chat c on c.id = d.chat_id order by c.messenger, d.id`,
  );
const web: Messenger = { name: 'web', show: async () => ({}) };
const round = () => {
  const { house, press } = school;
  const email = openEmail({ press, letterBox: post, site });
  return openCourier({ house, press, messengers: [web, email], log: pino({ level: 'silent' }), everyMs: 5 }).round();
};

describe('a notice by e-mail', () => {
  it('is a letter in words and in simple HTML, which names nobody in its subject and leads to the settings', async () => {
    await link('mama@example.org');
    await tell(5);
    await round();
    expect(mail.letters).toHaveLength(1);
    const { to, head, text, html } = mail.letters[0]!;
    expect(to).toEqual(['mama@example.org']);
    expect(text.replace(/\r\n/g, '\n').replaceAll('\u00a0', ' ')).toBe(
      'Маша, Математика: 5 — контрольная\n\nЖурнал: https://journal.example\nЧто и когда присылать: https://journal.example/settings\n',
    );
    expect(html!.replaceAll('\u00a0', ' ')).toContain('<p><b>Маша, Математика: 5</b> — контрольная</p>');
    const subject = /^Subject: (.+)$/m.exec(head)![1]!;
    expect(decodedWords(subject).replaceAll('\u00a0', ' ')).toBe('Новое в школьном журнале');
    expect(head).toMatch(/^List-Unsubscribe: <https:\/\/journal\.example\/unsubscribe\/[\w-]{22}>$/m);
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).not.toMatch(/Маша|Математика/);
  });

  it('bears the same number when it comes again, because nobody knew whether it had arrived', async () => {
    await link('mama@example.org');
    await tell(5);
    await round();
    await query(school, `update delivery set state = 'waiting', next_attempt_at = sent_at where state = 'sent'`);
    await round();
    const ids = mail.letters.map(({ head }) => /^Message-ID: (.+)$/im.exec(head)![1]);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(ids[0]).toMatch(/^<notice\.\d+\.0@/);
  });

  it('ends the address when the server says there is nobody there; the site has told it', async () => {
    await link('gone@example.org');
    mail.refuse(step => (step.at === 'addressee' ? 550 : undefined));
    await tell(4);
    await round();
    expect(await query(school, `select end_reason from chat where messenger = 'email'`)).toEqual([
      { end_reason: 'gone' },
    ]);
    expect(await states()).toEqual([
      { messenger: 'email', state: 'refused', error: 'gone', attempts: 0 },
      { messenger: 'web', state: 'sent', error: null, attempts: 1 },
    ]);
  });

  it.each([
    ['a full mailbox (452)', 'addressee', 452],
    ['a greylisting server (451)', 'text', 451],
    ['our own sender refused (550)', 'sender', 550],
  ] as const)('waits and comes later after %s', async (_why, at, code) => {
    await link('mama@example.org');
    mail.refuse(step => (step.at === at ? code : undefined));
    await tell(4);
    await round();
    expect(await states()).toMatchObject([{ state: 'waiting', error: 'unreachable', attempts: 1 }, { state: 'sent' }]);
    mail.refuse();
    school.world.pass(2000);
    await round();
    expect(mail.letters).toHaveLength(1);
  });

  it('is given up after three tries when the server will not have its text, and the address goes on', async () => {
    await link('mama@example.org');
    mail.refuse(step => (step.at === 'text' ? 554 : undefined));
    await tell(4);
    for (const pause of [0, 2000, 4000]) {
      school.world.pass(pause);
      await round();
    }
    expect(await states()).toMatchObject([{ state: 'refused', error: 'fault' }, { state: 'sent' }]);
    mail.refuse();
    await tell(5);
    await round();
    expect(mail.letters).toHaveLength(1);
  });

  it('goes to a mailbox that both parents share, to each of them', async () => {
    const smirnov = await school.person('smirnov');
    await link('family@example.org');
    await school.house.asHouse(act => addWay(act, smirnov, { messenger: 'email', address: 'family@example.org' }));
    await school.house.asHouse(async act => {
      for (const reader of [petrova, smirnov]) act.tell(reader, { kind: 'mark', subject: 'lesson:1', facts: fact(5) });
    });
    await round();
    expect(mail.letters.map(({ to }) => to)).toEqual([['family@example.org'], ['family@example.org']]);
  });

  it('covers a mark that its reader wants covered', async () => {
    const { press } = school;
    const kept: string[] = [];
    const email = openEmail({ press, site, letterBox: { send: async ({ text, html }) => void kept.push(text, html) } });
    await email.show('mama@example.org', { text: 'Маша: <tg-spoiler>5</tg-spoiler>', buttons: [] });
    expect(kept.join()).not.toContain('5');
    expect(kept[0]).toContain('Маша: (отметка на сайте)');
  });
});

/** «=?UTF-8?B?…?=» read back. */
function decodedWords(text: string): string {
  return text.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, how: string, word: string) =>
    how.toUpperCase() === 'B'
      ? Buffer.from(word, 'base64').toString('utf8')
      : Buffer.from(
          word
            .replace(/_/g, ' ')
            .replace(/=([\dA-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );
}
