import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { dayOf } from '#school/calendar.ts';
import { timeZones } from '#school/founding/founding-entry.ts';
import { Refusal } from '#school/refusal.ts';
import type { Press } from '#templates/press.ts';
import { statusOf, wordRefusal } from './doors.ts';
import { fieldsOf, textOf } from './pages/fields.ts';
import { publicFiles } from './public-files.ts';

interface FirstStart {
  press: Press;
  now(): Date;
  /** Stands in the address that the program prints: whoever else finds the door first founds nothing. */
  code: string;
  /** Refuses with the fields that will not do. */
  found(typed: Record<string, string>): Promise<void>;
  /** Called when whoever has founded the school has got the answer. */
  founded(): void;
}

/** The one page of a program that serves no school yet: it asks for the school and its registrar, and founds it (2.1, 7). */
export async function buildFirstStart(start: FirstStart): Promise<FastifyInstance> {
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await app.register(formbody);
  await publicFiles(app);
  app.get('/first-start', (request, reply) => {
    const { code } = request.query as { code?: unknown };
    return show(start, reply, { code: textOf(code) });
  });
  app.post('/first-start', (request, reply) => submit(start, request, reply));
  app.setNotFoundHandler((_, reply) => show(start, reply, { code: '' }));
  await app.ready();
  return app;
}

async function submit(start: FirstStart, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const typed = Object.fromEntries(Object.entries(fieldsOf(request)).map(([field, value]) => [field, textOf(value)]));
  const code = typed.code ?? '';
  if (code !== start.code) return show(start, reply.code(statusOf['not-allowed']), { code: '' });
  try {
    await start.found(typed);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === undefined) throw error;
    reply.code(statusOf[error.kind]);
    return show(start, reply, { code, typed, errors: { [error.field]: wordRefusal(start.press, error) } });
  }
  reply.raw.once('close', start.founded);
  return print(start, reply, { name: 'first-start-done', view: { name: typed.name, login: typed.login } });
}

interface Shown {
  /** None where somebody has come without the printed address. */
  code: string;
  typed?: Record<string, string>;
  errors?: Record<string, string>;
}

function show(start: FirstStart, reply: FastifyReply, { code, typed = {}, errors = {} }: Shown): unknown {
  const [year, month] = dayOf(start.now(), 'Europe/Moscow').split('-').map(Number) as [number, number];
  const usual = { yearStart: String(month >= 6 ? year : year - 1), timeZone: 'Europe/Moscow', daysPerWeek: '5' };
  const draft = { ...blank, ...usual, ...typed, password: '' };
  const view = { code: code === start.code ? code : '', draft, errors, timeZones };
  return print(start, reply, { name: 'first-start', view });
}

const blank = {
  name: '',
  fullName: '',
  familyName: '',
  givenName: '',
  patronymic: '',
  sex: 'female',
  login: '',
  email: '',
};

function print(
  { press, now }: FirstStart,
  reply: FastifyReply,
  { name, view }: { name: string; view: object },
): unknown {
  const frame = { school: { name: '' }, sampleSchool: false, csrfToken: '', at: now(), nav: [] };
  return reply
    .header('cache-control', 'no-store')
    .type('text/html')
    .send(press.page(name, view, frame));
}
