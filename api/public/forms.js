// Every form of the site: sent once, asked about when it is dangerous, and its long texts kept until they have arrived.
// Words come from the templates.

import { forgetAllDrafts, forgetDraftsThatArrived, keepDrafts, rememberSent } from './drafts.js';

forgetDraftsThatArrived();
keepDrafts(document);
document.addEventListener('submit', sendOnce);
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());
addEventListener('pageshow', event => {
  if (event.persisted)
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
});

/** Lets a POST form go once; `data-confirm` asks first; signing out leaves no draft behind for the next person. */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.hasAttribute('aria-busy')) return event.preventDefault();
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return event.preventDefault();
  form.setAttribute('aria-busy', 'true');
  // A file in answer to a POST leaves the page where it is: the form must come back to life.
  setTimeout(() => form.removeAttribute('aria-busy'), 8000);
  if (form.hasAttribute('data-sign-out')) return forgetAllDrafts();
  rememberSent(form);
}
