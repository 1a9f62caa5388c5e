// A topic that is open: what others answer arrives by itself, what is hidden, edited, closed or moved is seen, and what is being
// typed stays.

import { fetchPosts, renewPost, showPost } from './posts.js';

const line = document.querySelector('[data-live]');
if (line) follow(line);

function follow(line) {
  const { live, page, arrived, many, merged, open: openMerged, gone } = line.dataset;
  let last = lastOf(line);
  let source;
  let stirring;
  let missed = false;
  const taking = oneAtATime(takeNew);
  const looking = oneAtATime(lookAgain);

  // A hidden page has nobody to read it: it hears nothing, and catches up when it is looked at.
  const open = () => {
    if (source || document.visibilityState !== 'visible') return;
    source = new EventSource(`${live}/live`);
    source.addEventListener('look', taking);
    // Polls of the topic look after themselves: poll.js.
    source.addEventListener('look', stir);
    source.addEventListener('changed', ({ data }) => renewPost(live, data));
    source.addEventListener('whole', looking);
    source.addEventListener('open', () => {
      if (missed) {
        void looking();
        stir();
      }
      missed = true;
      void taking();
    });
  };
  const close = () => {
    source?.close();
    source = undefined;
  };

  async function takeNew() {
    if (last === undefined) return;
    const came = await fetchAfter(last);
    for (const post of came) line.before(post);
    if (came.length === 0) return;
    last = Number(came.at(-1).id.replace('reply-', ''));
    readOnceSomebodyStirs();
    const names = came.map(post => post.querySelector('.author b')?.textContent.trim());
    line.textContent = `${came.length > 1 ? many : arrived} ${[...new Set(names)].join(', ')}`;
  }

  /** The page as it looks now takes the place of what stands here, except for what the person is busy with. */
  async function lookAgain() {
    const response = await fetch(`${live}?page=${page}&live=yes`).catch(() => undefined);
    if (!response) return;
    const here = new URL(response.url).pathname === live;
    if (!response.ok || !here) return leave(response);
    const now = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of ['[data-topic-state]', 'main h1']) {
      const [old, renewed] = [document.querySelector(part), now.querySelector(part)];
      if (old && renewed && old.innerHTML !== renewed.innerHTML) old.innerHTML = renewed.innerHTML;
    }
    showPosts([...now.querySelectorAll('article[data-reply]')]);
    showAnswer(now.querySelector('#answer'));
    last = lastOf(now.querySelector('[data-live]'));
  }

  function showPosts(posts) {
    const ids = new Set(posts.map(({ dataset }) => dataset.reply));
    for (const old of document.querySelectorAll('article[data-reply]')) if (!ids.has(old.dataset.reply)) old.remove();
    let before;
    for (const post of posts) {
      const old = document.querySelector(`article[data-reply="${post.dataset.reply}"]`);
      const stands = old ? showPost(old, post) : post;
      if (!old && before) before.after(stands);
      else if (!old) line.parentElement.querySelector('article[data-reply]')?.before(stands) ?? line.before(stands);
      before = stands;
    }
  }

  /** The form is taken away or comes back; what was typed in it is not lost. */
  function showAnswer(renewed) {
    const old = document.getElementById('answer');
    if (!old || !renewed || Boolean(old.querySelector('form')) === Boolean(renewed.querySelector('form'))) return;
    const typed = old.querySelector('textarea');
    const form = renewed.querySelector('form');
    if (!form && typed?.value.trim()) {
      typed.readOnly = true;
      renewed.append(typed.closest('.field'));
    } else if (form && typed) form.querySelector('textarea').value = typed.value;
    old.replaceWith(renewed);
    // Scripts of the form have seen the old one: the page is opened anew when somebody comes to write.
    if (form) renewed.addEventListener('focusin', () => location.reload(), { once: true });
  }

  /** The topic has been joined to another, or stands where the person may not look. */
  function leave({ ok, url, status }) {
    if (!ok && status !== 404) return;
    close();
    line.textContent = ok ? merged : gone;
    if (!ok) return;
    const link = document.createElement('a');
    Object.assign(link, { href: new URL(url).pathname, textContent: openMerged });
    line.append(' ', link);
  }

  /** A page left open on a desk reads nothing: what came is read when a hand moves. */
  function readOnceSomebodyStirs() {
    stirring?.abort();
    stirring = new AbortController();
    const { signal } = stirring;
    for (const kind of ['pointermove', 'pointerdown', 'keydown', 'scroll']) addEventListener(kind, read, { signal });
  }

  function read() {
    stirring.abort();
    const token = document.querySelector('meta[name="csrf-token"]').content;
    fetch(`/api${live}/reading`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': token },
      body: JSON.stringify({ upTo: last }),
      keepalive: true,
    }).catch(() => {});
  }

  /** The posts after that number which do not stand here yet. */
  async function fetchAfter(number) {
    return (await fetchPosts(`${live}/replies?after=${number}`)).filter(post => !document.getElementById(post.id));
  }

  document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? open() : close()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

/** The number of the last reply; nothing on a page that is not the last. */
function lastOf(line) {
  return line?.dataset.last ? Number(line.dataset.last) : undefined;
}

/** Asked again while it works, it works once more afterwards. */
function oneAtATime(work) {
  let working = false;
  let again = false;
  return async () => {
    again = true;
    if (working) return;
    working = true;
    while (again) {
      again = false;
      await work();
    }
    working = false;
  };
}

function stir() {
  dispatchEvent(new Event('topic-stirred'));
}
