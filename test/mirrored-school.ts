import { expect, vi } from 'vitest';
import { issueMirrorCode } from '#forum/mirror/codes.ts';
import { giveChat } from '#school/chats.ts';
import { type BotApi, startBotApi } from './bot-api/bot-api.ts';
import type { Group } from './bot-api/group.ts';
import type { Person } from './bot-api/person.ts';
import { openTestSchool, type TestSchool } from './house.ts';
import { telegramOf } from './telegram.ts';

/** A school whose section «Свободный разговор» is mirrored by a group of Telegram's stand-in. */
export interface MirroredSchool extends TestSchool {
  api: BotApi;
  group: Group;
  telegram: ReturnType<typeof telegramOf>;
  /** Somebody of the school in Telegram, their private chat with the bot linked. */
  phone(login: string): Promise<Person>;
  /** A few seconds pass, and the group is brought up to date; gives how many steps that took. */
  round(): Promise<number>;
  /** Comes when every update so far has been heard. */
  heard(): Promise<void>;
}

const groupId = -1_002_000_000_001;

/** Opens it; without `section` the group waits for its code. */
export async function openMirroredSchool({
  section = 'free',
}: {
  section?: string | null;
} = {}): Promise<MirroredSchool> {
  const school = await openTestSchool();
  const api = await startBotApi({ now: school.world.now });
  const telegram = telegramOf(school, api);
  await telegram.start();
  const group = api.group({ id: groupId, title: 'Учителя', forum: true });
  const phones = new Map<string, Person>();
  const phone = async (login: string) => {
    const known = phones.get(login);
    if (known) return known;
    const id = 700 + (await school.person(login));
    const person = api.person({ id, first_name: login });
    const personId = await school.person(login);
    await school.house.asHouse(act => giveChat(act, { messenger: 'telegram', address: String(id) }, personId));
    phones.set(login, person);
    return person;
  };
  const mirrored: MirroredSchool = {
    ...school,
    ...{ api, group, telegram, phone },
    round: () => {
      school.world.pass(5000);
      return telegram.mirror.round();
    },
    heard: async () => {
      const unheard = 'select id from incoming_update where done_at is null';
      await vi.waitUntil(async () => {
        return api.pending().length === 0 && (await school.orm.em.fork().execute(unheard)).length === 0;
      }, 5000);
    },
    close: async () => {
      await telegram.mirror.stop();
      await telegram.stop();
      await api.close();
      await school.close();
    },
  };
  group.makesAdministrator(await phone('kuznetsov'));
  if (section !== null) await linkGroup(mirrored, { section });
  return mirrored;
}

/** The registrar takes a code for the section and sends it to the group. */
export async function linkGroup(school: MirroredSchool, { section }: { section: string }): Promise<void> {
  const { code } = await school.as('kuznetsov', act => issueMirrorCode(act, { section, understood: true }));
  school.group.says(await school.phone('kuznetsov'), `/mirror ${code}`);
  await school.heard();
  expect(school.group.sees().at(-1)?.text).toContain('Готово');
}
