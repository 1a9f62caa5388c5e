import MarkdownIt from 'markdown-it';

// Nothing but paragraphs, line breaks and addresses: the numbering of an order's points stays exactly as it was typed.
const reader = new MarkdownIt('zero', { html: false, linkify: true, breaks: true }).enable(['linkify', 'newline']);
reader.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index]!.attrSet('rel', 'nofollow noopener noreferrer');
  return renderer.renderToken(tokens, index, options);
};

/** A plain text as safe HTML: an empty line parts paragraphs, other lines break, web addresses become links. */
export function paragraphs(text: string): string {
  return reader.render(text);
}
