// The columns of a period: mean, suggestion. They follow from the answer to each saved cell.

/** Shows a student's new figures in the row; `places` is the place of the mean's column by period. */
export function showFigures(row, figures, { places, letters }) {
  for (const { periodId, mean, suggested, borderline } of figures) {
    const place = places.get(periodId);
    if (place === undefined || row.cells[place].classList.contains('x')) continue;
    put(row.cells[place], mean === null ? '' : `${Math.trunc(mean / 100)},${String(mean % 100).padStart(2, '0')}`);
    const word = suggested === null ? '' : (letters[suggested] ?? String(suggested));
    put(row.cells[place + 1], borderline ? `${word}?` : word);
  }
}

function put(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}
