import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchChannel } from '#school/ways/channels.ts';
import { query } from '#test/journal.ts';
import { linkGroup, type MirroredSchool, openMirroredSchool } from '#test/mirrored-school.ts';
import { changeSection } from '../keeping/save-section.ts';
import { postTopic } from '../post-topic.ts';
import { reply } from '../reply.ts';
import { issueMirrorCode } from './codes.ts';
import { unlinkMirror } from './end.ts';
import { mirrors } from './mirrors.ts';

let school: MirroredSchool;

beforeAll(async () => {
  school = await openMirroredSchool({ section: null });
});
afterAll(() => school.close());

const code = (login: string, section = 'free', understood = false) =>
  school.as(login, act => issueMirrorCode(act, { section, understood }));
const listed = async (key: string) => {
  const { sections } = await school.as('kuznetsov', mirrors);
  return sections.find(one => one.key === key)!;
};
const says = async (text: string, login = 'kuznetsov') => {
  school.world.pass(60_000);
  school.group.says(await school.phone(login), text);
  await school.heard();
  return school.group.sees().at(-1)!.text.replaceAll('\u00a0', ' ');
};
const told = () =>
  query<{ why: string }>(school, `select facts->>'why' as why from notice where kind = 'mirror' order by id`);

describe('the link of a section and a group', () => {
  it('is for the registrar to make: others are refused, families find nothing', async () => {
    for (const login of ['sokolova', 'ivanova']) {
      await expect(code(login)).rejects.toMatchObject({ kind: 'not-allowed', reason: 'not-allowed/keepMirrors' });
      await expect(school.as(login, mirrors)).rejects.toMatchObject({ kind: 'not-allowed' });
    }
    await expect(code('petrova')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(code('kuznetsov', 'нет такого')).rejects.toMatchObject({ field: 'section' });
  });

  it('keeps of a code only its hash, and a quarter of an hour', async () => {
    const { code: fresh, expiresAt } = await code('kuznetsov');
    expect(expiresAt.getTime() - school.world.now().getTime()).toBe(15 * 60_000);
    const kept = await query(school, 'select * from mirror_code');
    expect(JSON.stringify(kept)).not.toContain(fresh);
    school.world.pass(15 * 60_000);
    expect(await says(`/mirror ${fresh}`)).toContain('Код не подошёл');
    expect((await listed('free')).group).toBeNull();
  });

  it('says what the bot lacks and does not use the code up', async () => {
    const { code: fresh } = await code('kuznetsov');
    const kuznetsov = await school.phone('kuznetsov');
    const basic = school.api.group({ id: -77, title: 'Обычная' });
    basic.makesAdministrator(kuznetsov);
    basic.says(kuznetsov, `/mirror ${fresh}`);
    expect((await basic.receives('Раздел форума')).text).toContain('Код не израсходован');
    school.group.makesMember(kuznetsov);
    expect(await says(`/mirror@zvonok_school_bot ${fresh}`)).toContain('Сделайте бота администратором');
    school.group.makesAdministrator(kuznetsov, { can_delete_messages: true });
    expect(await says(`/mirror ${fresh}`)).toContain('Боту не хватает права «Управление темами»');
    school.group.makesAdministrator(kuznetsov);
    expect(await says('/mirror')).toContain('/mirror КОД');
    expect(await says(`/mirror ${fresh}`)).toContain('«Свободный разговор»');
    expect((await listed('free')).group).toMatchObject({ title: 'Учителя', by: 'Кузнецов И. С.', trouble: null });
  });

  it('takes a code once, one group for a section and one section for a group', async () => {
    await expect(code('kuznetsov')).rejects.toMatchObject({ reason: 'forum/mirror-has-group' });
    const { code: other } = await code('kuznetsov', 'methods');
    expect(await says(`/mirror ${other}`)).toContain('Эта группа уже повторяет раздел');
  });

  it('waits after ten wrong codes', async () => {
    for (let n = 0; n < 10; n++) await says(`/mirror wrong${n}`);
    expect(await says('/mirror wrong10')).toContain('Подождите пятнадцать минут');
    school.world.pass(16 * 60_000);
  });

  it('asks for a word where not all of the staff read the section', async () => {
    await query(school, `update section set readers = '{registrar,director}' where key = 'management'`);
    await expect(code('kuznetsov', 'management')).rejects.toMatchObject({ field: 'understood' });
    await code('kuznetsov', 'management', true);
    expect(await listed('management')).toMatchObject({ restricted: true });
  });

  it('stands still while the registrar has Telegram switched off, and brings afterwards what was said meanwhile', async () => {
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'off'));
    await school.as('orlova', act => postTopic(act, { section: 'free', title: 'Тишина', text: 'Слышно?' }));
    expect(await school.round()).toBe(0);
    expect((await school.as('kuznetsov', mirrors)).standStill).toBe(true);
    const before = await query(school, 'select count(*) from reply');
    const thread = school.group.begins(await school.phone('ivanova'), 'Из группы');
    school.group.says(await school.phone('ivanova'), 'Слышно?', { thread });
    await school.heard();
    expect(await query(school, 'select count(*) from reply')).toEqual(before);
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'facts-only'));
    expect(await school.round()).toBe(0);
    await school.as('kuznetsov', act => switchChannel(act, 'telegram', 'open'));
    await school.round();
    expect(school.group.threads().map(({ name }) => name)).toContain('Тишина');
  });

  it('waits when the bot loses its right, tells the registrar once, and goes on when it has it back', async () => {
    const kuznetsov = await school.phone('kuznetsov');
    school.group.makesAdministrator(kuznetsov, { can_delete_messages: true });
    await school.as('orlova', act => postTopic(act, { section: 'free', title: 'Без прав', text: 'Дойдёт?' }));
    for (let n = 0; n < 3; n++) {
      await school.round();
      school.world.pass(300_000);
    }
    expect(await told()).toEqual([{ why: 'no-right' }]);
    expect((await listed('free')).group).toMatchObject({ trouble: 'no-right', waiting: 1 });
    await school.round();
    school.group.makesAdministrator(kuznetsov);
    await school.heard();
    await school.round();
    expect(school.group.threads().map(({ name }) => name)).toContain('Без прав');
    expect((await listed('free')).group).toMatchObject({ trouble: null, waiting: 0 });
  });

  it('begins another thread when somebody has deleted one, and loses no word said after', async () => {
    const id = await school.as('orlova', act => postTopic(act, { section: 'free', title: 'Удалят', text: 'Раз.' }));
    await school.round();
    school.group.deletesThread(school.group.threads().find(({ name }) => name === 'Удалят')!.id);
    school.world.pass(60_000);

    await school.as('ivanova', act => reply(act, id, { text: 'Два.' }));
    await school.round();
    const again = school.group.threads().find(({ name }) => name === 'Удалят')!;
    expect(
      school.group
        .sees(again.id)
        .map(({ text }) => text)
        .slice(-2),
    ).toEqual([expect.stringContaining('на форуме школы'), 'Иванова Н. П.\nДва.']);
  });

  it('goes with the group when Telegram moves it to another address', async () => {
    const group = school.api.group({ id: -1_002_000_000_002, title: 'Методисты', forum: true });
    group.makesAdministrator(await school.phone('kuznetsov'));
    await linkGroup({ ...school, group }, { section: 'teaching' });
    group.becomesSupergroup(-1_002_000_000_009);
    await school.as('orlova', act => postTopic(act, { section: 'teaching', title: 'После переезда', text: 'Дойдёт?' }));
    for (let n = 0; n < 2; n++) await school.round();
    expect(group.threads().map(({ name }) => name)).toEqual(['После переезда']);
    const { group: moved } = await listed('teaching');
    expect(await query(school, 'select chat from mirror_link where id = :id', { id: moved!.id })).toEqual([
      { chat: '-1002000000009' },
    ]);
  });

  it('ends when the bot is removed from the group, and the registrar is told', async () => {
    school.group.removesBot(await school.phone('kuznetsov'));
    await school.heard();
    expect(await listed('free')).toMatchObject({ group: null, ended: { title: 'Учителя', why: 'removed' } });
    expect((await told()).map(({ why }) => why)).toEqual(['no-right', 'removed']);
  });

  it('ends on the site; what is said afterwards goes neither way, and the group can be linked anew', async () => {
    school.group.makesAdministrator(await school.phone('kuznetsov'));
    await linkGroup(school, { section: 'methods' });
    const { group } = await listed('methods');
    await school.as('orlova', act => postTopic(act, { section: 'methods', title: 'Раньше', text: 'Туда.' }));
    await school.round();
    const thread = school.group.threads().find(({ name }) => name === 'Раньше')!;
    await expect(school.as('ivanova', act => unlinkMirror(act, group!.id))).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    await school.as('kuznetsov', act => unlinkMirror(act, group!.id));
    await school.as('orlova', act => postTopic(act, { section: 'methods', title: 'Позже', text: 'Не туда.' }));
    expect(await school.round()).toBe(0);
    expect((await listed('methods')).ended).toMatchObject({ why: 'unlinked' });
    const before = await query(school, 'select count(*) from reply');
    for (const word of ['Сюда?', 'Или туда?']) {
      school.group.says(await school.phone('ivanova'), word, { thread: thread.id });
      await school.heard();
    }
    expect(await query(school, 'select count(*) from reply')).toEqual(before);
    const hints = school.group.sees(thread.id).filter(({ text }) => text.includes('больше не связана'));
    expect(hints).toHaveLength(1);
    await linkGroup(school, { section: 'free' });
    expect((await listed('free')).group).toMatchObject({ title: 'Учителя' });
  });

  it('ends when the group is gone', async () => {
    school.group.isDeleted();
    await school.as('orlova', act => postTopic(act, { section: 'free', title: 'В никуда', text: 'Есть кто?' }));
    await school.round();
    expect((await listed('free')).ended).toMatchObject({ why: 'removed' });
  });
});

it('ends when not all who read the section read it now: registrars are told, and nothing more goes to the group', async () => {
  expect((await listed('teaching')).group).not.toBeNull();
  const [before] = await query<{ name: string; description: string }>(
    school,
    `select name, description from section where key = 'teaching'`,
  );
  const readers = ['director', 'deputy', 'registrar'];
  await school.as('sokolova', act =>
    changeSection(act, 'teaching', {
      ...before!,
      readers,
      writers: readers,
      suggestions: false,
      reason: 'Только свои',
    }),
  );
  expect(await listed('teaching')).toMatchObject({ group: null, ended: { why: 'unlinked' } });
  expect((await told()).at(-1)).toEqual({ why: 'narrowed' });
  const facts = { section: 'Учёба', group: 'Учителя', why: 'narrowed' };
  expect(school.press.screen('notices/mirror', { notices: [facts], byMail: false }).text).toContain('снята');
  school.world.pass(60_000);
  await school.as('sokolova', act => postTopic(act, { section: 'teaching', title: 'Тайное', text: 'Не для группы' }));
  expect(await school.round()).toBe(0);
});
