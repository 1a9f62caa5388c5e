import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Failure } from './failures.ts';
import { methodName, perform, type Reply, refusal } from './perform.ts';
import { Refused, tooManyRequests } from './refused.ts';
import { type ApiRequest, readable, readRequest } from './request.ts';
import type { Call, Telegram } from './telegram.ts';

/** Opens the stand-in's door on the loopback address; port 0 is any free one. */
export async function openServer(telegram: Telegram, port: number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    answer(telegram, incoming, outgoing).catch(error => outgoing.destroy(error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function answer(telegram: Telegram, incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const [, file, token, rest = ''] = /^(\/file)?\/bot([^/]+)\/(.*)$/.exec(decodeURI(url.pathname)) ?? [];
  const body = await readBody(incoming);
  if (token === undefined) return write(outgoing, refusal(new Refused(404, 'Not Found')));
  if (token !== telegram.token) return write(outgoing, refusal(new Refused(401, 'Unauthorized')));
  if (file) return writeFile(telegram, outgoing, rest);
  if (!/^(GET|POST)$/.test(incoming.method ?? '')) {
    return write(outgoing, refusal(new Refused(405, 'Method Not Allowed')));
  }
  const request = understood(url.searchParams, incoming.headers['content-type'] ?? '', body);
  if (request instanceof Refused) return write(outgoing, refusal(request));
  await answerCall(telegram, { name: rest || (request.params.method ?? ''), request, outgoing });
}

function understood(query: URLSearchParams, type: string, body: Buffer): ApiRequest | Refused {
  try {
    return readRequest(query, type, body);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

async function answerCall(
  telegram: Telegram,
  { name, request, outgoing }: { name: string; request: ApiRequest; outgoing: ServerResponse },
) {
  const method = methodName(name) ?? name;
  const call: Call = { method, params: readable(request.params), at: telegram.time(), outcome: 'under way' };
  telegram.calls.push(call);
  for (const listener of telegram.onCall) listener();
  const plan = telegram.failures.take({ method, chat: request.params.chat_id });
  const unheard = plan?.failure === 'reset before' || plan?.failure === 'no answer';
  const reply = unheard
    ? undefined
    : (failed(plan?.failure, plan?.retryAfter) ??
      (await perform(telegram, method, { request, hungUp: hangUp(outgoing) })));
  if (reply) Object.assign(call, { code: reply.code, description: reply.body.description, result: reply.body.result });
  call.outcome = outcomes[plan?.failure ?? 'none'] ?? 'answered';
  if (call.outcome === 'reset') outgoing.socket?.resetAndDestroy();
  else if (reply) write(outgoing, reply);
  for (const listener of telegram.onCall) listener();
}

const outcomes: Record<string, Call['outcome']> = {
  'reset before': 'reset',
  'reset after': 'reset',
  'no answer': 'not answered',
};

function failed(failure: Failure | undefined, retryAfter = 1): Reply | undefined {
  if (failure === 429) return refusal(tooManyRequests(retryAfter));
  if (failure === 500) return refusal(new Refused(500, 'Internal Server Error'));
  return failure === 502 ? refusal(new Refused(502, 'Bad Gateway')) : undefined;
}

function hangUp(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once('close', () => controller.abort());
  return controller.signal;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function write(outgoing: ServerResponse, { code, body }: Reply) {
  outgoing.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function writeFile(telegram: Telegram, outgoing: ServerResponse, path: string) {
  const file = [...telegram.files.values()].find(one => one.path === path);
  if (!file) return write(outgoing, refusal(new Refused(404, 'Not Found')));
  outgoing.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
}
