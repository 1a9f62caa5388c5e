// A sign under a reply: one tap, and only that reply is printed anew. More signs are chosen in a panel, one for the whole page.
// Without this script forms and links go the usual way.

import { renewPost } from './posts.js';

const template = document.querySelector('[data-reaction-panel]');
let panel;

// Before the usual sending of forms hears of it.
document.addEventListener('submit', take, { capture: true });
document.addEventListener('click', event => {
  const opener = event.target.closest('[data-react]');
  if (opener && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (panel?.opener === opener) close();
    else open(opener);
  } else if (panel && !panel.form.contains(event.target)) close();
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !panel) return;
  const { opener } = panel;
  close();
  opener.focus();
});

function open(opener) {
  close();
  const form = template.content.firstElementChild.cloneNode(true);
  const post = opener.closest('[data-reply]');
  form.action = opener.href;
  form.querySelector('[data-choice]').hidden = opener.dataset.react !== 'yes';
  const who = [...post.querySelectorAll('.reaction-who')].map(({ textContent }) => {
    const row = document.createElement('li');
    row.textContent = textContent;
    return row;
  });
  form.querySelector('[data-who]').replaceChildren(...who);
  opener.after(form);
  opener.setAttribute('aria-expanded', 'true');
  panel = { form, opener };
  form.querySelector('[data-choice]:not([hidden]) button')?.focus();
}

function close() {
  panel?.form.remove();
  panel?.opener.setAttribute('aria-expanded', 'false');
  panel = undefined;
}

async function take(event) {
  const form = event.target;
  if (!form.matches('[data-reactions]')) return;
  event.preventDefault();
  const { value: kind } = event.submitter ?? {};
  if (!kind) return;
  const post = form.closest('[data-reply]');
  const isMine = post.querySelector(`[data-same="${kind}"]`)?.getAttribute('aria-pressed') === 'true';
  try {
    const response = await fetch(`/api/forum/replies/${post.dataset.reply}/reactions/${kind}`, {
      method: isMine ? 'DELETE' : 'PUT',
      headers: { 'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content },
    });
    if (!response.ok) throw new Error((await response.json()).error.message);
    await renewPost(location.pathname, post.dataset.reply);
    panel = undefined;
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
