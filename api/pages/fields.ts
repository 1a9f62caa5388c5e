import type { FastifyRequest } from 'fastify';

/** The fields of a form as they came; a body that is no form (nothing, a list, a bare word) has none. */
export function fieldsOf({ body }: FastifyRequest): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

/** What was typed in a field; one that came twice, which no form of ours sends, counts as empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
