import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { stylesRoute } from './styles.ts';

/** What is the same for everyone: styles, scripts, pictures, the face, and the rule that pages ask no other host. */
export async function publicFiles(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: ownHostOnly }, hsts: false });
  await app.register(fastifyStatic, { root: `${import.meta.dirname}/public`, prefix: '/public/', maxAge: '1h' });
  await app.register(fastifyStatic, {
    root: `${import.meta.dirname}/../node_modules/@fontsource-variable/golos-text/files`,
    prefix: '/fonts/',
    decorateReply: false,
    maxAge: '365d',
    immutable: true,
  });
  stylesRoute(app);
}

const ownHostOnly = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};
