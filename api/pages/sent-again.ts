import type { FastifyRequest } from 'fastify';
import { fieldsOf, textOf } from './fields.ts';

/** Of a form that was asked about: where it was sent and what was typed, to be sent once more by who is sure. */
export function sentAgain(request: FastifyRequest): { at: string; typed: { name: string; value: string }[] } {
  const typed = Object.entries(fieldsOf(request)).filter(([name]) => name !== '_csrf' && name !== 'sure');
  return {
    at: request.method === 'POST' ? request.url.split('?')[0]! : '',
    typed: typed.map(([name, value]) => ({ name, value: textOf(value) })),
  };
}
