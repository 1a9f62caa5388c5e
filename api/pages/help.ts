import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { isStaff, type Role, roles } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { type Instruction, openInstructions, picturesOfInstructions } from '#templates/instructions.ts';
import type { ApiHouse } from '../doors.ts';
import { page } from './page.ts';

/** The written instruction inside the journal (2.4): one's own; the staff, who explain it to families, may open any. */
export function helpPages(app: FastifyInstance, api: ApiHouse): void {
  const instructions = openInstructions();
  const show = async (act: Act, request: FastifyRequest) => instructionFor(act, instructions, roleOf(request));
  // How to change the first password is written there.
  const config = { whileChangingPassword: true };
  page(app, api, { path: '/help', name: 'help', show, config });
  page(app, api, { path: '/help/:role', name: 'help', show, config });
  app.register(fastifyStatic, {
    root: picturesOfInstructions,
    prefix: '/help/pictures/',
    decorateReply: false,
    maxAge: '1h',
  });
}

function instructionFor(act: Act, instructions: ReadonlyMap<string, Instruction>, asked: string | undefined): object {
  const own = roles.filter(role => act.by.roles.has(role));
  const others = isStaff(act.by) ? roles.filter(role => !own.includes(role)) : [];
  const chosen = asked === undefined ? own[0] : [...own, ...others].find(role => role === asked);
  const instruction = chosen && instructions.get(chosen);
  if (!instruction) throw new Refusal('not-found', 'not-found');
  const named = (role: Role) => ({
    title: instructions.get(role)?.title ?? role,
    href: `/help/${role}`,
    current: role === chosen,
  });
  return { ...instruction, own: own.map(named), others: others.map(named) };
}

function roleOf(request: FastifyRequest): string | undefined {
  return (request.params as { role?: string }).role;
}
