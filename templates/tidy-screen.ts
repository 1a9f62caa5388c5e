/** A bot message as its template meant it: lines trimmed, no more than one empty line in a row. */
export function tidyScreen(text: string): string {
  return text
    .split('\n')
    .map(line => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
