import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSubscribed, unsubscribe } from '#school/ways/unsubscribe.ts';
import type { ApiHouse } from '../doors.ts';
import { bareFrame } from './frame.ts';

const path = '/unsubscribe/:secret';

/** «Отписаться» of a letter, for whoever holds its secret: mailboxes send the POST themselves (RFC 8058), people see a button. */
export function unsubscribePages(app: FastifyInstance, api: ApiHouse): void {
  const show = (request: FastifyRequest, reply: FastifyReply, subscribed: boolean) =>
    showBare(reply, api.press.page('unsubscribe', { subscribed }, bareFrame(api, request, reply)));

  // Only shows a button: programs that look into letters open links.
  app.get(path, async (request, reply) =>
    show(request, reply, await api.house.asHouse(act => isSubscribed(act, secretOf(request)))),
  );

  app.post(path, { config: { machine: true } }, async (request, reply) => {
    await api.house.asHouse(act => unsubscribe(act, secretOf(request)));
    return show(request, reply, false);
  });
}

/** A page whose address is a secret: kept by nobody, told to nobody. */
export function showBare(reply: FastifyReply, html: string): FastifyReply {
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  return reply.type('text/html').send(html);
}

function secretOf({ params }: FastifyRequest): string {
  return (params as { secret: string }).secret;
}
