// Gives the journal's pages, and the styles, modules and fonts they are made of, when the net is down: always the net first.
// Nothing else is ever kept.

const name = 'zvonok-journal';
const mostPages = 20;
const patience = 5000;
const pages = /^\/journal(\/\d+)?$/;
const parts = /^\/(public|fonts)\//;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  const { method, url } = event.request;
  if (method === 'GET' && isKept(url)) event.respondWith(netFirst(event.request));
});
self.addEventListener('message', event => {
  const done = keepAll(event.data.keep.filter(isKept)).then(() => event.ports[0].postMessage('kept'));
  event.waitUntil(done);
});

function isKept(url) {
  const { origin, pathname } = new URL(url);
  return origin === self.location.origin && (pages.test(pathname) || parts.test(pathname));
}

async function netFirst(request) {
  const kept = caches.match(request, { cacheName: name, ignoreVary: true });
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) });
    if (response.ok && !response.redirected && response.type === 'basic') await put(request, response.clone());
    // A page that sends away to sign in: whoever it was for is no longer here.
    if (response.redirected || response.type === 'opaqueredirect') await caches.delete(name);
    return response;
  } catch (error) {
    const response = await kept;
    if (!response) throw error;
    const headers = new Headers(response.headers);
    headers.set('x-kept', '1');
    return new Response(response.body, { status: response.status, headers });
  }
}

async function put(request, response) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const kept = (await cache.keys()).filter(({ url }) => pages.test(new URL(url).pathname));
  for (const old of kept.slice(0, Math.max(0, kept.length - mostPages))) await cache.delete(old);
}

async function keepAll(addresses) {
  const cache = await caches.open(name);
  for (const address of addresses) {
    if (await cache.match(address)) continue;
    const response = await fetch(address);
    if (response.ok && !response.redirected) await cache.put(address, response);
  }
}
