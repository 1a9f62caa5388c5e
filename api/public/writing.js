// Writing in Markdown: a preview by the server itself, Ctrl + Enter, and files that are chosen, dropped or pasted and sent with a
// sight of how far they are. Without this script the form is an ordinary one. Words come from the templates.

import { forgetSent, keepDrafts, rememberSent } from './drafts.js';
import { openFiles } from './writing-files.js';

for (const form of document.querySelectorAll('form[data-writing]')) prepare(form);

function prepare(form, brought = []) {
  const text = form.querySelector('textarea[name="text"]');
  const files = openFiles(form, { text, brought });
  openPreview(form, text);
  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !event.target.matches('textarea, input')) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', async event => {
    if (files.chosen().length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    if (!form.hasAttribute('aria-busy')) await send(form, files);
  });
}

/** Sends the form with its files and goes on where the server says; refused, the form comes back with its files still there. */
async function send(form, files) {
  form.setAttribute('aria-busy', 'true');
  rememberSent(form);
  const answer = await files.send(form.action);
  form.removeAttribute('aria-busy');
  const next = answer?.status === 200 ? nextOf(answer.responseText) : undefined;
  if (next) return goOn(next);
  forgetSent();
  const page = new DOMParser().parseFromString(answer?.responseText ?? '', 'text/html');
  const refused = page.querySelector('form[data-writing]');
  if (refused) return showRefused(form, { refused, page, chosen: files.chosen() });
  files.say(page.querySelector('.error-page h1 + p')?.textContent.trim() || files.unsent);
}

function nextOf(body) {
  try {
    return JSON.parse(body).next;
  } catch {
    return undefined;
  }
}

/** To another part of the same page the browser would only scroll: what has been written must be fetched. */
function goOn(next) {
  const to = new URL(next, location.href);
  const stays = to.pathname === location.pathname && to.search === location.search;
  location.assign(to);
  if (stays) location.reload();
}

function showRefused(form, { refused, page, chosen }) {
  const flash = page.querySelector('main > [data-flash]');
  document.querySelector('main > [data-flash]')?.remove();
  if (flash) document.querySelector('main').prepend(flash);
  for (const lost of refused.querySelectorAll('.flash')) lost.remove();
  form.replaceWith(refused);
  keepDrafts(refused);
  prepare(refused, chosen);
  const wrong = refused.querySelector('[aria-invalid="true"]');
  (wrong ?? refused.querySelector('textarea')).focus();
  (flash ?? refused).scrollIntoView({ block: 'nearest' });
}

function openPreview(form, text) {
  const button = form.querySelector('[data-preview]');
  const box = form.querySelector('[data-preview-box]');
  button.hidden = false;
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', async () => {
    if (!box.hidden) return toggle(false);
    box.replaceChildren(...(await look({ text: text.value, talk: button.dataset.preview === 'talk' }, box.dataset)));
    toggle(true);
    box.focus();
  });
  // What is shown must be what is written.
  text.addEventListener('input', () => toggle(false));

  function toggle(open) {
    box.hidden = !open;
    button.setAttribute('aria-expanded', `${open}`);
  }
}

async function look(written, { empty, failed }) {
  if (written.text.trim() === '') return [line(empty)];
  try {
    const response = await fetch('/api/preview', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify(written),
    });
    const answer = await response.json();
    if (!response.ok) return [line(answer.error.message)];
    return new DOMParser().parseFromString(answer.html, 'text/html').body.childNodes;
  } catch {
    return [line(failed)];
  }
}

function line(sentence) {
  const paragraph = document.createElement('p');
  paragraph.className = 'muted';
  paragraph.textContent = sentence;
  return paragraph;
}
