// Where a key leads in the grid.

const steps = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [10, 0],
  PageUp: [-10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** The cell to go to; nothing when the key leads nowhere, and when Tab leaves the grid at its end. */
export function wayOf({ key, shiftKey, ctrlKey, metaKey }, at, { rows, first, last }) {
  if (ctrlKey || metaKey) {
    if (key === 'Home') return { row: 0, place: first };
    return key === 'End' ? { row: rows - 1, place: last } : undefined;
  }
  const back = shiftKey ? -1 : 1;
  const [down, right] = { Enter: [back, 0], Tab: [0, back] }[key] ?? steps[key] ?? [];
  if (down === undefined) return undefined;
  const to = { row: clamp(at.row + down, 0, rows - 1), place: clamp(at.place + right, first, last) };
  return key === 'Tab' && to.place === at.place ? undefined : to;
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
