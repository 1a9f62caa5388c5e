import { type ClientRequest, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openPress } from '#templates/press.ts';
import { buildFirstStart } from './first-start.ts';

const now = () => new Date('2026-08-20T12:00:00+03:00');
const press = openPress({ timeZone: 'Europe/Moscow', now });
const typed = 'code=secret&name=%D0%A8%D0%BA%D0%BE%D0%BB%D0%B0&login=zaytseva';
const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of close.splice(0)) await step();
});

async function open(found: () => Promise<void>) {
  const gone = Promise.withResolvers<void>();
  const app = await buildFirstStart({ press, now, code: 'secret', found, founded: gone.resolve });
  close.push(() => app.close());
  return { app, gone: gone.promise };
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('a registrar whose connection breaks while the school is founded keeps nobody waiting', async () => {
  let browser: ClientRequest;
  const broken = Promise.withResolvers<void>();
  const { app, gone } = await open(async () => {
    browser.destroy();
    await broken.promise;
  });
  app.server.on('connection', socket => socket.once('close', broken.resolve));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  browser = request({ port, host: '127.0.0.1', path: '/first-start', method: 'POST', headers: form });
  browser.on('error', () => undefined).end(typed);
  await gone;
});

test('a button pressed twice founds one school, and both answers say so', async () => {
  let schools = 0;
  const { app } = await open(async () => void schools++);
  const send = () => app.inject({ method: 'POST', url: '/first-start', headers: form, payload: typed });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map(({ statusCode, body }) => [statusCode, body.includes('zaytseva')])).toEqual([
    [200, true],
    [200, true],
  ]);
  expect(schools).toBe(1);
});

test('without the printed code nothing is founded', async () => {
  let schools = 0;
  const { app } = await open(async () => void schools++);
  for (const payload of [typed.replace('secret', 'guess'), typed.replace('secret', ''), 'code=secret&code=secret']) {
    const answer = await app.inject({ method: 'POST', url: '/first-start', headers: form, payload });
    expect([answer.statusCode, answer.body.includes('<form')]).toEqual([403, false]);
  }
  expect(schools).toBe(0);
});
