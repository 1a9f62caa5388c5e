// A topic that is open on its last page: what others answer arrives by itself, and what is being typed stays.

import { fetchPosts, renewPost } from './posts.js';

const line = document.querySelector('[data-live]');
if (line) follow(line);

function follow(line) {
  const { live, arrived, many } = line.dataset;
  let last = Number(line.dataset.last);
  let source;
  let taking = false;
  let again = false;
  let stirring;

  // A hidden page has nobody to read it: it hears nothing, and catches up when it is looked at.
  const open = () => {
    if (source || document.visibilityState !== 'visible') return;
    source = new EventSource(`${live}/live`);
    source.addEventListener('look', take);
    source.addEventListener('open', take);
    // Polls of the topic look after themselves: poll.js.
    source.addEventListener('look', () => dispatchEvent(new Event('topic-stirred')));
    source.addEventListener('changed', ({ data }) => renewPost(live, data));
  };
  const close = () => {
    source?.close();
    source = undefined;
  };

  async function take() {
    again = true;
    if (taking) return;
    taking = true;
    while (again) {
      again = false;
      await takeNew();
    }
    taking = false;
  }

  async function takeNew() {
    const came = await fetchAfter(last);
    for (const post of came) line.before(post);
    if (came.length === 0) return;
    last = Number(came.at(-1).id.replace('reply-', ''));
    readOnceSomebodyStirs();
    const names = came.map(post => post.querySelector('.author b')?.textContent.trim());
    line.textContent = `${came.length > 1 ? many : arrived} ${[...new Set(names)].join(', ')}`;
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
