import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#school/actor.ts';
import { staffRoles } from '#school/actor.ts';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { document } from './document.ts';
import { countUnacknowledged, documents, unreadDocuments } from './documents.ts';
import { postDocument } from './post-document.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const announce = (login: string, title: string, audience: string[]) =>
  school.as(login, act =>
    postDocument(act, { kind: 'announcement', date: '2026-11-24', title, text: 'Коллеги.', audience }),
  );

describe('the board of Иванова', () => {
  test('has what waits for her on top, whenever it was posted', async () => {
    const list = await school.as('ivanova', act => documents(act));
    const unread = list.documents.filter(row => row.unacknowledged);
    expect(unread.length).toBeGreaterThan(0);
    expect(list.documents.slice(0, unread.length)).toEqual(unread);
    const dates = (rows: typeof unread) => rows.map(row => row.publishedAt.getTime());
    expect(dates(unread)).toEqual(dates(unread).toSorted((a, b) => b - a));
    expect(await school.as('ivanova', countUnacknowledged)).toBe(unread.length);
    expect(await school.as('ivanova', act => unreadDocuments(act))).toEqual(unread);
  });

  test('loses one from the top when she has read it', async () => {
    const [first] = await school.as('ivanova', act => unreadDocuments(act, 1));
    const before = await school.as('ivanova', countUnacknowledged);
    await school.as('ivanova', act => acknowledge(act, first!.id, 'page'));
    expect(await school.as('ivanova', countUnacknowledged)).toBe(before - 1);
    const [row] = (await school.as('ivanova', act => documents(act))).documents.filter(({ id }) => id === first!.id);
    expect(row).toMatchObject({ unacknowledged: false, acknowledgedAt: new Date('2026-11-24T12:30:00+03:00') });
  });

  test('shows one kind, one year, or a page of it', async () => {
    const orders = await school.as('ivanova', act => documents(act, { kind: 'order', year: 2026 }));
    expect(orders.documents.map(({ kind }) => kind)).toEqual(Array(5).fill('order'));
    expect(orders.kinds.find(({ kind }) => kind === 'order')).toMatchObject({ count: 5 });
    expect((await school.as('ivanova', act => documents(act, { year: 2025 }))).documents).toEqual([]);
    expect((await school.as('ivanova', act => documents(act, { page: 99 }))).page).toBe(1);
  });

  test('tells her nothing of who has read', async () => {
    const { documents: rows } = await school.as('ivanova', act => documents(act));
    expect(rows.every(({ reading }) => reading === null)).toBe(true);
    const mine = (await school.as('morozov', act => documents(act))).documents.filter(({ reading }) => reading);
    expect(new Set(mine.map(({ signer }) => signer))).toEqual(new Set(['Морозов А. П.']));
  });
});

test('a document is in a person’s list exactly when the charter says so', async () => {
  for (const role of staffRoles) {
    await announce('sokolova', `Всем, кто ${role}`, [role]);
    await announce('morozov', `От завуча ${role}`, [role]);
  }
  const facts = await school.as('sokolova', act =>
    act.em.execute<{ id: number; audience: string[]; signerId: number }[]>(
      'select id, audience, signer_id as "signerId" from board_document order by id',
    ),
  );
  const people = await school.as('sokolova', act => act.em.execute<{ id: number }[]>('select id from person'));
  expect(people.length).toBeGreaterThan(500);
  let staff = 0;
  for (const { id } of people) {
    const seen = await school.house.as(id, async act => ({ by: act.by, ...(await boardOf(act.by, act)) }));
    if (may(seen.by, 'readBoard')) staff++;
    expect(seen.listed).toEqual(
      facts.filter(one => may(seen.by, 'readBoard') && may(seen.by, 'readDocument', one)).map(({ id }) => id),
    );
    expect(seen.unread).toBe(facts.filter(one => may(seen.by, 'acknowledgeDocument', one)).length - seen.acknowledged);
  }
  expect(staff).toBe(26);

  async function boardOf(by: Actor, act: Parameters<typeof documents>[0]) {
    const unread = await countUnacknowledged(act);
    if (!may(by, 'readBoard')) return { listed: [], unread, acknowledged: 0 };
    const { documents: rows } = await documents(act);
    const acknowledged = rows.filter(row => row.acknowledgedAt !== null).length;
    return { listed: rows.map(row => row.id).sort((a, b) => a - b), unread, acknowledged };
  }
});

test('queries don’t grow with documents, nor with readers', async () => {
  const sokolova = await school.person('sokolova');
  const ask = (work: Parameters<typeof school.as<unknown>>[1]) =>
    school.countQueries(() => school.house.as(sokolova, work));
  const all = async () => [
    await ask(act => documents(act)),
    await ask(act => document(act, 1)),
    await ask(act => acknowledgements(act, 1)),
    await ask(countUnacknowledged),
  ];
  const before = await all();
  for (let n = 0; n < 12; n++) await announce('sokolova', `Объявление ${n}`, ['staff']);
  expect(await all()).toEqual(before);
});
