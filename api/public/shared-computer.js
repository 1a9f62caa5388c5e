// Linked by every page on a computer that is not the person's own: tells the school that somebody is at the page, so that a long
// text can be written, and leaves the page when nobody has touched it for ten minutes.

const patience = 10 * 60_000;
const rarely = 60_000;
let last = Date.now();
let told = last;

for (const deed of ['pointerdown', 'keydown', 'input']) addEventListener(deed, here, { capture: true, passive: true });
setInterval(leave, 5000);
// A page of a former visit, shown by «Back», may be another person's.
addEventListener('pageshow', event => event.persisted && location.reload());

function here() {
  last = Date.now();
  if (last - told < rarely) return;
  told = last;
  fetch('/api/me', { headers: { 'x-by-hand': '1' } }).catch(() => {});
}

function leave() {
  if (Date.now() - last >= patience) location.replace('/sign-in?shared=1');
}
