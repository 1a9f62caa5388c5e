// The journal's grid by keyboard. One listener for all cells: what is typed is shown at once and stays marked until the server
// has confirmed it (grid-cells.js). Words and letters come from the template.

import { openCells } from './grid-cells.js';
import { openContests } from './grid-contests.js';
import { showFigures } from './grid-figures.js';
import { openPanel } from './grid-panel.js';
import { refreshBy } from './grid-refresh.js';
import { pasted, signOf, typed, typedFinal } from './grid-text.js';
import { wayOf } from './grid-walk.js';
import { entriesOf } from './offline.js';

const box = document.querySelector('[data-grid]');
const { dataset: words } = box;
const table = box.querySelector('table');
const rows = [...table.tBodies[0].rows];
const heads = [...table.tHead.rows[0].cells];
const kinds = JSON.parse(words.kinds);
const columns = heads.map(columnOf);
const lessonPlaces = columns.flatMap(({ lessonId }, place) => (lessonId ? [place] : []));
const periodPlaces = new Map(columns.flatMap(({ periodId }, place) => (periodId ? [[periodId, place]] : [])));
const [keys, codes] = [JSON.parse(words.keys), JSON.parse(words.codes)];
const courseId = Number(words.course);
const bounds = { rows: rows.length, first: 2, last: heads.length - 1 };

/** What only begins: a slash that waits for its second mark, the letters of a code. */
const typing = { slash: false, letters: '' };
const done = [];
const undone = [];
let at = { row: 0, place: startPlace() };

const cells = openCells({ rows, columns, words, courseId });
const panel = openPanel(box, { press, erase, choose, undo: () => repeat(done, undone, 'before'), redo, chooseKind });
const contests = openContests({ box, cells, go, hear: hearDecision });
const refreshing = refreshBy({ table, cells, first: bounds.first, contests });

table.addEventListener('keydown', keyDown);
table.addEventListener('paste', paste);
table.addEventListener('copy', copy);
for (const kind of ['click', 'focusin']) table.addEventListener(kind, stepOnto);
addEventListener('zvonok:answer', ({ detail }) => hear(detail));
cells.cellAt(at).tabIndex = 0;
cells.cellAt(at).scrollIntoView({ block: 'nearest', inline: 'center' });
for (const entry of await entriesOf(courseId)) cells.bringBack(entry);

function columnOf({ dataset }) {
  const { lesson, period, final, chosen, why, reason, kind } = dataset;
  return {
    lessonId: Number(lesson) || null,
    periodId: Number(period) || null,
    /** The period whose mark is set here. */
    finalId: Number(final) || null,
    /** The period whose mark stands here, whoever sets it. */
    chosenId: Number(chosen) || null,
    why,
    givesReason: reason !== undefined,
    kind: Number(kind) || kinds[0].id,
  };
}

/** The lesson that is going on, or the last one before it. */
function startPlace() {
  const now = heads.findIndex(head => head.classList.contains('now'));
  return now > 0 ? now : (lessonPlaces[0] ?? 2);
}

function keyDown(event) {
  if (event.altKey || !event.target.closest('td')) return;
  const to = wayOf(event, at, bounds);
  if (to) go(to);
  else if (!act(event)) return;
  event.preventDefault();
}

/** What a key does that leads nowhere; false when it means nothing here. */
function act(event) {
  const { key, code, ctrlKey, metaKey, shiftKey } = event;
  if (ctrlKey || metaKey) {
    if (code === 'KeyY' || (code === 'KeyZ' && shiftKey)) redo();
    else if (code === 'KeyZ') repeat(done, undone, 'before');
    else if (key === 'Enter') panel.openLesson();
    else return false;
    return true;
  }
  if (key === 'Backspace' || key === 'Delete') return erase();
  // Out of the grid, when there is nothing to give up: Tab alone would take its way through all lessons.
  if (key === 'Escape') return typing.slash || cells.heldAt(at)?.state === 'refused' ? giveUp() : panel.focusTools();
  if (key === 'F2') return panel.focusChoice() || contests.next();
  const sign = signOf(event, keys);
  return sign !== undefined && press(sign);
}

function stepOnto({ target }) {
  const cell = target.closest('td');
  if (!cell || cell.cellIndex < bounds.first) return;
  const to = { row: cell.parentElement.sectionRowIndex, place: cell.cellIndex };
  if (to.row !== at.row || to.place !== at.place) go(to);
  else tell();
}

function go(to) {
  if (typing.slash) cells.repaint(at);
  forgetBegun();
  cells.cellAt(at).tabIndex = -1;
  at = to;
  const cell = cells.cellAt(at);
  cell.tabIndex = 0;
  if (cell !== document.activeElement) cell.focus();
  tell();
}

function forgetBegun() {
  typing.slash = false;
  typing.letters = '';
}

/** Says in the panel everything about the cell one stands on. */
function tell() {
  const cell = cells.cellAt(at);
  panel.show({
    studentId: rows[at.row].dataset.student,
    name: rows[at.row].cells[1].firstChild.textContent.trim(),
    about: heads[at.place].title,
    kindId: Number(cell.dataset.k) || null,
    comment: cell.matches('.c, .a, .t') ? cell.title : '',
    column: columns[at.place],
    held: cells.heldAt(at),
    contest: cells.contestAt(at),
    says: saysOf(columns[at.place]),
  });
}

