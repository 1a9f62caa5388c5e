// The lesson screen by keyboard: arrows and Enter walk the column, a letter sets the attendance, a mark shows its shape.
// The letters are named by the template in data-keys, each with its neighbour on the Latin layout.

const form = document.querySelector('[data-lesson]');

form.addEventListener('keydown', event => {
  const cell = event.target;
  if (!cell.matches('.mark-input')) return;
  if (setAttendance(cell, event)) return event.preventDefault();
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  walk(cell, step);
});

form.addEventListener('input', event => {
  if (event.target.matches('.mark-input')) event.target.dataset.mark = event.target.value;
});

form.addEventListener('focusin', event => {
  if (event.target.matches('.mark-input')) event.target.select();
});

function setAttendance(cell, { key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey || key.length !== 1) return false;
  const choices = cell.closest('tr').querySelectorAll('.toggle input');
  const choice = [...choices].find(radio => radio.dataset.keys?.split(' ').includes(key.toLowerCase()));
  if (!choice) return false;
  // The same letter again takes it back.
  (choice.checked ? choices[0] : choice).click();
  cell.focus();
  return true;
}

function walk(cell, step) {
  const place = [...cell.closest('tr').querySelectorAll('.mark-input')].indexOf(cell);
  let row = cell.closest('tr');
  do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !row.querySelector('.mark-input'));
  row?.querySelectorAll('.mark-input')[place]?.focus();
}
