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
  const once = foundOnce(start);
  app.post('/first-start', (request, reply) => submit({ ...start, found: once }, request, reply));
  app.setNotFoundHandler((_, reply) => show(start, reply, { code: '' }));
  await app.ready();
  return app;
}

/** A button pressed twice founds one school: whoever comes second waits, and is told of the school that is there. */
function foundOnce(start: FirstStart): (typed: Record<string, string>) => Promise<Record<string, string>> {
  let school: Record<string, string> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return typed => {
    const mine = turn.then(async () => {
      if (!school) await start.found(typed);
      school ??= typed;
      return school;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
}

type Founding = Omit<FirstStart, 'found'> & { found: ReturnType<typeof foundOnce> };

async function submit(start: Founding, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const typed = Object.fromEntries(Object.entries(fieldsOf(request)).map(([field, value]) => [field, textOf(value)]));
  const code = typed.code ?? '';
  if (code !== start.code) return show(start, reply.code(statusOf['not-allowed']), { code: '' });
  let school: Record<string, string>;
  try {
    school = await start.found(typed);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === undefined) throw error;
    reply.code(statusOf[error.kind]);
    return show(start, reply, { code, typed, errors: { [error.field]: wordRefusal(start.press, error) } });
  }
  // A connection that broke meanwhile is closed already, and says so no more.
  if (reply.raw.closed) start.founded();
  else reply.raw.once('close', start.founded);
  return print(start, reply, { name: 'first-start-done', view: { name: school.name, login: school.login } });
}

interface Shown {
  /** None where somebody has come without the printed address. */
  code: string;
  typed?: Record<string, string>;
  errors?: Record<string, string>;
}

function show(
  start: Pick<FirstStart, 'press' | 'now' | 'code'>,
  reply: FastifyReply,
  { code, typed = {}, errors = {} }: Shown,
): unknown {
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
  { press, now }: Pick<FirstStart, 'press' | 'now'>,
  reply: FastifyReply,
  { name, view }: { name: string; view: object },
): unknown {
  const frame = { school: { name: '' }, sampleSchool: false, csrfToken: '', at: now(), nav: [] };
  return reply
    .header('cache-control', 'no-store')
    .type('text/html')
    .send(press.page(name, view, frame));
}
