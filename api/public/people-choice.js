// People by name among the addressees of a document: found by the beginning of a name, kept as chosen options of the list below.
// Words come from the templates.

for (const choice of document.querySelectorAll('[data-people]')) take(choice);

function take(choice) {
  const search = choice.querySelector('[data-search]');
  const input = search.querySelector('input');
  const found = search.querySelector('[role=listbox]');
  const chosen = search.querySelector('[data-chosen]');
  const said = search.querySelector('[data-said]');
  const select = choice.querySelector('select');
  let waiting;
  let asked = 0;
  let active = -1;

  search.hidden = false;
  choice.querySelector('[data-list]').hidden = true;
  showChosen();
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });
  input.addEventListener('keydown', walk);
  input.addEventListener('blur', () => setTimeout(close, 150));
  found.addEventListener('pointerdown', event => {
    const row = event.target.closest('[role=option]');
    if (!row) return;
    event.preventDefault();
    pick(row);
  });

  async function find() {
    const typed = input.value.trim();
    const turn = ++asked;
    if (typed === '') return close();
    const answer = await fetch(`${choice.dataset.people}&q=${encodeURIComponent(typed)}`).catch(() => undefined);
    if (turn !== asked || !answer?.ok) return;
    const list = document.createElement('template');
    list.innerHTML = await answer.text();
    show([...list.content.querySelectorAll('option')].filter(({ value }) => !optionOf(value)?.selected));
  }

  function show(options) {
    active = options.length > 0 ? 0 : -1;
    found.replaceChildren(...options.map(rowOf));
    found.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(options.length > 0));
    said.textContent = options.length > 0 ? `${said.dataset.some}${options.length}` : said.dataset.none;
    mark();
  }

  function rowOf({ value, textContent }, index) {
    const row = document.createElement('li');
    row.setAttribute('role', 'option');
    row.id = `people-found-${index}`;
    row.dataset.word = value;
    row.textContent = textContent;
    return row;
  }

  function mark() {
    for (const [index, row] of [...found.children].entries())
      row.setAttribute('aria-selected', String(index === active));
    const row = found.children[active];
    if (row) input.setAttribute('aria-activedescendant', row.id);
    else input.removeAttribute('aria-activedescendant');
    row?.scrollIntoView({ block: 'nearest' });
  }

  function walk(event) {
    // Enter in this field chooses a person and never sends the form.
    if (event.key === 'Enter') event.preventDefault();
    if (event.key === 'Escape') return close();
    if (event.key === 'Backspace' && input.value === '') return remove([...select.selectedOptions].at(-1)?.value);
    if (found.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      active = (active + step + found.children.length) % found.children.length;
      mark();
    }
    if (event.key === 'Enter' && active >= 0) pick(found.children[active]);
  }

  function pick(row) {
    let option = optionOf(row.dataset.word);
    if (!option) {
      option = new Option(row.textContent, row.dataset.word);
      select.append(option);
    }
    option.selected = true;
    input.value = '';
    close();
    showChosen();
  }

  function remove(word) {
    const option = optionOf(word);
    if (!option) return;
    option.selected = false;
    showChosen();
    input.focus();
  }

  function optionOf(word) {
    return [...select.options].find(({ value }) => value === word);
  }

  function close() {
    asked++;
    found.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function showChosen() {
    const rows = [...select.selectedOptions].map(option => {
      const row = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button small quiet';
      button.textContent = '×';
      button.setAttribute('aria-label', `${chosen.dataset.remove}: ${option.textContent}`);
      button.addEventListener('click', () => remove(option.value));
      row.append(option.textContent, button);
      return row;
    });
    chosen.replaceChildren(...rows);
    chosen.hidden = rows.length === 0;
  }
}
