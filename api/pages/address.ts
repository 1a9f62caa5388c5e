import type { FastifyRequest } from 'fastify';
import { Refusal } from '#school/refusal.ts';

/** The id in the page's path (`:id`, or another one by its name); an address with anything else there is «not found». */
export function idOf(request: FastifyRequest, name = 'id'): number {
  const id = wholeNumber((request.params as Record<string, string>)[name]);
  if (id === undefined) throw new Refusal('not-found', 'not-found');
  return id;
}

/** `?page=` of a list, when it is a number of a page. */
export function pageNumberOf(request: FastifyRequest): number | undefined {
  return wholeNumber((request.query as { page?: unknown }).page);
}

/** A positive number as it comes in an address or a form; nothing when it is something else or too large for an id. */
export function wholeNumber(typed: unknown): number | undefined {
  if (typeof typed !== 'string' || !/^[1-9]\d{0,9}$/.test(typed)) return undefined;
  const number = Number(typed);
  return number <= 2_147_483_647 ? number : undefined;
}
