// The forum by keyboard. Letters go by their place on the keyboard, so that they work in the Russian layout too; never while
// somebody types; whoever is disturbed by them switches them off (WCAG 2.1.4).

const sheet = document.querySelector('[data-keys]');
const opener = document.querySelector('[data-keys-open]');
const switched = sheet.querySelector('[data-keys-on]');
const offKey = 'forum-keys-off';

switched.checked = localStorage.getItem(offKey) === null;
switched.addEventListener('change', () => {
  if (switched.checked) localStorage.removeItem(offKey);
  else localStorage.setItem(offKey, 'yes');
});
opener.hidden = false;
opener.addEventListener('click', () => sheet.showModal());
document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (sheet.open) return;
  const deed = event.key === '?' || (event.shiftKey && event.code === 'Slash') ? help : deedOf(event);
  if (deed !== help && !switched.checked) return;
  if (deed?.()) event.preventDefault();
});
const deeds = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyU: () => follow('.page-head .back'),
  KeyR: answer,
  KeyQ: () => followIn(standing(), 'a[href*="quote="]'),
  KeyN: () => follow('a[href^="/forum/new"]') || go('/forum/new'),
  Slash: search,
};

// Who asked for a quote goes on by writing: once the browser has been where the address leads, for that takes the keyboard away.
if (new URLSearchParams(location.search).has('quote') && location.hash === '#answer')
  addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(answer)));

function deedOf(event) {
  if (event.shiftKey) return undefined;
  // On the Russian keyboard the stroke stands elsewhere.
  return event.key === '/' ? search : deeds[event.code];
}

function isTyping(target) {
  return target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]') !== null;
}

function stops() {
  return [...document.querySelectorAll('.posts > .post, ul.list > li.row > a.row-main')];
}

/** Where the keyboard stands: on a reply or inside it; else on the one that the address leads to. */
function standing() {
  const here = document.activeElement?.closest('.post, a.row-main');
  return here ?? (location.hash.startsWith('#reply-') ? document.querySelector(`.post${location.hash}`) : null);
}

function step(by) {
  const all = stops();
  const at = all.indexOf(standing());
  const next = at < 0 ? firstInSight(all) : all[at + by];
  if (!next) return all.length > 0;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  return true;
}

function firstInSight(all) {
  return all.find(one => one.getBoundingClientRect().bottom > 80) ?? all[0];
}

function answer() {
  const text = document.querySelector('#answer textarea');
  text?.focus();
  text?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return Boolean(text);
}

function search() {
  const field = document.querySelector('form[role="search"] input[type="search"]');
  if (!field) return go('/forum/search');
  field.focus();
  return true;
}

function help() {
  sheet.showModal();
  return true;
}

function follow(selector) {
  return followIn(document, selector);
}

function followIn(within, selector) {
  const link = within?.querySelector(selector);
  link?.click();
  return Boolean(link);
}

function go(address) {
  location.assign(address);
  return true;
}
