import { readdirSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { styleNames } from './styles.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const ask = async (headers: Record<string, string>) =>
  (await school.server()).inject({ method: 'GET', url: '/public/all.css', headers });

test('every style of the site is in the one answer that pages ask for', () => {
  const files = readdirSync(`${import.meta.dirname}/public`).filter(name => name.endsWith('.css'));
  expect(files.map(name => name.slice(0, -'.css'.length)).toSorted()).toEqual(styleNames.toSorted());
});

test('it comes pressed to who can read that, plain to who cannot, and not again to who has it', async () => {
  const [plain, pressed] = [await ask({}), await ask({ 'accept-encoding': 'gzip, br' })];
  expect(plain.headers['content-type']).toBe('text/css; charset=utf-8');
  expect(plain.body).toContain('.diary-lesson');
  expect(plain.body).toMatch(/@media print \{\n[\s\S]*@page/);
  expect(brotliDecompressSync(pressed.rawPayload).toString()).toBe(plain.body);
  expect(pressed.rawPayload.length).toBeLessThan(20_000);
  expect((await ask({ 'if-none-match': String(plain.headers.etag) })).statusCode).toBe(304);
});
