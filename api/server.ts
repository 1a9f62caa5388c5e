import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance, LogController, type RouteOptions } from 'fastify';
import { guardBodies } from './bodies.ts';
import type { ApiHouse } from './doors.ts';
import { answerErrors } from './errors.ts';
import { jsonRoutes } from './json/routes.ts';
import { pageRoutes } from './pages/routes.ts';
import { publicFiles } from './public-files.ts';
import { guardSessions } from './sessions.ts';
import { readUpload, uploadLimits } from './uploads.ts';

export type ApiServer = FastifyInstance & { routeList: RouteOptions[] };

/** At the end a request on its way is waited for so long: one that was never sent whole would hold the program for minutes. */
const lastWordMs = 2000;

/** The Fastify app: pages for people, JSON for programs; main.ts listens, tests inject. */
export async function buildServer(api: ApiHouse): Promise<ApiServer> {
  const app = Fastify({
    loggerInstance: api.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: api.publicUrl ? (api.trustProxy ?? 'loopback') : false,
    bodyLimit: 1_000_000,
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: false, allowUnionTypes: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.addHook('preClose', async () => {
    api.live.close();
    setTimeout(() => app.server.closeAllConnections(), lastWordMs).unref();
  });

  const routeList: RouteOptions[] = [];
  app.addHook('onRoute', route => void routeList.push(route));
  // The pattern, not the address: an address may hold what somebody searched for.
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });

  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, {
    attachFieldsToBody: 'keyValues',
    onFile: readUpload,
    limits: uploadLimits,
    // The room says so beside the field, and what was typed stays.
    throwFileSizeLimit: false,
  });
  await app.register(swagger, { openapi: { info: { title: 'Zvonok', version: '0.1.0' } } });
  await publicFiles(app);

  const readJson = app.getDefaultJsonParser('error', 'error');
  // Programs name the type of a body they don't send: «acknowledge this» needs none.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : readJson(request, body as string, done),
  );

  answerErrors(app, api);
  guardSessions(app, api);
  guardBodies(app);
  await app.register(async routes => jsonRoutes(routes, api), { prefix: '/api' });
  await app.register(async routes => pageRoutes(routes, api));
  await app.ready();
  return Object.assign(app as unknown as FastifyInstance, { routeList });
}
