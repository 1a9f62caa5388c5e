import type { Act } from '#school/act.ts';
import { countLinkCodes } from '#school/link-codes.ts';
import { consentText, isOfAge } from '#school/ways/consents.ts';
import { myWays } from '#school/ways/my-ways.ts';
import type { ApiHouse } from '../doors.ts';

const scopes = ['telegram', 'email', 'push'] as const;

/** What the page «Мессенджеры» shows: my ways, what is lost, what I agreed to and the sentences one agrees to. */
export async function waysView(api: ApiHouse, act: Act) {
  const mine = await myWays(act);
  const agreed = mine.consents.map(({ scope }) => scope);
  return {
    ...mine,
    agreed,
    sentences: Object.fromEntries(scopes.map(scope => [scope, sentenceOf(api, scope)])),
    ofAge: await isOfAge(act),
    codes: await countLinkCodes(act, act.by.id),
    botName: api.botName?.() ?? null,
    mails: api.mails ?? false,
    endpoints: mine.ways.flatMap(({ endpoint }) => endpoint ?? []),
    pushKey: api.push?.publicKey ?? null,
    link: null,
    draft: { address: '' },
  };
}

/** The sentence a person agrees to for a channel. */
export function sentenceOf({ press, house }: ApiHouse, scope: string): string {
  return press.sentence(`consents/${consentText}`, { scope, school: house.name });
}
