/** Of a line of our own log only these are kept: each is a word of ours, a number or a moment. */
const kept = [
  ...[
    'level',
    'time',
    'msg',
    'number',
    'method',
    'route',
    'status',
    'ms',
    'job',
    'kind',
    'code',
    'constraint',
    'table',
  ],
  ...['responseCode', 'message', 'at', 'cause', 'err', 'error', 'step', 'why', 'messenger', 'severity', 'name'],
];

/** A line of a log without anybody in it; `names` are all words by which people of the school are known, in small letters. */
export function scrubLine(line: string, names: ReadonlySet<string>): string {
  const entry = parsed(line);
  return entry === undefined ? scrubText(line, names) : JSON.stringify(scrubbed(entry, names));
}

/** A text without addresses, telephones, Russian words, quoted words and names. */
export function scrubText(text: string, names: ReadonlySet<string>): string {
  return text
    .replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu, '<address>')
    .replace(/(?<![\d.:T-])\+?\d[\d\s()-]{8,}\d(?![\d.:])/g, digits =>
      /^\d{4}-\d\d-\d\d(\s|$)/.test(digits) ? digits : '<digits>',
    )
    .replace(/\?[^\s"']*/g, '?…')
    .replace(/(["'`«])(?:(?!\1|»).)+(["'`»])/g, '$1…$2')
    .replace(/\p{Script=Cyrillic}+(?:[-\s]+\p{Script=Cyrillic}+)*/gu, '<words>')
    .replace(/[\p{L}\p{N}_.-]+/gu, word => (names.has(word.toLowerCase()) ? '<name>' : word));
}

function scrubbed(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return scrubText(value, names);
  if (Array.isArray(value)) return value.map(one => scrubbed(one, names));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => kept.includes(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, scrubbed(inner, names)]));
}

function parsed(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
