// Polls of an open topic: voices of others arrive by themselves, and a choice being made stays.

const place = document.querySelector('[data-polls]');
if (place) {
  addEventListener('topic-stirred', renew);
  place.addEventListener('input', ({ target }) => {
    target.closest('[data-poll-ways]')?.setAttribute('data-touched', '');
  });
  for (const { dataset } of place.querySelectorAll('[data-ends]')) renewAt(new Date(dataset.ends));
}

/** Shortly after its last moment a poll shows what came of it. */
function renewAt(ends) {
  const wait = ends - Date.now() + 1000;
  if (wait > 0 && wait < 24 * 3600_000) setTimeout(renew, wait);
}

async function renew() {
  const page = await fetchPolls();
  for (const poll of page?.querySelectorAll('.poll') ?? []) {
    const known = document.getElementById(poll.id);
    if (known) renewPoll(known, poll);
    else place.prepend(poll);
    place.hidden = false;
  }
}

function renewPoll(known, poll) {
  take(known, poll, '[data-poll-results]');
  const ways = known.querySelector('[data-poll-ways]');
  const isOver = known.hasAttribute('data-ends') && !poll.hasAttribute('data-ends');
  // Who is choosing goes on choosing.
  if (isOver || (!ways.hasAttribute('data-touched') && !ways.contains(document.activeElement)))
    take(known, poll, '[data-poll-ways]');
}

/** Puts the new part in place of the old one; what was unfolded stays so. */
function take(known, poll, part) {
  const [old, fresh] = [known.querySelector(part), poll.querySelector(part)];
  const unfolded = [...old.querySelectorAll('details')].map(details => details.open);
  for (const [index, details] of fresh.querySelectorAll('details').entries()) details.open ||= unfolded[index] ?? false;
  old.replaceWith(fresh);
}

async function fetchPolls() {
  try {
    const response = await fetch(place.dataset.polls);
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : undefined;
  } catch {
    return undefined;
  }
}
