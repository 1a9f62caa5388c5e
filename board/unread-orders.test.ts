import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { postDocument } from './post-document.ts';
import { unreadOrders } from './unread-orders.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

test('an order for Волков alone is seen waiting by the director; to the deputy nothing tells of it', async () => {
  const order = { kind: 'order', date: '2026-11-24', text: 'Приказываю.' };
  const post = (title: string, audience: string[]) =>
    school.as('sokolova', act => postDocument(act, { ...order, title, audience }));
  const forHim = await post('О взыскании', [`person:${await school.person('volkov')}`]);
  const forAll = await post('О графике', ['staff']);
  const waiting = async (login: string, id: number) =>
    (await school.as(login, unreadOrders)).filter(({ documentId }) => documentId === id).length;
  expect(await waiting('sokolova', forHim)).toBe(1);
  expect(await waiting('morozov', forHim)).toBe(0);
  expect(await waiting('morozov', forAll)).toBeGreaterThan(20);
  const morozov = await school.browser('morozov');
  for (const address of ['/overview/orders', '/overview', '/'])
    expect((await morozov.get(address)).body, address).not.toContain('О взыскании');
});
