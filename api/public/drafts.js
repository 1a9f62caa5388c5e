// What is typed in a field with data-draft stays in this browser, for this person, until the server has accepted its form.

const owner = document.body.dataset.person ?? '';
const sentKey = `sent:${owner}`;

/** Brings back unsent texts of these fields, and remembers what is typed from now on. */
export function keepDrafts(within) {
  // Somebody else's computer keeps nothing.
  if ('shared' in document.body.dataset) return;
  for (const area of within.querySelectorAll('[data-draft]')) keepDraft(area);
}

/** Notes what a form sends: its drafts are dropped once the next page says that it was accepted. */
export function rememberSent(form) {
  sessionStorage.setItem(sentKey, JSON.stringify([...form.querySelectorAll('[data-draft]')].map(storageKey)));
}

/** The form was not accepted: its drafts stay. */
export function forgetSent() {
  sessionStorage.removeItem(sentKey);
}

/** A draft is dropped only when the server has said that the form was accepted: a flash of the kind "done". */
export function forgetDraftsThatArrived() {
  const keys = JSON.parse(sessionStorage.getItem(sentKey) ?? '[]');
  forgetSent();
  if (!document.querySelector('[data-flash="done"]')) return;
  for (const key of keys) localStorage.removeItem(key);
}

/** Nothing is left behind for the next person at this computer. */
export function forgetAllDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
}

function keepDraft(area) {
  const key = storageKey(area);
  const field = area.closest('.field');
  const [note, older] = ['[data-draft-note]', '[data-draft-older]'].map(which => field?.querySelector(which));
  const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
  // A form that came back refused holds the draft itself: it was still begun from the text before.
  const base = draft?.text === area.defaultValue ? draft.base : area.defaultValue;
  const isUnsent = draft && draft.text !== area.value;
  if (isUnsent && draft.base === base) bringBack();
  // Meanwhile the text has been changed elsewhere: neither is lost, the person chooses.
  else if (isUnsent && older) older.hidden = false;

  area.addEventListener('input', () => {
    if (older) older.hidden = true;
    if (area.value === base) localStorage.removeItem(key);
    else keep(key, { base, text: area.value });
  });
  older?.querySelector('[data-draft-show]').addEventListener('click', () => {
    older.hidden = true;
    bringBack();
    area.focus();
  });
  for (const drop of field?.querySelectorAll('[data-draft-drop]') ?? [])
    drop.addEventListener('click', () => {
      localStorage.removeItem(key);
      area.value = area.defaultValue;
      for (const one of [note, older]) if (one) one.hidden = true;
      area.focus();
    });

  function bringBack() {
    area.value = draft.text;
    if (note) note.hidden = false;
  }
}

/** A browser that is full, or keeps nothing, must still let people type. */
function keep(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    localStorage.removeItem(key);
  }
}

function storageKey(area) {
  return `draft:${owner}:${area.dataset.draft}`;
}
