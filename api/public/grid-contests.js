// Cells with two entries: what stands there, and one that came too late. The server tells of them with the page; the owner of
// the lesson decides here, the other sees that it waits.

import { decide } from './offline-post.js';

/** `whereIs` finds a cell of the page; the line above the grid says how many wait for this person. */
export function openContests({ box, cells, go, hear }) {
  const { dataset: words } = box;
  const line = box.querySelector('[data-contested-line]');
  line.querySelector('button').addEventListener('click', next);

  /** Takes what a page says of them for what there is. */
  function show(page) {
    const told = [...page.querySelectorAll('[data-contested] > [data-id]')].map(read);
    for (const where of cells.contested()) {
      const isTold = told.some(one => sameCell(cells.whereIs(one), where));
      if (!isTold) cells.contest(where, undefined);
    }
    for (const one of told) {
      const where = cells.whereIs(one);
      if (where) cells.contest(where, one);
    }
    count();
  }

  function count() {
    const own = cells.contested().filter(where => cells.contestAt(where).decides);
    line.hidden = own.length === 0;
    line.querySelector('[data-count]').textContent = own.length;
  }

  /** Goes to the next cell that waits for this person; gives whether there is one. */
  function next() {
    const own = cells.contested().filter(where => cells.contestAt(where).decides);
    if (own.length === 0) return false;
    go(own[0]);
    return true;
  }

  async function settle(where, chosen) {
    const { id } = cells.contestAt(where);
    const shown = cells.textAt(where);
    const { body, refused, trouble } = await decide(id, { chosen, shown }, document.body.dataset.person);
    if (refused) return hear(where, { sentence: refused });
    if (trouble) return hear(where, { sentence: words.undecided });
    // It says something else by now: both are shown again, as they are.
    if (body.state === 'conflict') cells.decided(where, body.theirs.text);
    else cells.decided(where, body.state === 'saved' ? body.cell : shown);
    count();
    return hear(where, body);
  }

  show(document);
  return { show, settle, next };
}

function read({ dataset }) {
  const { id, lesson, student, decides, late, lateLabel, standingLabel, sentence } = dataset;
  return {
    ...{ id: Number(id), lessonId: Number(lesson), studentId: Number(student), decides: decides === 'true' },
    ...{ late, lateLabel, standingLabel, says: sentence },
  };
}

function sameCell(one, other) {
  return one?.row === other.row && one?.place === other.place;
}
