import { flag, integer, json } from '../params.ts';
import { badRequest, conflict } from '../refused.ts';
import type { ApiRequest } from '../request.ts';
import type { Telegram } from '../telegram.ts';

/** getUpdates: waits up to `timeout` seconds (at most 50) for the first update. */
export function getUpdates(telegram: Telegram, request: ApiRequest, hungUp: AbortSignal) {
  if (telegram.webhook.settings.url) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  readAllowed(telegram, request);
  const offset = integer(request, 'offset', 0, {});
  const limit = integer(request, 'limit', 100, { min: 1, max: 100 });
  const timeout = integer(request, 'timeout', 0, { min: 0, max: 50 });
  return telegram.updates.poll({ offset, limit, timeout }, hungUp);
}

/** setWebhook: HTTPS, or HTTP to the loopback address, where tests live. An empty url removes the webhook. */
export function setWebhook(telegram: Telegram, request: ApiRequest) {
  const url = request.params.url ?? '';
  if (url === '') return deleteWebhook(telegram, request);
  const secretToken = request.params.secret_token ?? '';
  checkWebhook(url, secretToken);
  telegram.updates.endPoll(conflict('terminated by setWebhook request'));
  if (flag(request, 'drop_pending_updates')) telegram.updates.drop();
  readAllowed(telegram, request);
  const maxConnections = integer(request, 'max_connections', 40, { min: 1, max: 100 });
  telegram.webhook.set({ url, secretToken, maxConnections });
  return true;
}

/** deleteWebhook */
export function deleteWebhook(telegram: Telegram, request: ApiRequest) {
  if (flag(request, 'drop_pending_updates')) telegram.updates.drop();
  telegram.webhook.set();
  return true;
}

/** getWebhookInfo */
export function getWebhookInfo(telegram: Telegram) {
  return telegram.webhook.info();
}

function checkWebhook(address: string, secretToken: string) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw badRequest('invalid webhook URL specified');
  const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !loopback) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!loopback && !['', '443', '80', '88', '8443'].includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
}

/** «If not specified, the previous setting will be used»; an empty list is the default set. */
function readAllowed(telegram: Telegram, request: ApiRequest) {
  const allowed = json(request, 'allowed_updates', 'allowed_updates');
  if (Array.isArray(allowed)) telegram.updates.allowed = allowed.map(String);
}
