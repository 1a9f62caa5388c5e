import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '#db/school/person.ts';
import { askFirstPasswordLetter } from '#school/first-password-letter.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { openLog } from '../log.ts';
import { firstPasswordLetter } from './first-password-letter.ts';
import { openPost, type Post } from './post.ts';
import { openQueue, type Queue } from './queue.ts';

describe('a letter with the first password', () => {
  const letters: string[] = [];
  let refusing = false;
  let written = '';
  const paper = new Writable({
    write: (chunk, _encoding, done) => {
      written += chunk;
      done();
    },
  });
  const mailServer = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', chunk => (text += chunk));
      stream.on('end', () => {
        if (refusing)
          return done(Object.assign(new Error('mailbox of smirnov@example.org is full'), { responseCode: 452 }));
        letters.push(text);
        done();
      });
    },
  });
  let school: TestSchool;
  let queue: Queue;
  let post: Post;
  let smirnov: number;

  beforeAll(async () => {
    await new Promise<void>(resolve => mailServer.listen(0, '127.0.0.1', resolve));
    const { port } = mailServer.server.address() as AddressInfo;
    post = openPost(`smtp://127.0.0.1:${port}`);
    school = await openTestSchool({
      queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('info', paper) })),
    });
    const { house, press } = school;
    await queue.prepare({
      'first-password-letter': firstPasswordLetter({ house, press, post, site: 'https://journal.example' }),
    });
    smirnov = await school.person('smirnov');
  });
  afterAll(async () => {
    post.close();
    await queue.stop();
    await school.close();
    await new Promise<void>(resolve => mailServer.close(() => resolve()));
  });

  const giveEmail = (email: string | null) => school.orm.em.fork().nativeUpdate(Person, { id: smirnov }, { email });
  const signIn = async (password: string) =>
    (
      await (
        await school.server()
      ).inject({ method: 'POST', url: '/api/session', payload: { login: 'smirnov', password } })
    ).statusCode;

  /** The first password opens one page, where it is changed; then the journal opens. */
  const entersOnceChanged = async (password: string) => {
    const server = await school.server();
    const payload = { login: 'smirnov', password };
    const entered = await server.inject({ method: 'POST', url: '/api/session', payload });
    const cookie = entered.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'x-csrf-token': entered.json().csrfToken };
    expect((await server.inject({ url: '/diary', headers })).headers.location).toBe('/account');
    expect((await server.inject({ url: '/api/letters', headers })).statusCode).toBe(403);
    const change = { current: password, next: 'река подо льдом' };
    const changed = await server.inject({ method: 'POST', url: '/account/password', payload: change, headers });
    expect(changed.statusCode).toBe(303);
    expect((await server.inject({ url: '/diary', headers })).statusCode).toBe(200);
    expect([await signIn(password), await signIn('река подо льдом')]).toEqual([422, 200]);
  };

  it('is refused where no address is known', async () => {
    await giveEmail(null);
    await expect(school.as('kuznetsov', act => askFirstPasswordLetter(act, smirnov))).rejects.toMatchObject({
      reason: 'no-email',
    });
  });

  it('leaves the old password in force while the mail server takes no letter', async () => {
    await giveEmail('smirnov@example.org');
    refusing = true;
    await school.as('kuznetsov', act => askFirstPasswordLetter(act, smirnov));
    await expect(queue.workOff()).rejects.toThrow(/is full/);
    expect(await signIn('kolokol-smirnov')).toBe(200);
  });

  it('that did not go is in the log, without the address it was for', () => {
    expect(JSON.parse(written)).toMatchObject({ msg: 'a job failed', job: 'first-password-letter' });
    expect(JSON.parse(written).err).toMatchObject({ code: 'EMESSAGE', responseCode: 452 });
    expect(written).not.toContain('smirnov');
  });

  it('brings login and a password that opens the journal', async () => {
    refusing = false;
    await school.as('kuznetsov', act => askFirstPasswordLetter(act, smirnov));
    await queue.workOff();
    const [head, body] = letters.at(-1)!.split('\r\n\r\n');
    expect(head).toMatch(/^To: smirnov@example\.org$/m);
    const text = Buffer.from(body!, /base64/i.test(head!) ? 'base64' : 'utf8').toString('utf8');
    expect(text).toContain('Логин: smirnov');
    const [, password] = /Первый пароль: ([a-z2-9]{8})/.exec(text)!;
    expect(await signIn('kolokol-smirnov')).toBe(422);
    expect(await signIn(password!)).toBe(200);
    await entersOnceChanged(password!);
  });
});
