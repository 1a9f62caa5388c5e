// The cells of the grid and what is known of each beside its text: what the server has, how much is on its way, what was not
// taken, which other entry waits for a decision. Everything typed passes here on its way to offline.js, and every answer on its way back.

import { drop, enter, newKey } from './offline.js';

/** `columns` say which lesson, or which period's mark, each place of a row is; `words` are the template's. */
export function openCells({ rows, columns, words, courseId }) {
  const known = new Map();
  const heard = new Set();
  const placeOf = new Map(columns.flatMap(({ lessonId }, place) => (lessonId ? [[lessonId, place]] : [])));
  const finalPlaceOf = new Map(columns.flatMap(({ finalId }, place) => (finalId ? [[finalId, place]] : [])));
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

  function whereIs({ studentId, lessonId, periodId }) {
    const row = rowOf.get(studentId);
    const place = lessonId ? placeOf.get(lessonId) : finalPlaceOf.get(periodId);
    return row === undefined || place === undefined ? undefined : { row, place };
  }

  /** Shows the text at once and gives it to the queue. */
  function type(where, text) {
    const { held, base: standing, pending = 0 } = knownAt(where) ?? {};
    const base = held ? (held.theirs?.text ?? standing) : textAt(where);
    if (held) void drop(held.key);
    const { lessonId, finalId, kind } = columns[where.place];
    remember(where, { text, pending: pending + 1, held: undefined });
    if (lessonId && /[\d.]/.test(text)) cellAt(where).dataset.k ??= kind;
    const studentId = Number(rows[where.row].dataset.student);
    const cell = lessonId ? { lessonId, workKindId: kind } : { periodId: finalId };
    void enter({ ...cell, key: newKey(), courseId, studentId, typed: text, base });
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
    // It waits for who owns the lesson, and here stands what stands there.
    else if (answer.state === 'handed') {
      const standing = answer.theirs.text;
      remember(where, { base: standing, pending, text: pending > 0 ? text : standing, contest: waits(entry.typed) });
    }
    // Whatever was typed over it meanwhile is part of one's own side.
    else if (answer.state === 'conflict') {
      remember(where, { base: answer.theirs.text, pending: 0, held: { ...held, typed: text ?? entry.typed } });
    } else remember(where, { pending, held: pending > 0 ? undefined : held });
    return where;
  }

  const waits = late => ({ decides: false, late, says: words.handed.replace('{text}', late || words.empty) });

  /** Two entries of which the server knows; nothing once it is decided. */
  function contest(where, contested) {
    if (!contested && !knownAt(where)?.contest) return;
    remember(where, {
      contest: contested && (contested.decides ? contested : { ...contested, ...waits(contested.late) }),
    });
  }

  /** What was decided: the cell is what the answer says. */
  function decided(where, text) {
    remember(where, { contest: undefined, base: text, text });
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
    const { text, pending, held, contest } = knownAt(where) ?? { text: cell.textContent };
    const other = held
      ? held.state === 'conflict'
        ? held.theirs.text
        : undefined
      : contest?.decides
        ? contest.late
        : undefined;
    const isContested = other !== undefined;
    put(cell, isContested ? `${text || '–'}≠${other || '–'}` : text);
    cell.classList.toggle('h', Boolean(contest) && !isContested);
    cell.classList.toggle('w', text.endsWith('.'));
    cell.classList.toggle('u', pending > 0);
    cell.classList.toggle('r', held?.state === 'refused');
    cell.classList.toggle('k', isContested);
    if (held || isContested) cell.setAttribute('aria-invalid', 'true');
    else cell.removeAttribute('aria-invalid');
    if (cell.matches('.c, .t')) return;
    cell.title = held ? (held.sentence ?? words.conflict) : pending > 0 ? words.waits : (contest?.says ?? '');
  }

  return {
    ...{ cellAt, textAt, whereIs, type, settle, bringBack, letGo, refresh, contest, decided },
    heldAt: where => knownAt(where)?.held,
    contestAt: where => knownAt(where)?.contest,
    /** Where two entries wait for a decision, whoever decides. */
    contested: () => [...known].flatMap(([name, { contest: found }]) => (found ? [placeNamed(name)] : [])),
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

function placeNamed(name) {
  const [row, place] = name.split(' ').map(Number);
  return { row, place };
}

function put(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}
