// The lesson screen by keyboard: arrows and Enter walk the column, a letter sets the attendance, a mark shows its shape.
// The letters are named by the template in data-keys, each with its neighbour on the Latin layout.

const form = document.querySelector('[data-lesson]');

form.addEventListener('keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!step || !event.target.matches('.mark-input')) return;
  event.preventDefault();
  walk(event.target, step);
});

form.addEventListener('beforeinput', event => {
  if (!event.target.matches('.mark-input')) return;
  const { target: cell, data: letter } = event;
  if (takeBackAttendance(cell, letter) || setAttendance(cell, letter)) event.preventDefault();
});

form.addEventListener('input', event => {
  if (event.target.matches('.mark-input')) event.target.dataset.mark = event.target.value;
});

form.addEventListener('focusin', event => {
  if (event.target.matches('.mark-input')) event.target.select();
});

// The plan's topic by one press, or chosen from those around it.
const topic = form.querySelector('[name="topic"]');
for (const button of form.querySelectorAll('button[data-topic]')) {
  button.hidden = false;
  button.addEventListener('click', () => takeTopic(button.dataset.topic));
}
form.querySelector('[data-topics]')?.addEventListener('change', ({ target }) => {
  const title = target.selectedOptions[0]?.dataset.topic;
  if (title) takeTopic(title);
});

function takeTopic(title) {
  topic.value = title;
  topic.dispatchEvent(new Event('input', { bubbles: true }));
  topic.focus();
}

/** The letter just taken for attendance: its cell, what it chose and what was chosen before. */
let latest;

/** A letter typed where a mark is expected; the same letter again takes it back. */
function setAttendance(cell, letter) {
  const choices = [...cell.closest('tr').querySelectorAll('.toggle input')];
  const choice = letter && choices.find(radio => radio.dataset.keys?.split(' ').includes(letter.toLowerCase()));
  if (!choice) return false;
  const before = choices.find(radio => radio.checked);
  (choice.checked ? choices[0] : choice).click();
  cell.focus();
  latest = { cell, letter, choice, before };
  return true;
}

/** Another word begins like a letter of attendance: what was typed stays in the cell, and the journal says why not (3.3). */
function takeBackAttendance(cell, letter) {
  const taken = latest;
  latest = undefined;
  if (taken?.cell !== cell || !letter || taken.choice.dataset.unless !== letter.toLowerCase()) return false;
  taken.before?.click();
  cell.maxLength = 4;
  cell.value = taken.letter + letter;
  cell.focus();
  cell.setSelectionRange(cell.value.length, cell.value.length);
  return true;
}

function walk(cell, step) {
  const place = [...cell.closest('tr').querySelectorAll('.mark-input')].indexOf(cell);
  let row = cell.closest('tr');
  do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !row.querySelector('.mark-input'));
  row?.querySelectorAll('.mark-input')[place]?.focus();
}
