import { badRequest } from './refused.ts';
import type { ApiRequest } from './request.ts';

/** A whole number held within its documented bounds; anything unreadable is the default, as in the real server. */
export function integer(request: ApiRequest, name: string, fallback: number, bounds: { min?: number; max?: number }) {
  const value = Number.parseInt(request.params[name] ?? '', 10);
  if (Number.isNaN(value)) return fallback;
  return Math.min(Math.max(value, bounds.min ?? -Infinity), bounds.max ?? Infinity);
}

/** A Boolean: `true`, `yes` and `1` count as true. */
export function flag(request: ApiRequest, name: string) {
  return /^(true|yes|1)$/i.test((request.params[name] ?? '').trim());
}

/** A JSON-serialized parameter, or undefined when it is absent. Refuses text that is not JSON. */
export function json(request: ApiRequest, name: string, what: string): unknown {
  const value = request.params[name];
  if (value === undefined || value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`Can't parse ${what} JSON object`);
  }
}

/** Whether a JSON value is an object with named fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
