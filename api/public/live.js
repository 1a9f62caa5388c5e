// A topic that is open on its last page: what others answer arrives by itself, and what is being typed stays.

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
    source.addEventListener('changed', ({ data }) => renew(data));
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

  /** A reply that looks different now takes the place of itself; who stands on one of its buttons stays there. */
  async function renew(id) {
    const old = document.querySelector(`[data-reply="${id}"]`);
    const post = old && (await fetchPosts(`only=${id}`))[0];
    if (!post) return;
    post.classList.toggle('unread', old.classList.contains('unread'));
    const details = [...post.querySelectorAll('details')];
    for (const [index, one] of [...old.querySelectorAll('details')].entries())
      if (details[index]) details[index].open = one.open;
    const reachable = 'a[href], button, summary';
    const place = [...old.querySelectorAll(reachable)].indexOf(document.activeElement);
    const stood = place >= 0 ? `[data-same="${document.activeElement.dataset.same}"]` : '';
    const onPost = document.activeElement === old;
    old.replaceWith(post);
    if (onPost) post.focus();
    if (place >= 0) (post.querySelector(stood) ?? post.querySelectorAll(reachable)[place])?.focus();
  }

  /** The posts after that number which do not stand here yet. */
  async function fetchAfter(number) {
    return (await fetchPosts(`after=${number}`)).filter(post => !document.getElementById(post.id));
  }

  async function fetchPosts(which) {
    try {
      const response = await fetch(`${live}/replies?${which}`);
      if (!response.ok) return [];
      const read = new DOMParser().parseFromString(await response.text(), 'text/html');
      return [...read.querySelectorAll('article')];
    } catch {
      return [];
    }
  }

  document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? open() : close()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}
