// The web chat without reloads. The page works as plain forms; this module sends the same text or button to /api/chat.
// Words come from data attributes of the section.

const chat = document.querySelector('[data-chat]');
const messages = chat.querySelector('[data-messages]');
const typing = chat.querySelector('[data-typing]');
const failure = chat.querySelector('[data-chat-failure]');
const composer = chat.querySelector('[data-chat-form]');
const input = composer.elements.namedItem('text');
const clock = new Intl.DateTimeFormat('ru', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: chat.dataset.timeZone || undefined,
});
let sending = false;

composer.addEventListener('submit', event => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) void say({ text }, text);
});

messages.addEventListener('submit', event => {
  event.preventDefault();
  const button = event.submitter;
  if (button) void say({ button: button.value }, button.textContent.trim());
});

/** Shows what was said at once, sends it, shows the answer; on failure the text goes back into the field. */
async function say(body, words) {
  if (sending) return;
  setSending(true);
  const mine = append('you', words);
  mine.classList.add('pending');
  if (body.text) input.value = '';
  try {
    const answer = await post(body);
    append('bot', answer.text, answer.buttons);
  } catch {
    mine.remove();
    if (body.text && !input.value) input.value = body.text;
    failure.textContent = chat.dataset.failure;
    failure.hidden = false;
  } finally {
    mine.classList.remove('pending');
    setSending(false);
  }
}

async function post(body) {
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status === 401) location.reload();
  if (!response.ok) throw new Error(`chat answered ${response.status}`);
  return response.json();
}

function setSending(now) {
  sending = now;
  typing.hidden = !now;
  if (now) failure.hidden = true;
}

function append(who, text, buttons = []) {
  const item = element('li', `message from-${who}`);
  const time = element('time', '', clock.format(new Date()));
  const bubble = element('div', 'bubble');
  bubble.append(who === 'bot' ? formatted(text) : text);
  item.append(element('span', 'visually-hidden', `${chat.dataset[who]}:`), bubble, time);
  if (buttons.length > 0) item.append(keyboard(buttons));
  messages.append(item);
  item.scrollIntoView({ block: 'end' });
  return item;
}

function keyboard(rows) {
  const form = element('form', 'keyboard');
  form.method = 'post';
  form.action = composer.action;
  form.append(composer.elements.namedItem('_csrf').cloneNode());
  for (const row of rows) {
    const line = element('div', 'keyboard-row');
    for (const { label, button } of row)
      line.append(Object.assign(element('button', '', label), { name: 'button', value: button }));
    form.append(line);
  }
  return form;
}

/** A bot's text as a messenger shows it: bold, italic, spoilers and links; any other tag leaves only its words. */
function formatted(markup) {
  const safe = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(markup, 'text/html').body, safe);
  return safe;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('script, style')) continue;
    const kept = node.matches('b, i, tg-spoiler, a[href^="http"], a[href^="/"]');
    const inner = kept ? document.createElement(node.localName) : to;
    if (kept && node.localName === 'a') inner.href = node.getAttribute('href');
    copy(node, inner);
    if (kept) to.append(inner);
  }
}

function element(tag, className, text = '') {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
