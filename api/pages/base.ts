import type { FastifyInstance, FastifyRequest } from 'fastify';
import { publicBase, publicDocument, publicFile } from '#board/public-base.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { filePage } from './files.ts';
import { page } from './page.ts';

/** The documents of the school that families read too (7b): what is in force, and each version at an address of its own. */
export function basePages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/base', name: 'base', show: publicBase });
  page(app, api, { path: '/base/:line', name: 'base-document', show: showDocument });
  page(app, api, { path: '/base/:line/:version', name: 'base-document', show: showDocument });
  filePage(app, api, {
    path: '/base/:line/:version/files/:file',
    find: (act, request) => publicFile(act, lineOf(request), idOf(request, 'version'), idOf(request, 'file')),
  });
}

async function showDocument(act: Act, request: FastifyRequest): Promise<object> {
  const { version } = request.params as { version?: string };
  const asked = version === undefined ? undefined : (wholeNumber(version) ?? 0);
  const document = await publicDocument(act, lineOf(request), asked);
  return { document, dated: asked !== undefined };
}

function lineOf(request: FastifyRequest): string {
  return (request.params as { line: string }).line;
}
