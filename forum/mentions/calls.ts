/** How somebody is called in a text: by a mark that stands there already, or by words as they are typed. */
export interface Call {
  /** As it stands in the text, `@` included. */
  whole: string;
  /** Of a mark: the person's number. */
  id?: number;
  /** The login or the family name, small, without yo. */
  word: string;
  /** «Н. П.» as «нп»; empty where none were typed. */
  initials: string;
}

const call =
  /(?<![\p{L}\p{N}_.@/-])@(?:\[([^\]\n]{1,120})\]\(person(\d{1,9})\)|([\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,60}[\p{L}\p{N}])?)(?:[ \u00a0](\p{L})\.(?:[ \u00a0]?(\p{L})\.)?)?)/gu;

/**
 * The text with every call replaced by what `answer` gives for it (nothing: it stays). In code nobody is called; in a line that
 * quotes, `quoted` is true. Line by line: what is typed may be long, and must not be gone through more than once.
 */
export function answerCalls(text: string, answer: (call: Call, quoted: boolean) => string | undefined): string {
  let fence = '';
  return text
    .split('\n')
    .map(line => {
      const opened = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (fence !== '') {
        if (opened.startsWith(fence)) fence = '';
        return line;
      }
      fence = opened;
      if (opened !== '' || !line.includes('@')) return line;
      const quoted = /^ {0,3}>/.test(line);
      return line
        .split(/(`[^`]+`)/)
        .map((piece, index) => (index % 2 === 1 ? piece : inPiece(piece, found => answer(found, quoted))))
        .join('');
    })
    .join('\n');
}

function inPiece(piece: string, answer: (call: Call) => string | undefined): string {
  return piece.replace(call, (whole, label?: string, id?: string, word = '', first = '', second = '') => {
    if (id) return answer({ whole, id: Number(id), word: label ?? '', initials: '' }) ?? whole;
    const initials = first + second;
    const named = answer({ whole, word, initials });
    if (named !== undefined || initials === '') return named ?? whole;
    // «@Иванова А. Сегодня»: what follows the name is the next sentence's.
    const alone = answer({ whole: `@${word}`, word, initials: '' });
    return alone === undefined ? whole : alone + whole.slice(word.length + 1);
  });
}
