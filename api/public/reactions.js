// A sign under a reply: one tap, and only that reply is printed anew. Without this script the form goes the usual way.

import { renewPost } from './posts.js';

// Before the usual sending of forms hears of it.
document.addEventListener('submit', take, { capture: true });
document.addEventListener('click', closeOthers);
document.addEventListener('keydown', event => {
  const panel = event.key === 'Escape' && document.activeElement?.closest('.reaction-more[open]');
  if (!panel) return;
  panel.open = false;
  panel.querySelector('summary').focus();
});

async function take(event) {
  const form = event.target;
  if (!form.matches('[data-reactions]')) return;
  event.preventDefault();
  const { value: kind } = event.submitter ?? {};
  if (!kind) return;
  const post = form.closest('[data-reply]');
  const isMine = form.querySelector(`[data-same="${kind}"]`)?.getAttribute('aria-pressed') === 'true';
  try {
    const response = await fetch(`/api/forum/replies/${post.dataset.reply}/reactions/${kind}`, {
      method: isMine ? 'DELETE' : 'PUT',
      headers: { 'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content },
    });
    if (!response.ok) throw new Error((await response.json()).error.message);
    await renewPost(location.pathname, post.dataset.reply);
  } catch (error) {
    say(form, error.message);
  }
}

function say(form, sentence) {
  const line = form.querySelector('[role="alert"]') ?? form.appendChild(document.createElement('p'));
  line.setAttribute('role', 'alert');
  line.className = 'field-error';
  line.textContent = sentence;
}

/** One panel of signs is open at a time. */
function closeOthers(event) {
  for (const panel of document.querySelectorAll('.reaction-more[open]'))
    if (!panel.contains(event.target)) panel.open = false;
}
