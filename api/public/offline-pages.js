// Journal pages kept for when there is no net (journal-worker.js gives them back). They are one person's: whoever signs out,
// or another person at the same computer, finds none.

const name = 'zvonok-journal';
const owner = 'zvonok-journal-of';

/** Lets go of pages kept for somebody else, and of all of them when this person signs out. */
export async function guardKeptPages(person) {
  if (!('caches' in window)) return;
  document.addEventListener('submit', event => event.target.matches('[data-sign-out]') && forgetPages());
  if (localStorage.getItem(owner) !== (person ?? '')) await forgetPages();
  if (person && location.pathname.startsWith('/journal')) await keepThisPage(person);
}

async function keepThisPage(person) {
  if (!('serviceWorker' in navigator)) return;
  localStorage.setItem(owner, person);
  await navigator.serviceWorker.register('/journal-worker.js', { scope: '/journal' });
  const { active } = await navigator.serviceWorker.ready;
  // What this page was made of came before the worker was there.
  const parts = performance.getEntriesByType('resource').map(({ name: address }) => address);
  const { port1: answer, port2: port } = new MessageChannel();
  answer.addEventListener('message', () => document.body.toggleAttribute('data-kept', true));
  answer.start();
  active.postMessage({ keep: [location.href, ...parts] }, [port]);
}

async function forgetPages() {
  localStorage.removeItem(owner);
  await caches.delete(name);
}
