import { type ApiRequest, readRequest } from './request.ts';
import type { Pending } from './updates.ts';
import type { WebhookSettings } from './webhook.ts';

/** Carries out a method that came in an answer to an update. */
export type Perform = (method: string, request: ApiRequest) => Promise<unknown>;

interface Outcome {
  error?: string;
  retryAfter?: number;
}

/**
 * Posts one update and carries out the method its answer may name. Gives the error as getWebhookInfo words it, and the
 * seconds of a Retry-After header.
 */
export async function post(
  settings: WebhookSettings,
  pending: Pending,
  { signal, perform }: { signal: AbortSignal; perform: Perform },
): Promise<Outcome> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (settings.secretToken) headers['x-telegram-bot-api-secret-token'] = settings.secretToken;
  try {
    const body = JSON.stringify(pending.update);
    const response = await fetch(settings.url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const answer = Buffer.from(await response.arrayBuffer());
    if (response.ok) {
      await performAnswer(response.headers.get('content-type') ?? '', answer, perform).catch(() => undefined);
      return {};
    }
    const retryAfter = Number(response.headers.get('retry-after')) || undefined;
    const error = `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    return { error, ...(retryAfter ? { retryAfter } : {}) };
  } catch (error) {
    return { error: signal.aborted ? 'Read timeout expired' : connectionError(error) };
  }
}

function connectionError(error: unknown) {
  const cause = (error as { cause?: { code?: string } }).cause?.code;
  return cause === 'ECONNREFUSED' ? 'Connection refused' : 'Webhook connection closed';
}

/** «Making requests when getting updates»: a method named in the answer is carried out, its result is told to nobody. */
async function performAnswer(type: string, body: Buffer, perform: Perform) {
  const request = readRequest(new URLSearchParams(), type, body);
  const method = request.params.method ?? '';
  if (method === '' || /^(get|deletewebhook$|setwebhook$|close$|logout$)/i.test(method)) return;
  await perform(method, request);
}
