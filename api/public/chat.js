// The web chat without reloads. The page works as plain forms; this module sends the same text or button to /api/chat,
// and asks now and then for what else was said: notices, other windows. Words come from data attributes of the section.

const chat = document.querySelector('[data-chat]');
const log = chat.querySelector('.chat-log');
const messages = chat.querySelector('[data-messages]');
const typing = chat.querySelector('[data-typing]');
const failure = chat.querySelector('[data-chat-failure]');
const composer = chat.querySelector('[data-chat-form]');
const fileLink = chat.querySelector('[data-chat-file]');
const input = composer.elements.namedItem('text');
const clock = new Intl.DateTimeFormat('ru', {
  hour: 'numeric',
  minute: '2-digit',
  timeZone: chat.dataset.timeZone || undefined,
});
const everyMs = 5000;
let sending = false;
let lastTurn = Number(messages.querySelector('[data-turn]:last-of-type')?.dataset.turn ?? 0);

composer.addEventListener('submit', event => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) void say({ text }, text);
});

messages.addEventListener('submit', event => {
  event.preventDefault();
  const button = event.submitter;
  if (button) void say({ [button.name]: button.value }, button.textContent.trim());
});

setInterval(() => {
  if (!sending && document.visibilityState === 'visible') void catchUp().catch(() => {});
}, everyMs);

/** Shows what was said at once, sends it, shows the answer; on failure the text goes back into the field. */
async function say(body, words) {
  if (sending) return;
  setSending(true);
  const mine = append({ by: 'person', text: words });
  mine.classList.add('pending');
  if (body.text) input.value = '';
  try {
    const answer = await post(body);
    mine.remove();
    await catchUp().catch(() => append({ by: 'bot', ...answer }));
  } catch {
    mine.remove();
    if (body.text && !input.value) input.value = body.text;
    failure.textContent = chat.dataset.failure;
    failure.hidden = false;
  } finally {
    setSending(false);
  }
}

async function post(body) {
  return ask({
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content,
    },
    body: JSON.stringify(body),
  });
}

/** Shows what stands in the conversation after the last message shown here, in its order. */
async function catchUp() {
  for (const turn of await ask({}, `?after=${lastTurn}`)) {
    if (turn.id > lastTurn) append(turn);
  }
}

async function ask(options, query = '') {
  const response = await fetch(`/api/chat${query}`, {
    ...options,
    headers: { accept: 'application/json', ...options.headers },
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

function append({ id, by, text, buttons = [], picture, file, at }) {
  const who = by === 'person' ? 'you' : 'bot';
  const item = element('li', `message from-${who}`);
  const time = element('time', '', clock.format(at ? new Date(at) : new Date()));
  const bubble = bubbleOf(by, text);
  if (picture) bubble.prepend(drawn(picture));
  if (file) bubble.append(linkTo(file));
  item.append(element('span', 'visually-hidden', `${chat.dataset[who]}:`), bubble, time);
  if (buttons.length > 0) item.append(keyboard(buttons));
  if (id) {
    item.dataset.turn = id;
    lastTurn = id;
  }
  // The log is reversed: its foot is at 0. Whoever reads further up is not pulled down by a notice.
  const atFoot = log.scrollTop > -80;
  messages.append(item);
  if (atFoot || sending) log.scrollTop = 0;
  // An answer longer than the window is read from its beginning.
  if (sending && item.offsetHeight > log.clientHeight) item.scrollIntoView({ block: 'start' });
  return item;
}

/** What the bot hides stands between two bars: shown when it is touched. */
function bubbleOf(by, text) {
  const bubble = element('div', 'bubble');
  const parts = by === 'bot' ? text.split(/\|\|(.+?)\|\|/s) : [text];
  for (const [index, part] of parts.entries()) bubble.append(index % 2 ? hiding(part) : part);
  return bubble;
}

function hiding(words) {
  const details = element('details', 'spoiler');
  details.append(element('summary', '', chat.dataset.hidden), words);
  return details;
}

function drawn({ path, alt }) {
  return Object.assign(element('img', 'chat-picture'), { src: path, alt, width: 360, height: 300 });
}

function linkTo({ path, name }) {
  const link = fileLink.content.firstElementChild.cloneNode(true);
  link.href = path;
  link.querySelector('span').textContent = name;
  return link;
}

function keyboard(rows) {
  const form = element('form', 'keyboard');
  form.method = 'post';
  form.action = composer.action;
  form.append(composer.elements.namedItem('_csrf').cloneNode());
  for (const row of rows) {
    const line = element('div', 'keyboard-row');
    for (const { label, button, url } of row) {
      const key = url
        ? Object.assign(element('a', '', label), { href: url, target: '_blank', rel: 'noreferrer' })
        : Object.assign(element('button', '', label), { name: 'button', value: button });
      line.append(key);
    }
    form.append(line);
  }
  return form;
}

function element(tag, className, text = '') {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
