import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const origin = 'https://journal.example';
const code = readFileSync(`${import.meta.dirname}/public/service-worker.js`, 'utf8');

interface Happening {
  respondWith?(answer: Promise<unknown>): void;
  waitUntil?(work: Promise<unknown>): void;
  request: object;
}

/** The worker as a browser runs it, with a net that answers when the test says so. */
function openWorker(headers: Record<string, string> = {}) {
  const kept = new Map<string, unknown>();
  const pushes = { subscribed: true };
  const hears = new Map<string, (event: Happening) => void>();
  const cache = {
    put: async ({ url }: { url: string }, response: unknown) => void kept.set(url, response),
    keys: async () => [...kept.keys()].map(url => ({ url })),
    delete: async () => true,
  };
  const answer = Promise.withResolvers<unknown>();
  const caches = {
    open: async () => cache,
    match: async ({ url }: { url: string }) => kept.get(url),
    delete: async () => kept.clear(),
    has: async () => true,
  };
  const unsubscribe = async () => {
    pushes.subscribed = false;
  };
  const self = {
    ...{ location: new URL(`${origin}/service-worker.js`), skipWaiting: () => {}, clients: {} },
    registration: { pushManager: { getSubscription: async () => (pushes.subscribed ? { unsubscribe } : null) } },
    addEventListener: (name: string, hear: (event: Happening) => void) => void hears.set(name, hear),
  };
  const ground = { self, caches, importScripts: () => {}, URL, AbortSignal, Headers, Response, Promise };
  runInNewContext(code, { ...ground, fetch: () => answer.promise });
  const come = async (method: string, path: string) => {
    const works: Promise<unknown>[] = [];
    const request = { method, url: origin + path, mode: 'navigate' };
    hears.get('fetch')!({ request, respondWith: work => works.push(work), waitUntil: work => works.push(work) });
    return Promise.all(works);
  };
  const page = {
    ...{ ok: true, redirected: false, type: 'basic', headers: new Headers(headers) },
    clone: () => 'the page of Ольга',
  };
  return { kept, pushes, come, arrive: () => answer.resolve(page) };
}

test('a page that is on its way when Ольга signs out is not kept for whoever comes next', async () => {
  const { kept, come, arrive } = openWorker();
  const reading = come('GET', '/diary/7');
  await come('POST', '/sign-out');
  arrive();
  await reading;
  expect([...kept.keys()]).toEqual([]);
});

test('a page that the school asks not to keep, at somebody else’s computer, is not kept', async () => {
  const { kept, come, arrive } = openWorker({ 'x-not-kept': '1' });
  arrive();
  await come('GET', '/diary/7');
  expect([...kept.keys()]).toEqual([]);
});

test('a page that comes while she is here is kept', async () => {
  const { kept, come, arrive } = openWorker();
  arrive();
  await come('GET', '/diary/7');
  expect([...kept.keys()]).toEqual([`${origin}/diary/7`]);
});

test('signing out ends the pushes of this browser, whatever session they began in', async () => {
  const { pushes, come } = openWorker();
  await come('POST', '/sign-in');
  expect(pushes.subscribed).toBe(true);
  await come('POST', '/sign-out');
  expect(pushes.subscribed).toBe(false);
});
