// The line that says what waits in this browser; a journal's page has its own place for it beside the grid.

const line = document.querySelector('[data-offline]');
const here = document.querySelector('[data-offline-here]');
const plurals = new Intl.PluralRules(document.documentElement.lang);
let hadWaiting = false;
let slow;

/** `waiting` entries; `held` ones that were not taken; `trouble`: unreachable or signed-out. */
export function say({ waiting, held, trouble, sending }) {
  clearTimeout(slow);
  if (waiting > 0 && trouble) show(words(trouble === 'signed-out' ? 'signedOut' : 'waiting', waiting), { trouble });
  // What is confirmed at once is not announced as being on its way.
  else if (waiting > 0 && sending) slow = setTimeout(() => show(words('sending', waiting), {}), 400);
  else if (trouble === 'unreachable') show(line.dataset.unreachable, { trouble });
  else if (held.length > 0) show(words('held', held.length), { trouble: 'held', href: `/journal/${held[0].courseId}` });
  else if (here || hadWaiting) show(line.dataset.saved, {});
  hadWaiting ||= waiting > 0;
  document.body.toggleAttribute('data-waiting', waiting > 0);
}

function show(text, { trouble, href }) {
  const place = here ?? line;
  place.hidden = false;
  place.dataset.trouble = trouble ?? '';
  place.querySelector('[data-text]').textContent = text;
  for (const link of place.querySelectorAll('a')) {
    link.hidden = link.dataset.for !== trouble;
    if (href) link.href = href;
  }
}

function words(name, count) {
  const form = plurals.select(count);
  const forms = line.dataset[name].split('|');
  return forms[form === 'one' ? 0 : form === 'few' ? 1 : 2].replace('{n}', count);
}
