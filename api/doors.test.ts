import { expect, test } from 'vitest';
import { openTestSchool } from '#test/house.ts';

test('the passwords of the cast are shown on this machine alone, and through no proxy', async () => {
  const school = await openTestSchool();
  const server = await school.server();
  const shown = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') => {
    const page = await server.inject({ url: '/sign-in', headers, remoteAddress });
    const cast = await server.inject({ url: '/api/cast', headers, remoteAddress });
    expect(cast.statusCode).toBe(page.body.includes('kolokol-petrova') ? 200 : 404);
    return cast.statusCode === 200;
  };
  expect(await shown({})).toBe(true);
  expect(await shown({}, '192.0.2.7')).toBe(false);
  expect(await shown({ 'x-forwarded-for': '192.0.2.7' })).toBe(false);
  expect(await shown({ forwarded: 'for=192.0.2.7' })).toBe(false);
  await school.close();

  const published = await openTestSchool({ api: { publicUrl: 'https://journal.example' } });
  const proxied = (from: string) =>
    published.server().then(({ inject }) => inject({ url: '/api/cast', headers: { 'x-forwarded-for': from } }));
  expect((await proxied('192.0.2.7')).statusCode).toBe(404);
  expect((await proxied('127.0.0.1, 192.0.2.7')).statusCode).toBe(404);
  await published.close();
});
