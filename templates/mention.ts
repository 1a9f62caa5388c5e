import type MarkdownIt from 'markdown-it';

const mark = /@\[([^\]\n]{1,120})\]\(person\d{1,9}\)/y;

/** Somebody called by name, as the forum keeps it: `@[Иванова Н. П.](person12)`. The name stands unbroken in a line. */
export function mentions(reader: InstanceType<typeof MarkdownIt>): void {
  reader.inline.ruler.before('link', 'mention', (state, silent) => {
    mark.lastIndex = state.pos;
    const found = mark.exec(state.src);
    if (!found) return false;
    if (!silent) state.push('mention', '', 0).content = `@${found[1]!.replaceAll(' ', '\u00a0')}`;
    state.pos += found[0].length;
    return true;
  });
  reader.renderer.rules.mention = (tokens, index) =>
    `<span class="mention">${reader.utils.escapeHtml(tokens[index]!.content)}</span>`;
}
