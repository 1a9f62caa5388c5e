import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { moderationLog } from '../moderation/log.ts';
import { moveTopic } from '../moderation/move-topic.ts';
import { postTopic } from '../post-topic.ts';
import { reply } from '../reply.ts';
import { searchForum } from '../search.ts';
import { sections } from '../sections.ts';
import { topic } from '../topic.ts';
import { topics } from '../topics.ts';
import { archiveSection } from './archive-section.ts';
import { keptSections } from './kept-sections.ts';
import { moveSection, orderSections } from './order-sections.ts';
import { changeSection, createSection } from './save-section.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const sport = {
  name: 'Спорт',
  description: 'Секции и соревнования',
  readers: ['staff'],
  writers: ['staff'],
  suggestions: false,
};
const make = (typed: object = {}, login = 'kuznetsov') =>
  school.as(login, act => createSection(act, { ...sport, key: '', ...typed }));
const keysFor = async (login: string) => (await school.as(login, sections)).map(({ key }) => key);

test('Кузнецов opens a section for deputies and class teachers, in which class teachers alone write', async () => {
  const key = await make({ key: 'sport', readers: ['deputy', 'class-teacher'], writers: ['class-teacher'] });
  expect(key).toBe('sport');
  expect(await keysFor('morozov')).toContain('sport');
  expect(await keysFor('volkov')).not.toContain('sport');
  const typed = { section: 'sport', title: 'Лыжи', text: 'Когда?' };
  await expect(school.as('morozov', act => postTopic(act, typed))).rejects.toMatchObject({ kind: 'not-allowed' });
  await expect(school.as('volkov', act => postTopic(act, typed))).rejects.toMatchObject({ field: 'section' });
  expect(await school.as('ivanova', act => postTopic(act, typed))).toBeGreaterThan(0);
  const { lines } = await school.as('kuznetsov', act => moderationLog(act));
  expect(lines[0]).toMatchObject({ deed: 'section-create', topic: null, section: { key: 'sport', name: 'Спорт' } });
});

test('a section without an address of its own gets one', async () => {
  expect(await make({ name: 'Столовая' })).toMatch(/^section-\d+$/);
});

test('what cannot be is refused under its field', async () => {
  const refused = (typed: object) => expect(make(typed)).rejects;
  await refused({ name: ' ' }).toMatchObject({ kind: 'invalid', field: 'name' });
  await refused({ name: 'спорт' }).toMatchObject({ reason: 'section/name-taken', field: 'name' });
  await refused({ name: 'Музыка', description: 'я'.repeat(201) }).toMatchObject({ field: 'description' });
  await refused({ name: 'Музыка', readers: [] }).toMatchObject({ field: 'readers' });
  await refused({ name: 'Музыка', readers: ['parent'] }).toMatchObject({ field: 'readers' });
  await refused({ name: 'Музыка', writers: [] }).toMatchObject({ field: 'writers' });
  await refused({ name: 'Музыка', readers: ['deputy'], writers: ['teacher'] }).toMatchObject({
    reason: 'section/writers-blind',
    field: 'writers',
  });
  for (const key of ['topics', 'Спорт', '7a', 'a'])
    await refused({ name: 'Музыка', key }).toMatchObject({ reason: 'section/key', field: 'key' });
  await refused({ name: 'Музыка', key: 'sport' }).toMatchObject({ reason: 'section/key-taken', field: 'key' });
});

test('a change is made with a reason, and stands in the log with what was before', async () => {
  const key = await make({ name: 'Питание', key: 'food' });
  const change = (typed: object) =>
    school.as('sokolova', act =>
      changeSection(act, key, { ...sport, name: 'Питание', reason: 'Попросили завучи', ...typed }),
    );
  await expect(change({ name: 'Столовая и буфет', reason: ' ' })).rejects.toMatchObject({ field: 'reason' });
  await change({ reason: '' });
  await change({ name: 'Столовая и буфет', readers: ['director', 'deputy'], writers: ['director', 'deputy'] });
  const { lines } = await school.as('sokolova', act => moderationLog(act));
  expect(lines[0]).toMatchObject({
    deed: 'section-change',
    reason: 'Попросили завучи',
    section: { key: 'food', name: 'Столовая и буфет' },
    change: { name: ['Питание', 'Столовая и буфет'], readers: [['staff'], ['director', 'deputy']] },
  });
});

