// The cells of the grid and what is known of each beside its text: what the server has, how much is on its way, what was not
// taken. Everything typed passes here on its way to offline.js, and every answer on its way back.

import { drop, enter, newKey } from './offline.js';

/** `columns` say which lesson each place of a row is; `words` are the template's. */
export function openCells({ rows, columns, words, courseId }) {
  const known = new Map();
  const heard = new Set();
  const placeOf = new Map(columns.flatMap(({ lessonId }, place) => (lessonId ? [[lessonId, place]] : [])));
  const rowOf = new Map(rows.map((row, index) => [Number(row.dataset.student), index]));
  let changes = 0;

  const cellAt = ({ row, place }) => rows[row].cells[place];
  const nameOf = ({ row, place }) => `${row} ${place}`;
  const knownAt = where => known.get(nameOf(where));
  const textAt = where => knownAt(where)?.text ?? cellAt(where).textContent;
  const remember = (where, more) => {
    const fresh = { base: cellAt(where).textContent, text: cellAt(where).textContent, pending: 0 };
    known.set(nameOf(where), { ...fresh, ...knownAt(where), ...more });
    changes++;
    paint(where);
  };

  function whereIs({ studentId, lessonId }) {
    const row = rowOf.get(studentId);
    const place = placeOf.get(lessonId);
    return row === undefined || place === undefined ? undefined : { row, place };
  }

  /** Shows the text at once and gives it to the queue. */
  function type(where, text) {
    const { held, base: standing, pending = 0 } = knownAt(where) ?? {};
    const base = held ? (held.theirs?.text ?? standing) : textAt(where);
    if (held) void drop(held.key);
    const { lessonId, kind } = columns[where.place];
    remember(where, { text, pending: pending + 1, held: undefined });
    if (/[\d.]/.test(text)) cellAt(where).dataset.k ??= kind;
    const studentId = Number(rows[where.row].dataset.student);
    void enter({ key: newKey(), courseId, lessonId, studentId, typed: text, base, workKindId: kind });
  }

  /** What became of an entry; gives its place when it is here. */
  function settle(entry, answer) {
    heard.add(entry.key);
    const where = entry.courseId === courseId ? whereIs(entry) : undefined;
    if (!where) return undefined;
    const { text, pending: before = 1 } = knownAt(where) ?? {};
    const pending = Math.max(0, before - 1);
    const held = { ...entry, ...answer };
    if (answer.state === 'saved')
      remember(where, { base: answer.cell, pending, text: pending > 0 ? text : answer.cell });
    // Whatever was typed over it meanwhile is part of one's own side.
    else if (answer.state === 'conflict') {
      remember(where, { base: answer.theirs.text, pending: 0, held: { ...held, typed: text ?? entry.typed } });
    } else remember(where, { pending, held: pending > 0 ? undefined : held });
    return where;
  }

  /** Shows an entry that had waited before the page was opened. */
  function bringBack(entry) {
    const where = heard.has(entry.key) ? undefined : whereIs(entry);
    if (!where) return;
    const pending = knownAt(where)?.pending ?? 0;
    if (entry.state === 'waiting') remember(where, { text: entry.typed, pending: pending + 1 });
    else remember(where, { text: entry.typed, held: entry });
  }

  /** The cell is again what the server has. */
  function letGo(where) {
    const { held, base } = knownAt(where) ?? {};
    if (!held) return paint(where);
    void drop(held.key);
    remember(where, { held: undefined, text: base });
  }

  /** What the server has meanwhile, for cells that nobody here is writing. */
  function refresh(where, { text, mark, title, kind }) {
    const { pending, held } = knownAt(where) ?? {};
    if (pending || held) return;
    known.delete(nameOf(where));
    const cell = cellAt(where);
    if (cell.textContent !== text) cell.textContent = text;
    if (cell.className !== mark) cell.className = mark;
    if (cell.title !== title) cell.title = title;
    if (kind) cell.dataset.k = kind;
    else delete cell.dataset.k;
  }

  function paint(where) {
    const cell = cellAt(where);
    const { text, pending, held } = knownAt(where) ?? { text: cell.textContent };
    const isContested = held?.state === 'conflict';
    put(cell, isContested ? `${text || '–'}≠${held.theirs.text || '–'}` : text);
    cell.classList.toggle('w', text.endsWith('.'));
    cell.classList.toggle('u', pending > 0);
    cell.classList.toggle('r', held?.state === 'refused');
    cell.classList.toggle('k', isContested);
    if (held) cell.setAttribute('aria-invalid', 'true');
    else cell.removeAttribute('aria-invalid');
    if (cell.classList.contains('c')) return;
    cell.title = held ? (held.sentence ?? words.conflict) : pending > 0 ? words.waits : '';
  }

  return {
    ...{ cellAt, textAt, type, settle, bringBack, letGo, refresh },
    heldAt: where => knownAt(where)?.held,
    isBusy: () => [...known.values()].some(({ pending }) => pending > 0),
    /** Grows with everything typed and answered. */
    changes: () => changes,
    /** A slash that waits for its second mark. */
    begin: (where, sign) => {
      remember(where, {});
      put(cellAt(where), textAt(where) + sign);
    },
    repaint: paint,
  };
}

function put(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}
