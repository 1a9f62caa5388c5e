import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { mentions } from './mention.ts';
import { plainText } from './plain-text.ts';

const reader = new MarkdownIt({ html: false, linkify: true, breaks: true });
reader.validateLink = isSafeAddress;
mentions(reader);

const { rules } = reader.renderer;
rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index]!.attrSet('rel', 'nofollow noopener noreferrer');
  return renderer.renderToken(tokens, index, options);
};
rules.image = (tokens, index) => pictureLink(tokens, index);
rules.heading_open = rules.heading_close = (tokens, index, options, _env, renderer) => {
  const token = tokens[index]!;
  token.tag = lowered(token.tag);
  return renderer.renderToken(tokens, index, options);
};
for (const block of ['fence', 'code_block'] as const) rules[block] = reachable(rules[block]!);
rules.table_open = constant('<div class="table-wrap" tabindex="0"><table class="table">\n');
rules.table_close = constant('</table></div>\n');

/**
 * What a person wrote, as HTML that is safe to stand in a page: tags are shown as text, links lead only to the web,
 * to mail and telephones or into this site, a picture becomes a link to it (a page loads nothing from other hosts),
 * headings begin at h2 because the page has its own h1.
 */
export function markdown(text: string): string {
  return reader.render(text);
}

/** The same text as its parser understands it, for who prints it otherwise. */
export function markdownTokens(text: string): Token[] {
  return reader.parse(text, {});
}

/** The same text in words only, for a message or an excerpt: no markup, no addresses behind words. */
export function unmarked(text: string): string {
  return plainText(markdown(text));
}

function isSafeAddress(address: string): boolean {
  const trimmed = address.trim();
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
  return scheme === undefined ? /^[/#?]/.test(trimmed) : ['http', 'https', 'mailto', 'tel'].includes(scheme);
}

function pictureLink(tokens: Token[], index: number): string {
  const { escapeHtml } = reader.utils;
  const picture = tokens[index]!;
  const address = String(picture.attrGet('src'));
  const label = escapeHtml(picture.content || address);
  if (isInsideLink(tokens, index)) return label;
  return `<a href="${escapeHtml(address)}" rel="nofollow noopener noreferrer">${label}</a>`;
}

function isInsideLink(tokens: Token[], index: number): boolean {
  const link = tokens.slice(0, index).findLast(token => token.type === 'link_open' || token.type === 'link_close');
  return link?.type === 'link_open';
}

function lowered(tag: string): string {
  return `h${Math.min(6, Number(tag.slice(1)) + 1)}`;
}

/** What scrolls by itself must be within reach of the keyboard. */
function reachable(rule: RendererRule): RendererRule {
  return (...args) => rule(...args).replace(/^<pre/, '<pre tabindex="0"');
}

function constant(html: string): RendererRule {
  return () => html;
}
