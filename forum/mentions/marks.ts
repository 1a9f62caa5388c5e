/**
 * Somebody called by name stands in a text as `@[Иванова Н. П.](person12)`, written here with the name as it was then: the
 * number is what counts, so that a changed name loses nobody. It is one word to the search, which finds the name alone.
 */
const marks = /@\[([^\]\n]{1,120})\]\(person(\d{1,9})\)/g;

export function markOf({ id, shortName }: { id: number; shortName: string }): string {
  return `@[${shortName}](person${id})`;
}

/** Who is called in the text, by number, each once. */
export function markedIds(text: string): number[] {
  return [...new Set([...text.matchAll(marks)].map(([, , id]) => Number(id)))];
}

/** The text with the names as `name` gives them; a mark of somebody unknown to it stays as it is. */
export function relabelled(text: string, name: (id: number) => string | undefined): string {
  return text.replace(marks, (mark, _label, id: string) => {
    const shortName = name(Number(id));
    return shortName === undefined ? mark : markOf({ id: Number(id), shortName });
  });
}

/** The text with each mark replaced by what `words` makes of its name and number. */
export function unmarkedNames(text: string, words = (name: string, _id: number) => `@${name}`): string {
  return text.replace(marks, (_mark, name: string, id: string) => words(name, Number(id)));
}

/** The beginning of a text that was cut in the middle of a mark, without that half. */
export function withoutHalfMark(text: string): string {
  return text.replace(/@\[[^\]\n]{0,120}(?:\]\(?[a-z\d]{0,15})?$/, '');
}
