import { LinkCode } from '#db/school/link-code.ts';
import { Person } from '#db/school/person.ts';
import { SignInFailure } from '#db/school/sign-in-failure.ts';
import type { Act, HouseAct } from './act.ts';
import { type ChatAddress, findChat, giveChat } from './chats.ts';
import type { House } from './house.ts';
import { permit } from './permissions.ts';
import { Refusal } from './refusal.ts';
import { machineSecret, paperSecret, sha256 } from './secrets.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Wrong codes from one chat within a quarter of an hour, after which it waits. */
const failuresPerChat = 10;

/** Characters of a code on paper. */
export const paperCodeLength = 10;

/** A fresh code; only its hash is kept, so it is shown once. */
export interface FreshCode {
  code: string;
  expiresAt: Date;
}

/** A code of 128 bits for a deep link or its picture, for myself, good for an hour. */
export function issueDeepLinkCode(act: Act): FreshCode {
  return keepCode(act, act.by.id, { code: machineSecret(act.world), expiresAt: new Date(act.at.getTime() + hour) });
}

/** A code of ten characters for a slip of paper, good for 30 days (2.2); the person's earlier ones stop working. */
export async function issuePaperCode(act: Act, personId: number): Promise<FreshCode> {
  if (personId !== act.by.id) permit(act, 'keepPeople');
  return keepPaperCode(act, personId);
}

/** The same for whom the charter was asked. */
export async function keepPaperCode(act: Act, personId: number): Promise<FreshCode> {
  await revokeLinkCodes(act, personId);
  const code = paperSecret(act.world, paperCodeLength);
  return keepCode(act, personId, { code, expiresAt: new Date(act.at.getTime() + 30 * day) });
}

/** How many codes of the person could still link a chat. */
export async function countLinkCodes(act: HouseAct, personId: number): Promise<number> {
  const open = { person: personId, usedAt: null, revokedAt: null, expiresAt: { $gt: act.at } };
  return act.em.count(LinkCode, open);
}

/** Makes every unused code of the person worthless. */
export async function revokeLinkCodes(act: HouseAct, personId: number): Promise<void> {
  await act.em.nativeUpdate(LinkCode, { person: personId, usedAt: null, revokedAt: null }, { revokedAt: act.at });
}

/**
 * Links the chat to the person of the code; a former person of the chat loses it. Refusals: invalid (an unknown, used,
 * expired or revoked code: one answer for all), too-many (counted before looking, so that parallel guesses can't slip by).
 */
export async function linkChat(house: House, at: ChatAddress, code: string): Promise<{ already: boolean }> {
  const failureId = await house.asHouse(act => countTry(act, at));
  return house.asHouse(async act => {
    // Two links of one address at once would both find it free.
    await act.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`chat ${at.messenger} ${at.address}`]);
    const personId = (await useCode(act, code)) ?? (await usedHereBefore(act, at, code));
    if (personId === undefined) throw new Refusal('invalid', 'chat/link-code', { field: 'code' });
    await act.em.nativeDelete(SignInFailure, { id: failureId });
    return giveChat(act, at, personId);
  });
}

function keepCode(act: Act, personId: number, { code, expiresAt }: FreshCode): FreshCode {
  const person = act.em.getReference(Person, personId);
  act.em.create(LinkCode, { person, codeHash: sha256(code), createdAt: act.at, expiresAt });
  return { code, expiresAt };
}

async function countTry(act: HouseAct, at: ChatAddress): Promise<number> {
  const address = `${at.messenger}:${at.address}`;
  const since = new Date(act.at.getTime() - 15 * minute);
  if ((await act.em.count(SignInFailure, { address, at: { $gt: since } })) >= failuresPerChat) {
    throw new Refusal('too-many', 'chat/link-too-many');
  }
  const failure = act.em.create(SignInFailure, { login: `chat ${address}`.slice(0, 255), address, at: act.at });
  await act.em.flush();
  return failure.id;
}

/** Uses the code up in one statement: of two who have it, one links. */
async function useCode(act: HouseAct, code: string): Promise<number | undefined> {
  const [used] = await act.em.execute<{ person_id: number }[]>(
    `update link_code set used_at = ?
     where code_hash = ? and used_at is null and revoked_at is null and expires_at > ?
       and exists (select 1 from person p where p.id = person_id and p.deactivated_at is null)
     returning person_id`,
    [act.at, sha256(code), act.at],
  );
  return used?.person_id;
}

/** A messenger's «Start» is pressed twice: the code is used, but by this very chat's person. */
async function usedHereBefore(act: HouseAct, at: ChatAddress, code: string): Promise<number | undefined> {
  const chat = await findChat(act, at);
  const mine = chat && (await act.em.findOne(LinkCode, { codeHash: sha256(code), person: chat.personId }));
  return mine?.usedAt ? chat?.personId : undefined;
}
