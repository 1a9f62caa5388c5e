/** So much of a document's text stands in a message; the whole is on the site. */
const mostText = 2500;

/** Whole lines of a long text, or whole words of a single long line. */
export function beginningOfText(text: string): string {
  if (text.length <= mostText) return text;
  const start = text.slice(0, mostText);
  const lineEnd = start.lastIndexOf('\n');
  return start.slice(0, lineEnd > mostText / 2 ? lineEnd : start.lastIndexOf(' ')).trimEnd();
}
