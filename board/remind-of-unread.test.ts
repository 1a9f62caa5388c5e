import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { document } from './document.ts';
import { documents } from './documents.ts';
import { postDocument } from './post-document.ts';
import { remindOfUnread } from './remind-of-unread.ts';

let school: TestSchool;
let order: number;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'update board_document set acknowledge_by = null');
  // Tuesday; to be read by Thursday.
  order = await school.as('sokolova', act =>
    postDocument(act, {
      ...{ kind: 'order', date: '2026-11-24', title: 'О дежурстве', text: 'Приказываю.' },
      ...{ audience: ['registrar', 'deputy'], acknowledgeBy: '2026-11-26' },
    }),
  );
});
afterAll(() => school.close());
beforeEach(() => query(school, "delete from notice where kind = 'documents-unread'"));

const remind = () => school.house.asHouse(remindOfUnread);
const reminded = () =>
  query<{ login: string; facts: { documents: { id: number; overdue: boolean }[]; more: number } }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'documents-unread' order by p.login`,
  );

describe('an order that Морозов and Кузнецов are to read by Thursday', () => {
  test('is not reminded of on the day it was told', async () => {
    await remind();
    expect(await reminded()).toEqual([]);
  });

  test('is reminded of the next morning, and not any more to who has read it', async () => {
    school.world.set('2026-11-25T08:00:00+03:00');
    await remind();
    expect((await reminded()).map(({ login }) => login)).toEqual(['kuznetsov', 'morozov']);
    await school.as('kuznetsov', act => acknowledge(act, order, 'page'));
    await query(school, 'delete from notice');
    await remind();
    const [only, ...none] = await reminded();
    expect(none).toEqual([]);
    expect(only).toEqual({
      login: 'morozov',
      facts: {
        documents: [
          {
            ...{ id: order, kind: 'order', number: 6, title: 'О дежурстве' },
            ...{ acknowledgeBy: '2026-11-26', overdue: false },
          },
        ],
        more: 0,
      },
    });
  });

  test('is silent on Saturday and overdue on Friday, for him and for the director', async () => {
    school.world.set('2026-11-28T08:00:00+03:00');
    await remind();
    expect(await reminded()).toEqual([]);
    school.world.set('2026-11-27T08:00:00+03:00');
    await remind();
    expect((await reminded()).map(({ facts }) => facts.documents[0]!.overdue)).toEqual([true]);
    expect(await school.as('morozov', act => document(act, order))).toMatchObject({ overdue: true });
    expect(await school.as('kuznetsov', act => document(act, order))).toMatchObject({ overdue: false });
    const rowOf = async (login: string) =>
      (await school.as(login, act => documents(act))).documents.find(({ id }) => id === order);
    expect(await rowOf('sokolova')).toMatchObject({ overdue: true, reading: { acknowledged: 1, addressees: 2 } });
    expect(await rowOf('kuznetsov')).toMatchObject({ overdue: false });
    const { readers } = await school.as('sokolova', act => acknowledgements(act, order));
    expect(readers.map(({ late }) => late)).toEqual([true, false]);
    await school.as('morozov', act => acknowledge(act, order, 'telegram'));
    const after = await school.as('sokolova', act => acknowledgements(act, order));
    expect(after.readers.find(({ name }) => name.startsWith('Морозов'))).toMatchObject({ late: true });
    await query(school, 'delete from notice');
    await remind();
    expect(await reminded()).toEqual([]);
  });
});

test('seven documents make one message that names five and takes no more queries than one', async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  const one = await school.countQueries(remind);
  for (let number = 0; number < 7; number++)
    await school.as('sokolova', act =>
      postDocument(act, {
        ...{ kind: 'announcement', date: '2026-11-24', title: `Объявление ${number}`, text: 'Коллеги.' },
        ...{ audience: ['deputy'], acknowledgeBy: '2026-11-30' },
      }),
    );
  school.world.set('2026-11-25T08:00:00+03:00');
  expect(await school.countQueries(remind)).toBeLessThanOrEqual(one + 1);
  const [morozov] = await reminded();
  expect([morozov!.facts.documents.length, morozov!.facts.more]).toEqual([5, 2]);
  const { text, buttons } = school.press.screen('notices/documents-unread', { notices: [morozov!.facts] });
  expect(text.replaceAll('\u00a0', ' ')).toMatch(/• Объявление № \d+ «Объявление 0» — до 30 ноября/);
  expect(text.replaceAll('\u00a0', ' ')).toContain('И ещё 2 документа.');
  expect(buttons).toHaveLength(6);
});

test('a last day is refused when it has passed, is no day, or when only families are told', async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  const post = (acknowledgeBy: string, audience = ['staff']) =>
    school.as('sokolova', act =>
      postDocument(act, {
        ...{ kind: 'announcement', date: '2026-11-24', title: 'О сборе', text: 'Сбор.', audience, acknowledgeBy },
      }),
    );
  const refused = { field: 'acknowledgeBy', kind: 'invalid' };
  await expect(post('2026-11-23')).rejects.toMatchObject(refused);
  await expect(post('2026-02-30')).rejects.toMatchObject(refused);
  await expect(post('2028-11-23')).rejects.toMatchObject(refused);
  await expect(post('2026-11-25', ['parents'])).rejects.toMatchObject(refused);
  expect(await post('2026-11-24', ['staff', 'parents'])).toBeGreaterThan(0);
});
