// «@Иванова»: while a name is typed after @ in a text of the forum, the colleagues who read that section are offered below the line.
// Arrows choose, Enter or Tab takes, Escape leaves; the words of the list stand in the page.

// A form that was refused is put into the page anew, so a text is asked about when somebody comes to it.
const ready = new WeakSet();
document.addEventListener('focusin', ({ target }) => prepare(target));
if (document.activeElement) prepare(document.activeElement);

function prepare(area) {
  if (!area.matches('textarea[data-mentions], textarea[data-mentions-from]') || ready.has(area)) return;
  ready.add(area);
  offerNames(area);
}

function offerNames(area) {
  const { mentionsLabel, mentionsNone } = area.dataset;
  const list = document.createElement('ul');
  Object.assign(list, { id: `${area.id}-people`, className: 'people-offered', role: 'listbox', hidden: true });
  list.setAttribute('aria-label', mentionsLabel);
  const said = document.createElement('p');
  Object.assign(said, { className: 'visually-hidden', role: 'status' });
  area.after(list, said);
  area.setAttribute('aria-autocomplete', 'list');
  let offered = [];
  let at = 0;
  let asking;
  let waiting;

  /** What has been typed after the last @, and where it begins; nothing when the cursor stands elsewhere. */
  function typed() {
    if (area.selectionStart !== area.selectionEnd) return undefined;
    const before = area.value.slice(Math.max(0, area.selectionStart - 60), area.selectionStart);
    const found = /(?:^|[\s([«"„>])@([\p{L}\p{N}._-]*(?: [\p{L}.]{0,20})?)$/u.exec(before);
    return found ? { q: found[1], from: area.selectionStart - found[1].length - 1 } : undefined;
  }

  function listen() {
    clearTimeout(waiting);
    asking?.abort();
    const call = typed();
    if (!call) return close();
    waiting = setTimeout(() => ask(call), 150);
  }

  async function ask({ q }) {
    asking = new AbortController();
    const { signal } = asking;
    const section = area.dataset.mentions ?? document.getElementById(area.dataset.mentionsFrom)?.value;
    try {
      const address = `/api/forum/sections/${encodeURIComponent(section)}/callable?q=${encodeURIComponent(q)}`;
      const response = await fetch(address, { signal });
      if (!response.ok) return close();
      const people = await response.json();
      if (!signal.aborted) open(people, q);
    } catch {
      // Without a net a name is typed to its end, which is understood as well.
      if (!signal.aborted) close();
    }
  }

  function open(people, q) {
    if (people.length === 0) {
      close();
      said.textContent = q === '' ? '' : mentionsNone;
      return;
    }
    offered = people;
    list.replaceChildren(...people.map(option));
    area.setAttribute('role', 'combobox');
    area.setAttribute('aria-haspopup', 'listbox');
    area.setAttribute('aria-expanded', 'true');
    area.setAttribute('aria-controls', list.id);
    list.hidden = false;
    place();
    choose(0);
  }

  function option({ name }, index) {
    const item = document.createElement('li');
    Object.assign(item, { id: `${list.id}-${index}`, role: 'option', textContent: name });
    // The text keeps the focus, so that the screen keyboard of a telephone stays.
    item.addEventListener('pointerdown', event => event.preventDefault());
    item.addEventListener('click', () => take(index));
    return item;
  }

  function choose(index) {
    at = (index + offered.length) % offered.length;
    for (const [place, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(place === at));
    list.children[at].scrollIntoView({ block: 'nearest' });
    area.setAttribute('aria-activedescendant', list.children[at].id);
    said.textContent = `${offered[at].name}, ${at + 1}/${offered.length}`;
  }

  function take(index) {
    const call = typed();
    const { call: words } = offered[index];
    close();
    if (!call) return;
    const end = area.selectionStart;
    const gap = /^[\s.,;:!?)»]/.test(area.value.slice(end, end + 1)) ? '' : ' ';
    area.focus();
    area.setRangeText(words + gap, call.from, end, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    close();
  }

  function close() {
    clearTimeout(waiting);
    offered = [];
    if (list.hidden) return;
    list.hidden = true;
    said.textContent = '';
    for (const name of ['role', 'aria-haspopup', 'aria-expanded', 'aria-controls', 'aria-activedescendant'])
      area.removeAttribute(name);
  }

  /** Below the line that is being written: a copy of the text up to the cursor says how far down that is. */
  function place() {
    const copy = document.createElement('div');
    const style = getComputedStyle(area);
    for (const one of ['width', 'padding', 'border', 'font', 'letterSpacing', 'lineHeight', 'boxSizing'])
      copy.style[one] = style[one];
    Object.assign(copy.style, {
      position: 'absolute',
      visibility: 'hidden',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'break-word',
    });
    copy.textContent = `${area.value.slice(0, area.selectionStart)}\u200b`;
    area.parentElement.append(copy);
    const down = copy.offsetHeight - Number.parseFloat(style.paddingBottom) - area.scrollTop;
    copy.remove();
    list.style.top = `${area.offsetTop + Math.min(Math.max(down, 0), area.offsetHeight)}px`;
  }

  area.addEventListener('input', listen);
  area.addEventListener('click', listen);
  area.addEventListener('blur', close);
  area.addEventListener('keydown', event => {
    if (offered.length === 0 || event.isComposing) return;
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (key === 'ArrowDown') choose(at + 1);
    else if (key === 'ArrowUp') choose(at - 1);
    else if (key === 'Enter' || key === 'Tab') take(at);
    else if (key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
