import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let sokolova: TestBrowser;
let morozov: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  sokolova = await school.browser('sokolova');
  morozov = await school.browser('morozov');
});
afterAll(() => school.close());

const wordsOf = ({ body }: { body: string }) => body.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
const fields = { kind: 'order', title: 'О графике <смен>', text: 'Приказываю.', audience: 'staff', next: 'save' };

test('Морозов writes an order, Соколова reads and publishes it', async () => {
  const saved = await morozov.post('/board/drafts', fields);
  const address = saved.headers.location as string;
  expect([saved.statusCode, address]).toEqual([303, expect.stringMatching(/^\/board\/drafts\/\d+$/)]);
  const his = wordsOf(await morozov.get(address));
  expect(his).toContain('О графике &lt;смен&gt;');
  expect(his).not.toContain('Опубликовать</button>');
  expect(wordsOf(await sokolova.get('/board/drafts'))).toContain('О графике &lt;смен&gt;');
  const hers = wordsOf(await sokolova.get(address));
  const version = /name="version" value="(\d+)"/.exec(hers)![1]!;
  const published = await sokolova.post(address, { ...fields, version, next: 'publish', publishAt: '' });
  expect(published.headers.location).toMatch(/^\/board\/\d+$/);
  expect(wordsOf(await sokolova.get(published.headers.location as string))).toContain('№ 6');
  expect((await morozov.get(address)).statusCode).toBe(404);
});

test('two editors of one draft: the second sees both texts and saves again', async () => {
  const address = (await morozov.post('/board/drafts', fields)).headers.location as string;
  const version = /name="version" value="(\d+)"/.exec((await morozov.get(address)).body)![1]!;
  await sokolova.post(address, { ...fields, version, text: 'Правка директора.' });
  const conflict = await morozov.post(address, { ...fields, version, text: 'Правка завуча.' });
  expect(conflict.statusCode).toBe(409);
  expect(wordsOf(conflict)).toContain('Пока вы писали, черновик изменили.');
  expect(wordsOf(conflict)).toContain('Правка директора.');
  expect(wordsOf(conflict)).toContain('Правка завуча.</textarea>');
  const now = /name="version" value="(\d+)"/.exec(conflict.body)![1]!;
  expect((await morozov.post(address, { ...fields, version: now, text: 'Обе правки.' })).statusCode).toBe(303);
});

test('a time is set, shown on the list, and refused at its field when it has passed', async () => {
  const announcement = { ...fields, kind: 'announcement', title: 'Сбор', next: 'publish' };
  expect((await morozov.get('/board/drafts/new')).statusCode).toBe(200);
  const late = await morozov.post('/board/drafts', { ...announcement, publishAt: '2026-11-24T12:00' });
  expect([late.statusCode, wordsOf(late).includes('Это время уже прошло')]).toEqual([422, true]);
  expect(wordsOf(late)).toContain('value="2026-11-24T12:00"');
  const planned = await morozov.post('/board/drafts', { ...announcement, publishAt: '2026-11-25T08:00' });
  expect(planned.headers.location).toBe('/board/drafts');
  expect(wordsOf(await morozov.get('/board/drafts'))).toContain('выйдет 25 ноября в 08:00, Морозов А. П.');
});

test('a file of a draft is seen by who may see the draft; a draft is thrown away with it', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(pdf)]), 'График.pdf');
  const address = (await morozov.upload('/board/drafts', form)).headers.location as string;
  expect((await sokolova.get(`${address}/file`)).rawPayload.equals(pdf)).toBe(true);
  expect((await (await school.browser('kuznetsov')).get(`${address}/file`)).statusCode).toBe(404);
  expect((await morozov.post(`${address}/removal`)).headers.location).toBe('/board/drafts');
  expect((await morozov.get(address)).statusCode).toBe(404);
});
