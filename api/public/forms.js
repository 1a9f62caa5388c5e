// Every form of the site: sent once, asked about when it is dangerous, and its long texts kept until they have arrived.
// Words come from the templates.

const owner = document.body.dataset.person ?? '';
const sentKey = `sent:${owner}`;

forgetDraftsThatArrived();
for (const area of document.querySelectorAll('textarea[data-draft]')) keepDraft(area);
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
  const keys = [...form.querySelectorAll('textarea[data-draft]')].map(storageKey);
  if (keys.length > 0) sessionStorage.setItem(sentKey, JSON.stringify(keys));
}

/** A draft is dropped only when the server has said that the form was accepted: a flash of the kind "done". */
function forgetDraftsThatArrived() {
  const keys = JSON.parse(sessionStorage.getItem(sentKey) ?? '[]');
  sessionStorage.removeItem(sentKey);
  if (!document.querySelector('[data-flash="done"]')) return;
  for (const key of keys) localStorage.removeItem(key);
}

/** Brings back an unsent text over the text it was begun from, and remembers what is typed. */
function keepDraft(area) {
  const key = storageKey(area);
  const note = area.parentElement.querySelector('[data-draft-note]');
  const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
  // A form that came back refused holds the draft itself: it was still begun from the text before.
  const base = draft?.text === area.defaultValue ? draft.base : area.defaultValue;
  if (draft && draft.base === base && draft.text !== area.value) {
    area.value = draft.text;
    if (note) note.hidden = false;
  }
  area.addEventListener('input', () => {
    if (area.value === base) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ base, text: area.value }));
  });
  note?.querySelector('[data-draft-drop]').addEventListener('click', () => {
    localStorage.removeItem(key);
    area.value = area.defaultValue;
    note.hidden = true;
    area.focus();
  });
}

function forgetAllDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
}

function storageKey(area) {
  return `draft:${owner}:${area.dataset.draft}`;
}
