import { mostCharacters, type Screen } from './messenger.ts';

/** As many whole items as a message takes, at least one; a single one that is too long is shortened. */
export function fitting<Item>(
  items: readonly Item[],
  printed: (shown: Item[]) => Screen,
  shorten: (item: Item) => Item = item => item,
): Screen {
  for (let count = items.length; count > 1; count--) {
    const screen = printed(items.slice(0, count));
    if (screen.text.length <= mostCharacters) return screen;
    // Nearly always the items are alike, so the first guess is close.
    count = Math.min(count, Math.ceil((count * mostCharacters) / screen.text.length) + 1);
  }
  const screen = printed(items.slice(0, 1));
  return screen.text.length <= mostCharacters ? screen : printed(items.slice(0, 1).map(shorten));
}

/** The first of several ways to print that fits into a message, or the last. */
export function firstFitting(ways: readonly (() => Screen)[]): Screen {
  for (const way of ways.slice(0, -1)) {
    const screen = way();
    if (screen.text.length <= mostCharacters) return screen;
  }
  return ways.at(-1)!();
}
