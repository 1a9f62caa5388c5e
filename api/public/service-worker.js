// The site's one worker. Gives pages of the journal and of the diary, and the styles, modules and fonts they are made of, when
// the net is down: always the net first. Nothing else is ever kept, and nothing that is sent is touched.

importScripts('/public/push-worker.js');

const name = 'zvonok-kept';
const patience = 5000;
const noNet = '/offline';
const parts = /^\/(public|fonts)\//;
/** A `dated` page says from when it is; the journal has its own line for that. */
const pages = [
  { pattern: /^\/journal(\/\d+)?$/, most: 20 },
  { pattern: /^\/(diary(\/\d+(\/(term|need|finals|attendance|subject\/\d+))?)?)?$/, most: 40, dated: true },
];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  const { method, mode, url } = event.request;
  if (method === 'GET' && isKept(url)) event.respondWith(netFirst(event.request));
  else if (method === 'GET' && mode === 'navigate') event.respondWith(netOnly(event.request));
  // Another person, or nobody: what was kept is no longer theirs.
  if (method === 'POST' && changesPerson(url)) event.waitUntil(letGo(url));
});
self.addEventListener('message', event => {
  if (!Array.isArray(event.data?.keep)) return;
  const done = keepAll(event.data.keep.filter(isKept)).then(() => event.ports[0].postMessage('kept'));
  event.waitUntil(done);
});

function isKept(address) {
  const { origin, pathname } = new URL(address, self.location.href);
  return origin === self.location.origin && (pathname === noNet || Boolean(sortOf(pathname)) || parts.test(pathname));
}

function sortOf(pathname) {
  return pages.find(({ pattern }) => pattern.test(pathname));
}

function changesPerson(url) {
  return /^\/(sign-in|sign-out|api\/session)$/.test(new URL(url).pathname);
}

/** On somebody else's computer the school asks to keep nothing. */
function isForKeeping({ headers }) {
  return !headers.has('x-not-kept');
}

/** Grows with each person: what was asked for by a former one and is still on its way is not kept. */
let turn = 0;

async function letGo(url) {
  turn++;
  await caches.delete(name);
  if (new URL(url).pathname !== '/sign-out') return;
  // The school ends those of this session; one that began in an earlier session ends here.
  const subscription = await self.registration.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

async function netFirst(request) {
  const sort = sortOf(new URL(request.url).pathname);
  const asked = turn;
  const kept = await caches.match(request, { cacheName: name, ignoreVary: true });
  // Only what can be given otherwise is not waited for: a slow net is still a net.
  const signal = kept ? { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) } : undefined;
  try {
    const response = await fetch(request, signal);
    const keeps = isForKeeping(response) && response.ok && !response.redirected && response.type === 'basic';
    if (keeps && asked === turn) await put(request, response.clone());
    // A page that sends away to sign in: whoever it was for is no longer here.
    if (sort && (response.redirected || response.type === 'opaqueredirect')) await caches.delete(name);
    return response;
  } catch (error) {
    if (kept) return sort?.dated ? dated(kept) : given(kept, kept.body);
    const page = sort?.dated && request.mode === 'navigate' && (await caches.match(noNet, { cacheName: name }));
    if (page) return page;
    throw error;
  }
}

/** A page that is never kept: without a net the site says so itself, not the browser. */
async function netOnly(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(noNet, { cacheName: name });
    if (page) return page;
    throw error;
  }
}

/** The page says in its own words from when it is; the line is printed into every page, but hidden. */
async function dated(kept) {
  return given(kept, (await kept.text()).replace('data-kept-line hidden', 'data-kept-line'));
}

function given({ headers: own, status }, body) {
  const headers = new Headers(own);
  headers.set('x-kept', '1');
  return new Response(body, { status, headers });
}

async function put(request, response) {
  const sort = sortOf(new URL(request.url).pathname);
  // Styles and fonts are kept beside pages alone.
  if (!sort && !(await caches.has(name))) return;
  const cache = await caches.open(name);
  await cache.put(request, response);
  if (!sort) return;
  const kept = (await cache.keys()).filter(({ url }) => sort.pattern.test(new URL(url).pathname));
  for (const old of kept.slice(0, Math.max(0, kept.length - sort.most))) await cache.delete(old);
}

async function keepAll(addresses) {
  const cache = await caches.open(name);
  const asked = turn;
  for (const address of addresses) {
    if (await cache.match(address)) continue;
    const response = await fetch(address);
    if (isForKeeping(response) && response.ok && !response.redirected && asked === turn)
      await cache.put(address, response);
  }
}
