import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '#school/secrets.ts';

/** The styles of the site in the order in which they add to each other; a new file of api/public stands here. */
export const styleNames = [
  ...['tokens', 'base', 'frame', 'parts', 'forms', 'places'],
  ...['journal', 'grid', 'attendance', 'chat', 'diary', 'timetable', 'ways'],
  ...[
    'polls',
    'duties',
    'plots',
    'forum',
    'mentions',
    'documents',
    'sheets',
    'school',
    'cards',
    'substitutions',
    'parent-notices',
  ],
  'print',
];

/**
 * All styles in one answer, put together at the start from the files as they are: a telephone on a slow net asks once
 * instead of a dozen times before it can show anything.
 */
export function stylesRoute(app: FastifyInstance): void {
  const text = styleNames.map(styleOf).join('\n');
  const tag = `"${sha256(text)}"`;
  // Pressed as far as it goes, but only once, and not before somebody asks.
  let pressed: Promise<Buffer> | undefined;
  app.get('/public/all.css', async (request, reply) => {
    reply.headers({ etag: tag, 'cache-control': 'public, max-age=3600', vary: 'accept-encoding' });
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    reply.type('text/css; charset=utf-8');
    if (!/\bbr\b/.test(String(request.headers['accept-encoding']))) return reply.send(text);
    pressed ??= promisify(brotliCompress)(text);
    return reply.header('content-encoding', 'br').send(await pressed);
  });
}

function styleOf(name: string): string {
  const text = readFileSync(`${import.meta.dirname}/public/${name}.css`, 'utf8');
  return name === 'print' ? `@media print {\n${text}}\n` : text;
}
