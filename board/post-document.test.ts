import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Refusal } from '#school/refusal.ts';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { document, documentFile } from './document.ts';
import { type DocumentEntry, postDocument } from './post-document.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const order: DocumentEntry = {
  kind: 'order',
  date: '2026-11-24',
  title: 'О дежурстве по школе',
  text: 'ПРИКАЗЫВАЮ:\n1. Классным руководителям составить график дежурства.',
  audience: ['staff'],
};
const post = (login: string, entry: Partial<DocumentEntry>) =>
  school.as(login, act => postDocument(act, { ...order, ...entry }));
const refusalOf = (login: string, entry: Partial<DocumentEntry>) =>
  post(login, entry).then(
    () => 'posted',
    ({ kind, field, reason }: Refusal) => `${kind} ${field ?? reason}`,
  );
const numberOf = (id: number) => school.as('sokolova', async act => (await document(act, id)).number);
const count = (table: string) =>
  school.as(
    'sokolova',
    async act => (await act.em.execute<{ n: number }[]>(`select count(*)::int as n from ${table}`))[0]!.n,
  );

describe('an order of Соколова', () => {
  test('gets the next number of its kind and year and her signature', async () => {
    // Five orders stand on the board of the sample school this year.
    const id = await post('sokolova', {});
    expect(await school.as('ivanova', act => document(act, id))).toMatchObject({
      kind: 'order',
      number: 6,
      date: '2026-11-24',
      title: 'О дежурстве по школе',
      signer: { paperName: 'Е.\u00a0В.\u00a0Соколова', role: 'director' },
      mayAcknowledge: true,
      reading: null,
    });
  });

  test('of another year begins again at 1', async () => {
    expect(await numberOf(await post('sokolova', { date: '2027-01-11' }))).toBe(1);
  });

  test('carries its file to whoever may read it', async () => {
    const id = await post('sokolova', { text: '', files: [{ name: 'График.pdf', content: pdf }] });
    const file = await school.as('volkov', act => documentFile(act, id));
    expect(file).toMatchObject({ name: 'График.pdf', type: 'application/pdf' });
    expect(file.content.equals(pdf)).toBe(true);
  });

  test('with a wrong file is not half posted', async () => {
    const before = [await count('board_document'), await count('stored_file'), await count('notice')];
    const files = [{ name: 'График.pdf', content: Buffer.from('<svg/>') }];
    expect(await refusalOf('sokolova', { files })).toBe('invalid file');
    expect([await count('board_document'), await count('stored_file'), await count('notice')]).toEqual(before);
  });

  test('is told to everyone on the staff but her, with facts for the chat', async () => {
    const before = await count('notice');
    const id = await post('sokolova', { text: `${'я'.repeat(270)} ${'🔔'.repeat(40)}` });
    expect((await count('notice')) - before).toBe(25);
    const rows = await school.as('sokolova', act =>
      act.em.execute<{ facts: object; login: string }[]>(
        `select n.facts, p.login from notice n join person p on p.id = n.reader_id where n.subject = ?`,
        [`document:${id}`],
      ),
    );
    expect(rows.some(({ login }) => login === 'sokolova')).toBe(false);
    expect(rows[0]!.facts).toEqual({
      id,
      kind: 'order',
      number: await numberOf(id),
      date: '2026-11-24',
      title: 'О дежурстве по школе',
      excerpt: `${'я'.repeat(270)}…`,
    });
  });

  test('for class teachers is told to them alone', async () => {
    const before = await count('notice');
    await post('sokolova', { audience: ['class-teacher'] });
    expect((await count('notice')) - before).toBe(14);
  });
});

