// Asks for the page anew when there is time for it: what others have entered meanwhile appears, and the page that is kept for
// when the net is down (service-worker.js) is the latest one.

const afterSaving = 4000;
const afterAbsence = 60_000;

/** The cells of this page's table, from the place `first` of each row. */
export function refreshBy({ table, cells, first, contests }) {
  let timer;
  let asked = Date.now();

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > afterAbsence) void refresh();
  });
  addEventListener('online', later);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, afterSaving);
  }

  async function refresh() {
    if (cells.isBusy()) return;
    const before = cells.changes();
    asked = Date.now();
    const page = await look();
    // Something was typed while the answer was on its way: it may be older than that.
    if (!page || cells.isBusy() || cells.changes() !== before) return;
    const fresh = page.querySelector('[data-grid] table');
    if (!fresh || !sameShape(table, fresh)) return;
    for (const [row, line] of [...fresh.tBodies[0].rows].entries()) {
      for (let place = first; place < line.cells.length; place++) {
        const { textContent: text, className: mark, title, dataset } = line.cells[place];
        cells.refresh({ row, place }, { text, mark, title, kind: dataset.k });
      }
    }
    contests.show(page);
  }

  return { later };
}

async function look() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected || answer.headers.has('x-kept')) return undefined;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return undefined;
  }
}

/** The same lessons and the same students, in the same places. */
function sameShape(one, other) {
  const shape = table =>
    [...table.tHead.rows[0].cells, ...table.tBodies[0].rows]
      .map(({ dataset }) => dataset.lesson ?? dataset.student ?? '')
      .join();
  return shape(one) === shape(other);
}