test('who may no longer read hears nothing more, and what waited is told without words or not at all', async () => {
  const key = await make({ name: 'Праздники', key: 'feasts' });
  school.world.pass(60_000);
  const id = await school.as('volkov', act =>
    postTopic(act, { section: key, title: 'Новый год', text: 'Кто Дед Мороз?' }),
  );
  school.world.pass(60_000);
  await school.as('orlova', act => reply(act, id, { text: 'Морозов, кто же ещё' }));
  await school.as('kuznetsov', act =>
    changeSection(act, key, {
      ...sport,
      name: 'Праздники',
      readers: ['deputy', 'registrar'],
      writers: ['deputy'],
      reason: 'Сюрприз',
    }),
  );
  const waits = await query(
    school,
    `select p.login, n.facts->>'excerpt' as excerpt from notice n join person p on p.id = n.reader_id where n.subject = :subject`,
    { subject: `topic:${id}` },
  );
  expect(waits).toEqual([{ login: 'volkov', excerpt: '' }]);
  await expect(school.as('volkov', act => topic(act, id))).rejects.toMatchObject({ kind: 'not-found' });
});

test('an old section is put away: in no list, nobody writes, yet found and read; and comes back', async () => {
  const key = await make({ name: 'Ремонт', key: 'repairs' });
  school.world.pass(60_000);
  const id = await school.as('volkov', act =>
    postTopic(act, { section: key, title: 'Крыша', text: 'Протекает над спортзалом балясина' }),
  );
  const put = (archived: boolean, reason = 'Ремонт закончен') =>
    school.as('sokolova', act => archiveSection(act, key, { archived, reason }));
  await expect(put(true)).rejects.toMatchObject({
    kind: 'conflict',
    reason: 'section/talking',
    facts: { day: '2026-11-24', days: 30 },
  });
  await query(
    school,
    `update topic set last_reply_at = last_reply_at - interval '31 days' where id = :id returning id`,
    { id },
  );
  await expect(put(true, ' ')).rejects.toMatchObject({ field: 'reason' });
  await put(true);
  const shown = (await school.as('volkov', sections)).find(one => one.key === key)!;
  expect(shown).toMatchObject({ archived: true, mayWrite: false });
  expect((await school.as('volkov', act => topics(act))).topics.map(one => one.id)).not.toContain(id);
  expect((await school.as('volkov', act => topic(act, id))).mayReply).toBe(false);
  await expect(school.as('volkov', act => reply(act, id, { text: 'Ещё' }))).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  expect((await school.as('volkov', act => searchForum(act, { q: 'балясина' }))).total).toBe(1);
  const other = await school.as('orlova', act => postTopic(act, { section: 'free', title: 'Книги', text: 'Где?' }));
  await expect(
    school.as('sokolova', act => moveTopic(act, other, { section: key, reason: 'Туда' })),
  ).rejects.toMatchObject({ field: 'section' });
  expect((await school.as('sokolova', keptSections)).at(-1)).toMatchObject({ key, archivedAt: expect.any(Date) });
  await put(false, 'Опять течёт');
  expect((await school.as('volkov', act => reply(act, id, { text: 'Снова' }))).number).toBe(2);
});

test('the order is the keeper’s', async () => {
  const before = await keysFor('kuznetsov');
  await school.as('kuznetsov', act => moveSection(act, before[1]!, 'up'));
  expect((await keysFor('kuznetsov')).slice(0, 2)).toEqual([before[1], before[0]]);
  await school.as('kuznetsov', act => moveSection(act, before[1]!, 'up'));
  const all = (await school.as('sokolova', keptSections)).filter(one => !one.archivedAt).map(one => one.key);
  await school.as('sokolova', act => orderSections(act, all.toReversed()));
  expect((await school.as('sokolova', keptSections)).map(one => one.key)).toEqual(all.toReversed());
  await expect(school.as('sokolova', act => orderSections(act, all.slice(1)))).rejects.toMatchObject({ field: 'keys' });
  await expect(school.as('sokolova', act => moveSection(act, 'nowhere', 'up'))).rejects.toMatchObject({
    kind: 'not-found',
  });
});

test('nobody else keeps sections', async () => {
  for (const [login, kind] of [
    ['morozov', 'not-allowed'],
    ['ivanova', 'not-allowed'],
    ['petrova', 'not-found'],
  ] as const) {
    const tries = [
      () => make({ name: 'Чужой' }, login),
      () => school.as(login, act => changeSection(act, 'free', { ...sport, reason: 'Хочу' })),
      () => school.as(login, act => archiveSection(act, 'free', { archived: true, reason: 'Хочу' })),
      () => school.as(login, act => moveSection(act, 'free', 'up')),
      () => school.as(login, keptSections),
    ];
    for (const one of tries) await expect(one()).rejects.toMatchObject({ kind });
  }
});
