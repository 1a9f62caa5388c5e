// Replies of a topic as the server prints them now, and one that takes the place of itself.

/** The posts of an address of replies; none when they can't be had. */
export async function fetchPosts(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) return [];
    const read = new DOMParser().parseFromString(await response.text(), 'text/html');
    return [...read.querySelectorAll('article')];
  } catch {
    return [];
  }
}

/** A reply that looks different now takes the place of itself; who stands on it, or on one of its buttons, stays there. */
export async function renewPost(topic, id) {
  const old = document.querySelector(`[data-reply="${id}"]`);
  const post = old && (await fetchPosts(`${topic}/replies?only=${id}`))[0];
  if (post) showPost(old, post);
}

/** Puts a post in the place of itself when it looks different; gives the one that stands there. */
export function showPost(old, post) {
  if (looksOf(old) === looksOf(post)) return old;
  post.classList.toggle('unread', old.classList.contains('unread'));
  const place = placeIn(old);
  old.replaceWith(post);
  if (place) (place.find(post) ?? post).focus();
  return post;
}

/** What is to be seen of a post, whether it has been read or not, and whatever of it is open. */
function looksOf(post) {
  const copy = post.cloneNode(true);
  copy.classList.remove('unread');
  copy.querySelector(':scope > .visually-hidden')?.remove();
  for (const one of copy.querySelectorAll('details[open]')) one.removeAttribute('open');
  return copy.outerHTML.replace(/\s+/g, ' ');
}

const reachable = 'a[href], button, summary';

function placeIn(post) {
  const here = document.activeElement;
  if (here === post) return { find: () => undefined };
  if (!post.contains(here)) return undefined;
  const { same } = here.dataset;
  const index = [...post.querySelectorAll(reachable)].indexOf(here);
  const { value } = here;
  return {
    find: renewed =>
      (same && renewed.querySelector(`[data-same="${same}"]`)) ||
      (value && renewed.querySelector(`[data-same="${value}"]`)) ||
      renewed.querySelectorAll(reachable)[index],
  };
}
