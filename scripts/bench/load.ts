import { Agent, type IncomingMessage, request } from 'node:http';

/** One request to be sent again and again; a function of its number where each must differ. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  /** Instead of `headers`, where each request is another person's. */
  by?: (number: number) => Record<string, string>;
  body?: (number: number) => object;
  /** What must stand in the answer: a refusal may be a good answer, too. */
  expect?: string;
  /** No more than so many in all: more would be refused as a flood. */
  most?: number;
}

/** Times in ms, and what one answer weighs on the wire (compressed). */
export interface Measured {
  p50: number;
  p99: number;
  perSecond: number;
  bytes: number;
}

interface Load {
  connections: number;
  requests: number;
}

/** Sends the call so many times over so many connections, each waiting for its answer. Any answer but 200 and 201 ends the run. */
export async function measure(call: Call, { connections, requests }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    let sent = 0;
    let bytes = 0;
    const times: number[] = [];
    const began = performance.now();
    const oneConnection = async () => {
      while (sent < requests) {
        const number = sent++;
        const start = performance.now();
        bytes = await send(agent, call, number);
        times.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: connections }, oneConnection));
    const seconds = (performance.now() - began) / 1000;
    times.sort((a, b) => a - b);
    return { p50: at(times, 0.5), p99: at(times, 0.99), perSecond: requests / seconds, bytes };
  } finally {
    agent.destroy();
  }
}

/** Of times in their order, the one below which such a share lies. */
export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Sends the call once; gives what the answer weighs. */
export function send(agent: Agent, call: Call, number: number): Promise<number> {
  const { method = 'GET', url, headers = {}, by, body } = call;
  const payload = body && JSON.stringify(body(number));
  const sent = {
    'accept-encoding': 'br, gzip',
    ...(by ? by(number) : headers),
    ...(payload ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) } : {}),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers: sent }, answer =>
      receive(call, answer).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

async function receive({ url, expect }: Call, answer: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  const isPlain = answer.headers['content-encoding'] === undefined;
  if (!(answer.statusCode === 200 || answer.statusCode === 201) || (expect && isPlain && !whole.includes(expect)))
    throw new Error(`${answer.statusCode} from ${url}: ${whole.subarray(0, 300)}`);
  return whole.length;
}