function saysOf({ lessonId, finalId, why }) {
  if (lessonId) return '';
  return finalId ? (why ?? words.final) : words.period;
}

/** Takes a sign; gives whether it meant something. */
function press(sign) {
  const why = whyNot(at, sign);
  if (why) return panel.say(why);
  if (columns[at.place].finalId) {
    const final = typedFinal(sign, words);
    return final === undefined ? panel.say(words.final) : write([{ ...at, text: final }]);
  }
  const text = typed(cells.textAt(at), sign, { typing, codes });
  if (sign === '/') {
    if (typing.slash) cells.begin(at, '/');
    else cells.repaint(at);
    return true;
  }
  return text !== undefined && write([{ ...at, text }]);
}

/** Why the text cannot be put there, if it cannot. */
function whyNot(where, text) {
  const { lessonId, finalId, why, givesReason } = columns[where.place];
  if (!lessonId && !finalId) return words.period;
  if (cells.cellAt(where).classList.contains('x')) return words.closed;
  return why && !(givesReason && /^\p{L}/u.test(text)) ? why : undefined;
}

function erase() {
  if (typing.slash || cells.heldAt(at)) return giveUp();
  const why = cells.textAt(at) === '' ? undefined : whyNot(at, '');
  return why ? panel.say(why) : write([{ ...at, text: '' }]);
}

/** Gives up what only begins, or what was refused; of a conflict only a choice is taken. */
function giveUp() {
  forgetBegun();
  if (cells.heldAt(at)?.state === 'refused') cells.letGo(at);
  else cells.repaint(at);
  tell();
  return true;
}

/** Writes cells in one step, which can be undone. */
function write(written) {
  const step = written
    .map(({ row, place, text }) => ({ row, place, before: cells.textAt({ row, place }), after: text }))
    .filter(({ before, after, ...where }) => before !== after || cells.heldAt(where));
  if (step.length === 0) return true;
  done.push(step);
  undone.length = 0;
  for (const { after, ...where } of step) cells.type(where, after);
  tell();
  panel.showSteps(done, undone);
  return true;
}

function redo() {
  repeat(undone, done, 'after');
}

function repeat(from, to, side) {
  const step = from.pop();
  if (!step) return;
  to.push(step);
  go({ row: step[0].row, place: step[0].place });
  for (const cell of step) if (cells.textAt(cell) !== cell[side]) cells.type(cell, cell[side]);
  tell();
  panel.showSteps(done, undone);
}

/** A column or a block of a spreadsheet, from the cell down and to the right; its empty cells leave ours as they are. */
function paste(event) {
  event.preventDefault();
  // The marks of a period are a column by themselves.
  const places = columns[at.place].finalId ? [at.place] : lessonPlaces;
  const from = places.indexOf(at.place);
  const block = pasted(event.clipboardData.getData('text/plain')).map(({ down, right, text }) => ({
    row: at.row + down,
    place: places[from + right],
    text,
  }));
  const inside = block.filter(({ row, place }) => from >= 0 && row < rows.length && place !== undefined);
  const why = from < 0 ? words.period : inside.map(cell => whyNot(cell, cell.text)).find(Boolean);
  write(inside.filter(cell => !whyNot(cell, cell.text)));
  if (why) panel.say(why);
}

function copy(event) {
  event.clipboardData.setData('text/plain', cells.textAt(at));
  event.preventDefault();
}

function hear({ entry, answer }) {
  const where = cells.settle(entry, answer);
  if (!where) return;
  // What waits for somebody else's decision is nothing to undo.
  if (answer.state === 'handed') forgetSteps(where);
  if (answer.state === 'saved') {
    if (entry.lessonId)
      showFigures(rows[where.row], answer.figures, { places: periodPlaces, letters: { 'not-attested': words.na } });
    refreshing.later();
  }
  if (where.row === at.row && where.place === at.place) tell();
  else if (answer.state !== 'saved') {
    const says = cells.contestAt(where)?.says ?? words.conflict;
    panel.say(`${rows[where.row].cells[1].textContent}: ${answer.sentence ?? says}`);
  }
}

function forgetSteps({ row, place }) {
  for (const steps of [done, undone]) {
    const left = steps.map(step => step.filter(cell => cell.row !== row || cell.place !== place));
    steps.splice(0, steps.length, ...left.filter(step => step.length > 0));
  }
  panel.showSteps(done, undone);
}

/** What came of a decision between two entries. */
function hearDecision(where, { sentence, state, figures }) {
  if (state === 'saved')
    showFigures(rows[where.row], figures, { places: periodPlaces, letters: { 'not-attested': words.na } });
  go(where);
  if (sentence) panel.say(sentence);
  else refreshing.later();
}

/** Whoever answers for the lesson decides between two entries. */
function choose(side) {
  if (side === 'entry' || side === 'standing') return contests.settle({ ...at }, side);
  if (side === 'mine') write([{ ...at, text: cells.heldAt(at).typed }]);
  else cells.letGo(at);
  cells.cellAt(at).focus();
  return tell();
}

function chooseKind(kind) {
  columns[at.place].kind = kind;
  cells.cellAt(at).focus();
}
