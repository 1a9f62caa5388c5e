import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { personWord, staffRoles } from '#school/actor.ts';
import { ownClasses } from '#school/own-classes.ts';
import { type DocumentFacts, may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { announcements } from './announcements.ts';
import { document } from './document.ts';
import { countUnacknowledged, documents, unreadDocuments } from './documents.ts';
import { postDocument } from './post-document.ts';
import { publicBase } from './public-base.ts';

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
    const [pinned, ...others] = list.documents;
    expect(pinned).toMatchObject({ kind: 'regulation', pinned: true });
    const unread = others.filter(row => row.unacknowledged);
    expect(unread.length).toBeGreaterThan(0);
    expect(others.slice(0, unread.length)).toEqual(unread);
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

test('a document is in a person’s lists exactly when the charter says so', async () => {
  for (const role of staffRoles) {
    await announce('sokolova', `Всем, кто ${role}`, [role]);
    await announce('morozov', `От завуча ${role}`, [role]);
  }
  const chosen = ['ivanova', 'orlova', 'petrova', 'masha'];
  const words = Object.fromEntries(
    await Promise.all(chosen.map(async one => [one, personWord(await school.person(one))])),
  );
  for (const login of chosen) await announce('sokolova', `Лично: ${login}`, [words[login]!]);
  const over = await announce('sokolova', 'Прошло', ['teacher', words.masha!]);
  await query(school, `update board_document set effective_until = '2026-11-23' where id = :over`, { over });
  await query(
    school,
    `update board_document set is_public = true where kind = 'instruction' and audience = '{teacher}'`,
  );

  const facts = await query<DocumentFacts & { id: number; kind: string }>(
    school,
    `select id, kind, audience, signer_id as "signerId", is_public as "isPublic",
       coalesce(superseded_on <= '2026-11-24' or effective_until < '2026-11-24', false) as over
     from board_document order by id`,
  );
  expect(facts.filter(one => one.over)).toHaveLength(2);
  const people = await query<{ id: number }>(school, 'select id from person');
  expect(people.length).toBeGreaterThan(500);
  let staff = 0;
  for (const { id } of people) {
    const seen = await school.house.as(id, async act => ({ by: act.by, ...(await listsOf(act)) }));
    const { by } = seen;
    const ids = (fits: (one: (typeof facts)[number]) => boolean) => facts.filter(fits).map(one => one.id);
    if (may(by, 'readBoard')) staff++;
    expect(seen.board).toEqual(ids(one => may(by, 'readBoard') && may(by, 'readDocument', one)));
    expect(seen.unread).toBe(facts.filter(one => may(by, 'acknowledgeDocument', one)).length - seen.acknowledged);
    expect(seen.announced).toEqual(
      ids(one => may(by, 'readAnnouncements') && may(by, 'readAnnouncement', { ...one, classIds: seen.classIds })),
    );
    expect(seen.opened).toEqual(ids(one => may(by, 'readPublicDocument', one) && !one.over));
  }
  expect(staff).toBe(26);

  async function listsOf(act: Act) {
    const unread = await countUnacknowledged(act);
    const boards = may(act.by, 'readBoard') ? [await documents(act), await documents(act, { archive: true })] : [];
    const families = may(act.by, 'readAnnouncements');
    const told = families ? [await announcements(act, { most: 100 }), await announcements(act, { archive: true })] : [];
    const opened = act.by.roles.size > 0 ? (await publicBase(act)).lines : [];
    const rows = boards.flatMap(list => list.documents);
    return {
      ...{ unread, board: sorted(rows), opened: sorted(opened), classIds: await ownClasses(act) },
      announced: sorted(told.flatMap(list => list.announcements)),
      acknowledged: rows.filter(row => row.acknowledgedAt !== null && !['replaced', 'expired'].includes(row.state))
        .length,
    };
  }
});

function sorted(rows: readonly { id: number }[]): number[] {
  return rows.map(row => row.id).sort((a, b) => a - b);
}

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