describe('a number given by the signer', () => {
  const instruction = { kind: 'instruction', audience: ['registrar'] };

  test('is taken when it is the next', async () => {
    expect(await numberOf(await post('kuznetsov', { ...instruction, number: 3 }))).toBe(3);
  });

  test('is refused when it is taken, and the next is named', async () => {
    await expect(post('kuznetsov', { ...instruction, number: 2 })).rejects.toMatchObject({
      reason: 'document-number-taken',
      field: 'number',
      facts: { number: 2, next: 4 },
    });
  });

  test('is asked about when it leaves a gap, and taken when the signer means it', async () => {
    await expect(post('kuznetsov', { ...instruction, number: 9 })).rejects.toMatchObject({
      reason: 'document-number-out-of-turn',
      facts: { number: 9, next: 4 },
    });
    expect(await numberOf(await post('kuznetsov', { ...instruction, number: 9, outOfTurn: true }))).toBe(9);
    expect(await numberOf(await post('kuznetsov', { ...instruction, number: 4 }))).toBe(4);
    expect(await numberOf(await post('kuznetsov', instruction))).toBe(10);
  });

  test('may begin anywhere: the school kept its book on paper till now', async () => {
    expect(await numberOf(await post('sokolova', { kind: 'regulation', date: '2025-11-24', number: 41 }))).toBe(41);
    expect(await numberOf(await post('sokolova', { kind: 'regulation', date: '2025-11-25' }))).toBe(42);
  });
});

test('announcements posted at once get neighbouring numbers', async () => {
  const entry = { ...order, kind: 'announcement', date: '2027-02-01' };
  // All transactions are open before the first may go on to its number.
  let arrived = 0;
  const { promise: everyoneIsHere, resolve } = Promise.withResolvers<void>();
  const logins = ['sokolova', 'morozov', 'sokolova', 'morozov'];
  const posting = logins.map(login =>
    school.as(login, async act => {
      await act.em.execute('select 1');
      if (++arrived === logins.length) resolve();
      await everyoneIsHere;
      return postDocument(act, entry);
    }),
  );
  const numbers = await Promise.all((await Promise.all(posting)).map(numberOf));
  expect(numbers.sort()).toEqual([1, 2, 3, 4]);
});

test('a posting that fails after its number was taken leaves no gap', async () => {
  const entry = { kind: 'announcement', date: '2027-03-01' };
  const before = await numberOf(await post('morozov', entry));
  await school
    .as('morozov', async act => {
      await postDocument(act, { ...order, ...entry });
      throw new Error('the light went out');
    })
    .catch(() => {});
  expect(await numberOf(await post('morozov', entry))).toBe(before + 1);
});

describe('who posts what', () => {
  test.each([
    ['sokolova', 'posted', 'posted', 'posted', 'posted'],
    ['morozov', 'not-allowed', 'not-allowed', 'not-allowed', 'posted'],
    ['kuznetsov', 'not-allowed', 'not-allowed', 'posted', 'not-allowed'],
    ['ivanova', 'not-allowed', 'not-allowed', 'not-allowed', 'not-allowed'],
    ['petrova', 'not-found', 'not-found', 'not-found', 'not-found'],
    ['masha', 'not-found', 'not-found', 'not-found', 'not-found'],
  ])('%s: an order %s, a regulation %s, an instruction %s, an announcement %s', async (login, ...expected) => {
    const kinds = ['order', 'regulation', 'instruction', 'announcement'];
    const got = [];
    for (const kind of kinds) got.push((await refusalOf(login, { kind })).split(' ')[0]);
    expect(got).toEqual(expected);
  });
});

describe('a wrong value is refused at its field', () => {
  test.each<[string, Partial<DocumentEntry>]>([
    ['kind', { kind: 'decree' }],
    ['kind', { kind: 'constructor' }],
    ['number', { number: 0 }],
    ['number', { number: Number.NaN }],
    ['number', { number: 1.5 }],
    ['date', { date: '2026-02-30' }],
    ['date', { date: '' }],
    ['date', { date: '2062-11-24' }],
    ['date', { date: '0026-11-24' }],
    ['title', { title: ' \u0000 ' }],
    ['title', { title: 'я'.repeat(251) }],
    ['text', { text: '\n \n' }],
    ['text', { text: 'я'.repeat(100_001) }],
    ['audience', { audience: [] }],
    ['audience', { audience: ['parent'] }],
    ['audience', { audience: ['staff', '}'] }],
  ])('%s: %o', async (field, entry) => {
    expect(await refusalOf('sokolova', entry)).toBe(`invalid ${field}`);
  });
});

test('what a database can’t hold is left out of the text, the rest kept', async () => {
  const id = await post('sokolova', { title: 'О \u0000порядке', text: 'Строка\u0000 с \ud83d половиной' });
  const kept = await school.as('sokolova', act => document(act, id));
  expect([kept.title, kept.text]).toEqual(['О порядке', 'Строка с \ufffd половиной']);
});
