// Files of a form that is being written: the list of those chosen stands in the file input itself, so that an ordinary sending has
// them too.

/** Opens the file part of a form: chosen, dropped on the form, or pasted into the text. `brought` come from a form that was refused. */
export function openFiles(form, { text, brought }) {
  const part = form.querySelector('[data-files]');
  const input = part.querySelector('input[type="file"]');
  const list = part.querySelector('[data-chosen]');
  const state = part.querySelector('[data-state]');
  const bar = part.querySelector('[data-progress]');
  const words = part.dataset;
  const wordsAreAsked = text.required;
  let chosen = [];

  part.querySelector('[data-files-more]').hidden = false;
  input.addEventListener('change', () => add([...input.files]));
  text.addEventListener('paste', event => {
    const pasted = [...event.clipboardData.files];
    // A piece of a document is pasted as words, though it brings a picture of itself.
    if (pasted.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    add(pasted.map(named));
  });
  form.addEventListener('dragover', event => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    form.classList.add('dropping');
  });
  form.addEventListener('dragleave', event => {
    if (!form.contains(event.relatedTarget)) form.classList.remove('dropping');
  });
  form.addEventListener('drop', event => {
    form.classList.remove('dropping');
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
  if (brought.length > 0) set(brought);

  function add(files) {
    const said = [];
    const next = [...chosen];
    for (const file of files) {
      if (next.some(one => isSame(one, file))) continue;
      const refusal = refusalOf(file, next);
      if (refusal) said.push(refusal.replace('{name}', file.name));
      else next.push(file);
    }
    const added = next.slice(chosen.length).map(({ name }) => words.added.replace('{name}', name));
    set(next);
    say([...new Set([...said, ...added])].join(' '), { isWrong: said.length > 0 });
  }

  function refusalOf(file, others) {
    if (file.size > Number(words.mostBytes)) return words.tooLarge;
    if (others.length + Number(words.held) >= Number(words.most)) return words.tooMany;
    const together = others.reduce((sum, { size }) => sum + size, file.size);
    return together > Number(words.mostTogether) ? words.tooMuch : undefined;
  }

  function set(files) {
    chosen = files;
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    input.files = carrier.files;
    text.required = wordsAreAsked && (files.length === 0 || words.wordless === '');
    list.replaceChildren(...files.map(rowOf));
  }

  function rowOf(file, index) {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${file.name}, ${sizeOf(file.size)}`;
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'button quiet small';
    drop.textContent = words.drop;
    drop.setAttribute('aria-label', `${words.drop}: ${file.name}`);
    drop.addEventListener('click', () => {
      set(chosen.toSpliced(index, 1));
      say(words.dropped.replace('{name}', file.name));
      (list.querySelectorAll('button')[index] ?? input).focus();
    });
    row.append(name, drop);
    return row;
  }

  /** A picture from the clipboard is «image.png», each of them. */
  function named(file, index) {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const number = chosen.length + index + 1;
    return new File([file], `${words.pasted} ${number}.${file.type.split('/')[1]}`, { type: file.type });
  }

  function say(sentence, { isWrong = false } = {}) {
    state.textContent = sentence;
    state.classList.toggle('field-error', isWrong);
  }

  /** The answer, when there was one. */
  function send(address) {
    const { promise, resolve } = Promise.withResolvers();
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('x-sent-by', 'script');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      bar.value = (loaded / total) * 100;
      // Said at each tenth: a voice that reads along must keep up.
      say(words.sending.replace('{percent}', Math.floor((loaded / total) * 10) * 10));
    });
    request.addEventListener('load', () => resolve(request));
    for (const way of ['error', 'abort', 'timeout']) request.addEventListener(way, () => resolve(undefined));
    request.addEventListener('loadend', () => {
      bar.hidden = true;
      say('');
    });
    bar.hidden = false;
    bar.value = 0;
    request.send(new FormData(form));
    return promise;
  }

  return {
    chosen: () => chosen,
    send,
    say: sentence => say(sentence, { isWrong: true }),
    unsent: words.unsent,
  };
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

const kilobytes = new Intl.NumberFormat('ru-RU', { style: 'unit', unit: 'kilobyte' });

function sizeOf(bytes) {
  return kilobytes.format(Math.max(1, Math.round(bytes / 1024)));
}
