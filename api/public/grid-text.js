// What stands in a cell and what a key makes of it. The letters are data of the page; here are none.

/** «н .» → the code of absence and what is given. */
export function parts(text) {
  const [, absence, given] = /^(\p{L}*)\s*(.*)$/u.exec(text);
  return { absence, given };
}

export function whole({ absence, given }) {
  return [absence, given].filter(part => part !== '').join(' ');
}

/**
 * The cell after a key; undefined when the key means nothing here. `typing` remembers what only begins: a slash that waits
 * for its second mark, the letters of a code.
 */
export function typed(text, key, { typing, codes }) {
  const { absence, given } = parts(text);
  if (/^[\d.]$/.test(key)) {
    const first = given.split('/')[0];
    const isSecond = typing.slash;
    typing.slash = false;
    typing.letters = '';
    return whole({ absence, given: isSecond ? `${first}/${key}` : key });
  }
  if (key === '/') {
    typing.slash = given !== '' && !typing.slash;
    return undefined;
  }
  const letters = typing.letters + key;
  const code = [letters, key]
    .map(begun => codes.find(one => one === begun) ?? codes.find(one => one.startsWith(begun)))
    .find(Boolean);
  if (!code) return undefined;
  typing.letters = code.startsWith(letters) ? letters : key;
  typing.slash = false;
  return whole({ absence: code, given });
}

/** The mark of a period after a key: a number, or «not attested» by its first letter. */
export function typedFinal(key, { na }) {
  if (/^\d$/.test(key)) return key;
  return key === na[0] ? na : undefined;
}

/** What a key of any layout says: its own sign, or for a Latin letter the sign on the same key of the Russian layout. */
export function signOf(event, keys) {
  const sign = event.key.toLowerCase();
  if (/^[\d./]$/.test(sign)) return sign;
  if (sign.length !== 1) return undefined;
  return /^[a-z,]$/.test(sign) ? keys[event.code] : sign;
}

/** A block of a spreadsheet as cells below and to the right; empty ones are left out. */
export function pasted(block) {
  const lines = block.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.flatMap((line, down) =>
    line.split('\t').flatMap((cell, right) => {
      const text = cell
        .trim()
        .toLowerCase()
        .replace(/\s*\/\s*/, '/')
        .replace(/\s+/g, ' ');
      return text === '' ? [] : [{ down, right, text }];
    }),
  );
}
