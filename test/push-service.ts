import { createDecipheriv, createECDH, createHmac, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A push as the browser behind the service would see it. */
export interface Arrived {
  payload: unknown;
  ttl: string | undefined;
  topic: string | undefined;
}

export interface PushService {
  origin: string;
  /** Subscribes one more browser under the school's key: gives what the browser would tell the school. */
  subscribe(publicKey: string): { endpoint: string; keys: { p256dh: string; auth: string } };
  /** What came to each browser, by its endpoint. */
  arrived: Map<string, Arrived[]>;
  /** Every call in its order, also a refused one. */
  calls: { endpoint: string; topic: string; status: number }[];
  /** The next calls are answered so. */
  answers: { status: number; headers?: Record<string, string> }[];
  /** How many lines are open: none when all that was said has been heard. */
  lines(): number;
  close(): Promise<void>;
}

interface Browser {
  ecdh: ECDH;
  auth: Buffer;
  publicKey: string;
}

/** A push service of a browser maker (RFC 8030), strict: it opens each message (RFC 8291) and holds the school to its key (RFC 8292). */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, Browser>();
  const sockets = new Set<Socket>();
  const service: PushService = {
    ...{ origin: '', arrived: new Map(), calls: [], answers: [] },
    subscribe: publicKey => {
      const ecdh = createECDH('prime256v1');
      const auth = randomBytes(16);
      const endpoint = `${service.origin}/push/${randomBytes(8).toString('hex')}`;
      browsers.set(endpoint, { ecdh, auth, publicKey });
      const p256dh = ecdh.generateKeys().toString('base64url');
      return { endpoint, keys: { p256dh, auth: auth.toString('base64url') } };
    },
    lines: () => sockets.size,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
  const take = (endpoint: string, request: IncomingMessage, body: Buffer): number => {
    const browser = browsers.get(endpoint);
    if (!browser) return 404;
    if (!provesItself(request, service.origin, browser.publicKey)) return 403;
    const { ttl, topic, 'content-encoding': encoding } = request.headers;
    if (encoding !== 'aes128gcm' || !/^\d+$/.test(String(ttl)) || body.length > 4096) return 400;
    const payload = JSON.parse(opened(body, browser).toString('utf8'));
    const mine = service.arrived.get(endpoint) ?? [];
    service.arrived.set(endpoint, [...mine, { payload, ttl: String(ttl), topic: topic as string | undefined }]);
    return 201;
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', piece => pieces.push(piece));
    request.on('end', () => {
      const endpoint = service.origin + request.url;
      const told = service.answers.shift();
      const status = told?.status ?? take(endpoint, request, Buffer.concat(pieces));
      service.calls.push({ endpoint, topic: String(request.headers.topic), status });
      response.writeHead(status, told?.headers).end();
    });
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  service.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

/** «vapid t=<jwt>, k=<key>»: signed by the key the browser subscribed under, for this service, for a day at most. */
function provesItself({ headers }: IncomingMessage, origin: string, publicKey: string): boolean {
  const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  if (!token || key !== publicKey) return false;
  const [head, claims, signature] = token.split('.') as [string, string, string];
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(part => part.toString('base64url')) as [
    string,
    string,
  ];
  const jwk = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = { key: jwk, dsaEncoding: 'ieee-p1363' } as const;
  const isTrue = verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'));
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const left = exp - Date.now() / 1000;
  return isTrue && aud === origin && left > 0 && left <= 24 * 3600 && /^(?:mailto:|https:)/.test(sub);
}

/** RFC 8291 over RFC 8188, with one record. */
function opened(body: Buffer, { ecdh, auth }: Browser): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body[20]!;
  const senderKey = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey]);
  const secret = derived(auth, ecdh.computeSecret(senderKey), info, 32);
  const key = derived(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derived(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0 || padded.subarray(end + 1).some(byte => byte !== 0))
    throw new Error('the last record lacks its delimiter');
  return padded.subarray(0, end);
}

/** HKDF of one block (RFC 5869). */
function derived(salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer {
  const key = createHmac('sha256', salt).update(secret).digest();
  return createHmac('sha256', key)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest()
    .subarray(0, length);
}
