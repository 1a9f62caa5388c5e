// Pages of the journal and of the diary kept for when there is no net (service-worker.js gives them back). They are one person's:
// whoever signs out, or another person at the same computer, finds none.

const name = 'zvonok-kept';
const owner = 'zvonok-kept-of';
const pages = /^\/(journal|diary)?(\/|$)/;

/** Lets go of pages kept for somebody else, and of all of them when this person signs out. */
export async function guardKeptPages(person) {
  if (!('caches' in window)) return;
  document.addEventListener('submit', event => event.target.matches('[data-sign-out]') && forgetPages());
  if (localStorage.getItem(owner) !== (person ?? '')) await forgetPages();
  if (person && !('shared' in document.body.dataset) && pages.test(location.pathname)) await keepThisPage(person);
}

async function keepThisPage(person) {
  if (!('serviceWorker' in navigator)) return;
  localStorage.setItem(owner, person);
  // Without a net the worker of last time goes on; it is asked for anew at the next page.
  if (navigator.onLine) await navigator.serviceWorker.register('/service-worker.js', { scope: '/' }).catch(() => {});
  const { active } = await navigator.serviceWorker.ready;
  // What this page was made of came before the worker was there.
  const parts = performance.getEntriesByType('resource').map(({ name: address }) => address);
  const { port1: answer, port2: port } = new MessageChannel();
  answer.addEventListener('message', () => document.body.toggleAttribute('data-kept', true));
  answer.start();
  active.postMessage({ keep: [location.href, '/offline', ...parts] }, [port]);
}

async function forgetPages() {
  localStorage.removeItem(owner);
  await caches.delete(name);
}
