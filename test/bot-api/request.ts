import { readParts } from './multipart.ts';
import { badRequest } from './refused.ts';

/** A file that came with a request, or that a person sent. */
export interface Upload {
  name: string;
  type: string;
  bytes: Buffer;
}

/** What a method gets: as in the real server, every parameter is text (objects are JSON text). */
export interface ApiRequest {
  params: Record<string, string>;
  files: Map<string, Upload>;
}

/** Reads parameters from the four documented places: query string, urlencoded, JSON, multipart. */
export function readRequest(query: URLSearchParams, type: string, body: Buffer): ApiRequest {
  const request: ApiRequest = { params: Object.fromEntries(query), files: new Map() };
  if (body.length === 0) return request;
  if (type.startsWith('application/json')) readJson(request, body);
  else if (type.startsWith('application/x-www-form-urlencoded')) readForm(request, body);
  else if (type.startsWith('multipart/form-data')) readMultipart(request, type, body);
  return request;
}

/** Readable parameters for the log of calls: JSON text opened, numbers of chats and messages as numbers. */
export function readable(params: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, opened(name, value)]));
}

function readJson(request: ApiRequest, body: Buffer) {
  let values: unknown;
  try {
    values = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest("Can't parse request JSON object");
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw badRequest('Object expected');
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    request.params[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function readForm(request: ApiRequest, body: Buffer) {
  Object.assign(request.params, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
}

function readMultipart(request: ApiRequest, type: string, body: Buffer) {
  const parts = readParts(body, type);
  if (!parts) throw badRequest("Can't parse multipart/form-data");
  for (const { name, fileName, type, bytes } of parts) {
    if (fileName === undefined) request.params[name] = bytes.toString('utf8');
    else request.files.set(name, { name: fileName, type, bytes });
  }
}

const objects =
  /^(reply_markup|entities|caption_entities|commands|scope|allowed_updates|link_preview_options|reply_parameters)$/;

function opened(name: string, value: string): unknown {
  if (/_id$|^(offset|limit|timeout)$/.test(name) && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  if (!objects.test(name)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
