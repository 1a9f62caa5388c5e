import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { openLog } from '../log.ts';
import { emailConfirmationLetter } from './email-confirmation-letter.ts';
import { openPost, type Post } from './post.ts';
import { openQueue, type Queue } from './queue.ts';

describe('an address of e-mail', () => {
  let school: TestSchool;
  let mail: MailServer;
  let queue: Queue;
  let post: Post;
  let smirnov: TestBrowser;
  let petrova: TestBrowser;

  beforeAll(async () => {
    mail = await startMailServer();
    post = openPost(mail.url);
    school = await openTestSchool({
      queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('silent') })),
      api: { mails: true },
    });
    const { house, press } = school;
    const letter = emailConfirmationLetter({ house, press, post, site: 'https://journal.example' });
    await queue.prepare({ 'email-confirmation': letter });
    [smirnov, petrova] = [await school.browser('smirnov'), await school.browser('petrova')];
    await query(school, `delete from consent where scope = 'email'`);
  });
  afterAll(async () => {
    post.close();
    await queue.stop();
    await school.close();
    await mail.close();
  });

  const ask = (address: string, agreed: object = { agreed: 'yes' }) =>
    smirnov.post('/messengers/email', { address, ...agreed });
  const lastLink = async () => {
    await queue.workOff();
    return /https:\/\/journal\.example(\/messengers\/email\/[\w-]{22})/.exec(mail.letters.at(-1)!.text)![1]!;
  };
  const ways = () =>
    query(
      school,
      `select p.login, c.address, c.ended_at is null as open from chat c join person p on p.id = c.person_id
       where c.messenger = 'email' order by c.id`,
    );

  it('is not taken without «Согласен», nor when it is no address', async () => {
    expect((await ask('papa@example.org', {})).body).toContain('отметьте «Согласен»');
    for (const address of [
      'papa',
      'papa@',
      '@example.org',
      'a b@example.org',
      'papa@example.org, mama@example.org',
      'papa@localhost',
    ]) {
      expect((await ask(address)).statusCode, address).toBe(422);
    }
    await queue.workOff();
    expect(mail.letters).toEqual([]);
  });

  it('gets one letter with a link and nothing else until its owner has opened it', async () => {
    expect((await ask(' papa@example.org ')).statusCode).toBe(303);
    const link = await lastLink();
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]!.to).toEqual(['papa@example.org']);
    expect(await ways()).toEqual([]);
    // Programs that look into letters open links: nothing happens by that.
    expect((await smirnov.get(link)).body).toContain('papa@example.org');
    expect(await ways()).toEqual([]);
    expect((await smirnov.post(link)).statusCode).toBe(303);
    expect(await ways()).toEqual([{ login: 'smirnov', address: 'papa@example.org', open: true }]);
    expect(
      await query(school, `select form, text_version from consent where scope = 'email' and withdrawn_at is null`),
    ).toEqual([{ form: 'electronic', text_version: '2026-11' }]);
    const [notice] = await query<{ facts: object }>(school, `select facts from notice where kind = 'chat-linked'`);
    expect(school.press.screen('notices/chat-linked', { notices: [notice!.facts] }).text).toContain('привязана почта');
  });

  it('is confirmed by a link once, and by nobody else', async () => {
    await ask('novy@example.org');
    const link = await lastLink();
    expect((await petrova.get(link)).statusCode).toBe(422);
    expect((await petrova.post(link)).statusCode).toBe(422);
    expect((await smirnov.post(link)).statusCode).toBe(303);
    expect((await smirnov.post(link)).statusCode).toBe(422);
  });

  it('takes the place of the former one', async () => {
    expect(await ways()).toEqual([
      { login: 'smirnov', address: 'papa@example.org', open: false },
      { login: 'smirnov', address: 'novy@example.org', open: true },
    ]);
  });

  it('can no longer be confirmed after two days', async () => {
    await ask('pozdno@example.org');
    const link = await lastLink();
    school.world.pass(48 * 3_600_000 + 1);
    expect((await smirnov.post(link)).statusCode).toBe(422);
  });

  it('that is somebody else’s is not flooded: five letters a day', async () => {
    for (let letter = 1; letter <= 5; letter++)
      expect((await ask(`chuzhoy${letter}@example.org`)).statusCode).toBe(303);
    const { statusCode, body } = await ask('chuzhoy6@example.org');
    expect([statusCode, body.includes('уже пять писем')]).toEqual([429, true]);
  });
});
