import type { FastifyRequest } from 'fastify';
import { fieldsOf, textOf } from './fields.ts';

/** What the fields of a poll say; nothing when none of them was filled in. */
export function typedPoll(request: FastifyRequest) {
  const body = fieldsOf(request);
  const [question, options] = [textOf(body.question), textOf(body.options)];
  if (`${question}${options}`.trim() === '') return undefined;
  return { question, options: options.split(/\r?\n/), ...wayOf(request) };
}

/** The fields of a poll as its form begins. */
export const pollDraft = { question: '', options: '', several: '', secret: '', endsAt: '' };

/** How the poll is voted in. */
export function wayOf(request: FastifyRequest) {
  const { several, secret, endsAt } = fieldsOf(request);
  return { several: several === 'yes', secret: secret === 'yes', endsAt: textOf(endsAt) };
}
