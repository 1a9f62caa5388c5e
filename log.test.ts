import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '#db/school/person.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { openLog } from './log.ts';

describe('the log', () => {
  let written = '';
  const log = openLog(
    'debug',
    new Writable({
      write: (chunk, _encoding, done) => {
        written += chunk;
        done();
      },
    }),
  );
  let school: TestSchool;
  beforeAll(async () => {
    school = await openTestSchool({ api: { log } });
  });
  afterAll(() => school.close());

  it('names a fault of the database by its constraint, not by the values of the statement', async () => {
    const newcomer = {
      familyName: 'Невидимкин',
      givenName: 'Савва',
      sex: 'male',
      login: 'petrova',
      createdAt: new Date(0),
    } as const;
    const fault = await school.house
      .asHouse(async act => {
        act.em.create(Person, newcomer as never);
      })
      .catch((error: unknown) => error);
    log.error({ err: fault }, 'fault');
    expect(written).toContain('person_login_unique');
    expect(written).not.toMatch(/Невидимкин|Савва|petrova/);
  });

  it('keeps the message of our own faults, and where they happened', () => {
    log.error({ err: new TypeError('no bell for slot 9') }, 'fault');
    expect(written).toContain('no bell for slot 9');
    expect(written).toContain('log.test.ts');
  });

  it('finds a fault by the number the person was shown', async () => {
    written = '';
    // This test school was given no health to tell.
    const answer = await (await school.server()).inject('/api/health');
    expect(answer.statusCode).toBe(500);
    const { number, message } = answer.json().error;
    expect(message).toContain(number);
    const [line] = written.split('\n').filter(text => text.includes(number));
    expect(JSON.parse(line!)).toMatchObject({ number, msg: 'fault', err: { kind: 'Error' } });
    expect(answer.body).not.toContain('test school');
  });

  it('knows no name, mark or question of a whole day of requests', async () => {
    written = '';
    const petrova = await school.browser('petrova');
    for (const url of ['/', '/marks', '/chat', '/nothing-here?search=Петрова']) await petrova.get(url);
    await petrova.json('POST', '/api/chat', { text: 'что сегодня получила Маша?' });
    const kuznetsov = await school.browser('kuznetsov');
    await kuznetsov.get('/people?search=Петрова');
    expect(written).toContain('/people');
    expect(written).not.toMatch(/[а-яё]|%D0|kolokol|petrova/i);
  });
});
