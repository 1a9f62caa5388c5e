/** A row as COPY's text has it: every value as text, nothing where there is none. */
export type CopyRow = (string | null)[];

/** Rows out of the text of COPY. */
export async function* rowsOfCopy(text: AsyncIterable<Buffer>): AsyncGenerator<CopyRow> {
  let rest: Buffer[] = [];
  for await (const chunk of text) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = chunk.subarray(from, end);
      yield readLine((rest.length > 0 ? Buffer.concat([...rest, line]) : line).toString('utf8'));
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
}

/** The line of a row, as PostgreSQL itself writes it. */
export function lineOfRow(row: CopyRow): string {
  return `${row.map(value => (value === null ? '\\N' : value.replace(/[\\\b\f\n\r\t\v]/g, sign => signs[sign]!))).join('\t')}\n`;
}

function readLine(line: string): CopyRow {
  return line
    .split('\t')
    .map(value => (value === '\\N' ? null : value.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter)));
}

const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const signs: Record<string, string> = {
  ...{ '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' },
};
