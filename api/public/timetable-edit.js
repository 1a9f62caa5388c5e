// The timetable made by hand: everything works by links and forms; here the page is changed in place, keys walk over the week,
// and lessons can be dragged.

const editor = () => document.querySelector('[data-editor]');
const cells = () => [...document.querySelectorAll('.edit-cell')];
let at = null;
let busy = false;

settle();

document.addEventListener('click', event => {
  const link = event.target.closest('[data-editor] a[href]');
  if (!link || event.ctrlKey || event.metaKey || !link.getAttribute('href').startsWith(`${editor().dataset.editor}?`))
    return;
  event.preventDefault();
  at = link.closest('.edit-cell')?.dataset.cell ?? at;
  void show(link.href);
});

document.addEventListener('submit', event => {
  const form = event.target.closest('[data-editor] form');
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const cell = event.submitter?.closest('.edit-cell');
  if (cell) at = cell.dataset.cell;
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  if (form.method === 'get') void show(`${form.action.split('?')[0]}?${fields}`);
  else void show(form.action, fields);
});

document.addEventListener('change', event => {
  const { target } = event;
  if (target.matches('[data-editor] [data-go]')) target.form.requestSubmit();
  if (target.matches('[data-editor] [data-week]')) {
    const fields = new FormData(target.form);
    const asked = new URLSearchParams({ class: fields.get('class'), what: fields.get('what'), week: target.value });
    void show(`${editor().dataset.editor}?${asked}`);
  }
});

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener('keydown', event => {
  if (!editor() || event.target.closest('select, input, textarea, summary')) return;
  const cell = document.activeElement?.closest('.edit-cell') ?? null;
  const key = deedOf(event);
  if (!key || !deeds[key](cell, event)) return;
  event.preventDefault();
});

// Letters by their place on the keyboard: in a Russian layout they have other names.
function deedOf({ key, code, ctrlKey, metaKey }) {
  if (ctrlKey || metaKey) return { KeyZ: 'undo', KeyX: 'press', KeyV: 'press' }[code];
  if (key in steps) return 'walk';
  return { Enter: 'press', ' ': 'press', Delete: 'remove', Backspace: 'remove', Escape: 'cancel' }[key];
}

const deeds = {
  walk(cell, { key }) {
    if (!cell) return false;
    const [days, slots] = steps[key];
    const all = [...document.querySelectorAll('.week-day')].map(day => [...day.querySelectorAll('.edit-cell')]);
    const day = all.findIndex(column => column.includes(cell));
    const next = all[day + days]?.[all[day].indexOf(cell) + slots];
    if (next) focusOn(next);
    return true;
  },
  press(cell) {
    if (!cell || document.activeElement !== cell) return false;
    (cell.querySelector('.edit-target') ?? cell.querySelector('.edit-lesson'))?.click();
    return true;
  },
  remove(cell) {
    const button = document.querySelector('[data-remove]');
    if (button) {
      button.click();
      return true;
    }
    const lesson = cell?.querySelector('.edit-lesson');
    if (!lesson) return false;
    send({ what: lesson.dataset.what, remove: 'yes' });
    return true;
  },
  cancel() {
    const link = document.querySelector('[data-cancel]');
    link?.click();
    return Boolean(link);
  },
  undo() {
    const button = document.querySelector('[data-undo]');
    button?.click();
    return Boolean(button);
  },
};

let dragged = null;
document.addEventListener('dragstart', event => {
  dragged = event.target.closest?.('[data-editor] [data-what]')?.dataset.what ?? null;
  if (dragged) event.dataTransfer.effectAllowed = 'move';
});
document.addEventListener('dragover', event => {
  const cell = dragged && event.target.closest?.('.edit-cell');
  if (!cell) return;
  event.preventDefault();
  for (const other of document.querySelectorAll('.edit-cell.over')) other.classList.toggle('over', other === cell);
  cell.classList.add('over');
});
document.addEventListener('drop', event => {
  const cell = dragged && event.target.closest?.('.edit-cell');
  if (!cell) return;
  event.preventDefault();
  at = cell.dataset.cell;
  send({ what: dragged, to: cell.dataset.cell });
});
document.addEventListener('dragend', () => {
  dragged = null;
  for (const cell of document.querySelectorAll('.edit-cell.over')) cell.classList.remove('over');
});

/** One press of the form, with what it says about room and week left to the program. */
function send(deed) {
  const fields = new FormData(document.querySelector('#press'));
  const press = { _csrf: fields.get('_csrf'), class: fields.get('class'), ...deed };
  void show(editor().dataset.editor, new URLSearchParams(press));
}

/** Asks for a page and puts its main part in place of this one; without a net the browser says so itself. */
async function show(url, body) {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(url, body ? { method: 'POST', body } : {});
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page.querySelector('main');
    if (!main?.querySelector('[data-editor]')) {
      location.assign(answer.url);
      return;
    }
    document.querySelector('main').innerHTML = main.innerHTML;
    document.title = page.title;
    if (answer.ok) history.replaceState(null, '', answer.url);
    settle();
  } catch {
    location.assign(body ? location.href : url);
  } finally {
    busy = false;
  }
}

/** One cell is reached by Tab; the keys walk from it. */
function settle() {
  const all = cells();
  const here = all.find(cell => cell.dataset.cell === at);
  for (const cell of all) cell.tabIndex = -1;
  const first = here ?? all[0];
  if (first) first.tabIndex = 0;
  if (here) here.focus();
}

function focusOn(cell) {
  for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
  at = cell.dataset.cell;
  cell.focus();
}
