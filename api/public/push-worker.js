// Imported by the site's service worker: shows what a push brings and leads to it. It answers no fetch.

self.addEventListener('push', event => {
  const news = read(event.data);
  if (news) event.waitUntil(show(news));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? '/'));
});

function read(data) {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

/** The same tag takes the place of what it repeats. */
function show({ title, body, url, tag }) {
  const icon = '/public/icons/icon-192.png';
  const badge = '/public/icons/badge-96.png';
  return self.registration.showNotification(title, { body, tag, icon, badge, lang: 'ru', data: { url } });
}

/** Turns to a window of the journal that is open, or opens one. */
async function open(url) {
  const address = new URL(url, self.location.origin);
  if (address.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [shown] = windows;
  if (!shown) return void (await self.clients.openWindow(address.href));
  await shown.focus();
  await shown.navigate(address.href).catch(() => self.clients.openWindow(address.href));
}
