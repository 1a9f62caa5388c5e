import { type ConsentScope, consentScopes } from '#db/school/consent.ts';
import { Refusal } from '../refusal.ts';

/** In this order one channel takes over from another: what reaches a pocket first. */
const order = ['telegram', 'push', 'email'] as const satisfies readonly ConsentScope[];

/** SQL: the place of a chat's messenger in the order of taking over. */
export function rankOf(chat: string): string {
  return `array_position(array['${order.join("','")}'], ${chat}.messenger)`;
}

/** SQL: how a channel is switched now (the chat on the site has no switch). */
export function modeOf(chat: string): string {
  return `coalesce((select x.mode from channel_switch x where x.channel = ${chat}.messenger order by x.id desc limit 1), 'open')`;
}

/** SQL: whether the person of the chat agrees to be written to over its channel now (152-ФЗ). */
export function hasConsent(chat: string): string {
  return `exists (select from consent k where k.person_id = ${chat}.person_id and k.scope = ${chat}.messenger and k.withdrawn_at is null)`;
}

/** SQL: whether news may go to a living chat: the site's own always, any other with a consent while its channel is on. */
export function isOpenWay(chat: string): string {
  return `(${chat}.messenger = 'web' or (${hasConsent(chat)} and ${modeOf(chat)} <> 'off'))`;
}

/** A channel as a form names it. Refusal: invalid. */
export function scopeOf(typed: unknown, field?: string): ConsentScope {
  const scope = consentScopes.find(one => one === typed);
  if (!scope) throw new Refusal('invalid', 'way/channel', field ? { field } : {});
  return scope;
}
