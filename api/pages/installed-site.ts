import type { FastifyInstance } from 'fastify';
import type { ApiHouse } from '../doors.ts';

/** What a browser asks for by itself to work without a net: the worker, and the page that says there is none. */
export function installedSite(app: FastifyInstance, api: ApiHouse): void {
  // Stands at the root: a worker may answer for no more than lies below it.
  app.get('/service-worker.js', (_request, reply) => reply.sendFile('service-worker.js', { maxAge: 0 }));

  // The same for everybody, whoever is signed in: it outlives a session in the browser.
  app.get('/offline', (_request, reply) => {
    const { house, press } = api;
    const frame = {
      ...{ school: { name: house.name }, sampleSchool: house.sample, at: house.world.now() },
      ...{ csrfToken: '', nav: [], alone: true },
    };
    return reply.type('text/html').send(press.page('offline', {}, frame));
  });
}
