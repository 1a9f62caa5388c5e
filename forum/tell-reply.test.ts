import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { editReply } from './edit-reply.ts';
import { hideReply } from './moderation/hide-reply.ts';
import { moveTopic } from './moderation/move-topic.ts';
import { postTopic } from './post-topic.ts';
import { ownReply } from './replies.ts';
import { reply } from './reply.ts';
import { searchForum } from './search.ts';
import { followTopic } from './subscriptions/follow.ts';
import { followSection } from './subscriptions/follow-section.ts';
import { subscriptions } from './subscriptions/subscriptions.ts';
import { judgeSuggestion } from './suggestions.ts';
import { topic } from './topic.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await query(
    school,
    `insert into section (key, name, description, position, readers, writers) values
       ('heads', 'Администрация', '', 9, '{director,deputy}', '{director,deputy}') returning id`,
  );
});
beforeEach(() => school.world.pass(60_000));
afterAll(() => school.close());

const open = (login: string, text = 'Что скажете?', section = 'teaching') =>
  school.as(login, act => postTopic(act, { section, title: 'Диктант', text }));
const answer = (login: string, topicId: number, text: string, quotes?: number) =>
  school.as(login, act => reply(act, topicId, { text, quotes }));
const choose = (login: string, topicId: number, way: string) => school.as(login, act => followTopic(act, topicId, way));

/** Who was told of the topic: «login kind», with «quoted» for who is quoted. */
async function told(topicId: number): Promise<string[]> {
  const rows = await query<{ said: string }>(
    school,
    `select p.login || ' ' || n.kind || case when (n.facts->>'quoted')::boolean then ' quoted' else '' end as said
     from notice n join person p on p.id = n.reader_id where n.subject = :subject order by n.id`,
    { subject: `topic:${topicId}` },
  );
  return rows.map(({ said }) => said);
}

describe('somebody called by name', () => {
  test('is told of it in the opening text and in a reply, by name in words', async () => {
    const id = await open('orlova', 'Спросим @ivanova и @Волков');
    expect(await told(id)).toEqual(['ivanova mention', 'volkov mention']);
    await answer('fedorova', id, 'И меня, @Иванова Н. П.');
    expect(await told(id)).toEqual(['ivanova mention', 'volkov mention', 'orlova reply', 'ivanova mention']);
    const [notice] = await query<{ facts: object }>(
      school,
      `select facts from notice where kind = 'mention' and subject = :subject order by id desc limit 1`,
      { subject: `topic:${id}` },
    );
    expect(notice!.facts).toMatchObject({
      author: 'Фёдорова С. И.',
      title: 'Диктант',
      excerpt: 'И меня, @Иванова Н. П.',
    });
  });

  test('hears once of a reply that names, quotes and would have been told anyway', async () => {
    const id = await open('orlova');
    const said = await answer('ivanova', id, 'Я могу.');
    await answer('volkov', id, '@ivanova, спасибо', said.id);
    expect((await told(id)).slice(1)).toEqual(['orlova reply', 'ivanova mention']);
  });

  test('is told by an edit that adds the name, and never again', async () => {
    const id = await open('orlova');
    const said = await answer('fedorova', id, 'Кто поможет?');
    const edit = async (text: string) => {
      const { version } = await school.as('fedorova', act => ownReply(act, said.id));
      await school.as('fedorova', act => editReply(act, said.id, { text, version }));
    };
    await edit('Кто поможет? @volkov?');
    await edit('Кто поможет?');
    await edit('Кто поможет? @volkov, @ivanova?');
    expect(await told(id)).toEqual(['orlova reply', 'volkov mention', 'ivanova mention']);
  });

  test('is not told where they may not read, and only the writer sees that', async () => {
    const id = await open('sokolova', 'Обсудим с @morozov и @ivanova', 'heads');
    expect(await told(id)).toEqual(['morozov mention']);
    const seen = async (login: string) => (await school.as(login, act => topic(act, id))).replies[0]!;
    expect((await seen('sokolova')).unseen).toEqual(['Иванова Н. П.']);
    expect((await seen('morozov')).unseen).toEqual([]);
  });

  test('is not told of their own call', async () => {
    expect(await told(await open('ivanova', 'Это я, @ivanova'))).toEqual([]);
  });

  test('is called by the present name, also in a quote and where it is searched', async () => {
    const id = await open('orlova', 'Поздравим @fedorova с конкурсом каллиграфии');
    const { replies } = await school.as('volkov', act => topic(act, id));
    await answer('volkov', id, 'Поздравляю', replies[0]!.id);
    const { found } = await school.as('volkov', act => searchForum(act, { q: 'Федорова каллиграфии' }));
    expect(found.map(({ text }) => text.map(one => one.text).join(''))).toEqual([
      'Поздравим @Фёдорова С. И. с конкурсом каллиграфии',
    ]);
    await query(school, `update person set family_name = 'Снегирёва' where login = 'fedorova' returning id`);
    const later = (await school.as('volkov', act => topic(act, id))).replies;
    const fedorova = await school.person('fedorova');
    expect(later[0]!.text).toBe(`Поздравим @[Снегирёва С. И.](person${fedorova}) с конкурсом каллиграфии`);
    expect(later[1]!.quotes!.text).toContain('@[Снегирёва С. И.]');
    await query(school, `update person set family_name = 'Фёдорова' where login = 'fedorova' returning id`);
  });
});

describe('who follows a topic', () => {
  test('hears of each reply, also without having written; who has written may leave, and is back by writing', async () => {
    const id = await open('orlova');
    await choose('volkov', id, 'follow');
    await answer('ivanova', id, 'Первая');
    expect(await told(id)).toEqual(['orlova reply', 'volkov reply']);
    await choose('orlova', id, 'unfollow');
    const said = await answer('ivanova', id, 'Вторая');
    expect((await told(id)).slice(2)).toEqual(['volkov reply']);
    await answer('orlova', id, 'Возвращаюсь');
    await answer('ivanova', id, 'Третья', said.id);
    expect((await told(id)).slice(3).toSorted()).toEqual([
      'ivanova reply',
      'orlova reply',
      'volkov reply',
      'volkov reply',
    ]);
  });

  test('is not told of what does not call or quote after leaving; muted, not even of a quote', async () => {
    const id = await open('orlova');
    const said = await answer('ivanova', id, 'Моё слово');
    await choose('ivanova', id, 'unfollow');
    await answer('volkov', id, 'Отвечаю', said.id);
    await choose('ivanova', id, 'mute');
    await answer('volkov', id, 'Ещё раз', said.id);
    await answer('volkov', id, '@ivanova, прошу');
    expect((await told(id)).filter(one => one.startsWith('ivanova'))).toEqual([
      'ivanova reply quoted',
      'ivanova mention',
    ]);
    await answer('ivanova', id, 'Отвечу здесь');
    await answer('volkov', id, 'Хорошо');
    expect((await told(id)).filter(one => one.startsWith('ivanova'))).toHaveLength(2);
    expect((await school.as('ivanova', act => topic(act, id))).way).toBe('mute');
  });

  test('sees all of it on one page, with a way back', async () => {
    const id = await open('orlova');
    const mine = async (login: string) =>
      (await school.as(login, act => subscriptions(act))).topics.find(one => one.id === id);
    expect(await mine('orlova')).toMatchObject({ way: 'follow', chosen: false });
    expect(await mine('volkov')).toBeUndefined();
    await choose('volkov', id, 'mute');
    expect(await mine('volkov')).toMatchObject({ way: 'mute', chosen: true });
    await choose('orlova', id, 'unfollow');
    expect(await mine('orlova')).toBeUndefined();
    await expect(choose('orlova', id, 'loudly')).rejects.toMatchObject({ kind: 'invalid', field: 'way' });
    await expect(choose('petrova', id, 'follow')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('hears nothing more once the topic stands where they may not read, not even what waits', async () => {
    const id = await open('morozov');
    await choose('ivanova', id, 'follow');
    await school.as('sokolova', act => moveTopic(act, id, { section: 'heads', reason: 'Это для администрации' }));
    await answer('sokolova', id, 'Решим сами.');
    expect(await told(id)).toEqual(['morozov reply']);
    expect((await school.as('ivanova', act => subscriptions(act))).topics.map(one => one.id)).not.toContain(id);
  });
});

describe('who follows a section', () => {
  test('is told of each new topic there, once, and of no reply', async () => {
    await school.as('volkov', act => followSection(act, 'methods', { followed: true }));
    await school.as('volkov', act => followSection(act, 'methods', { followed: true }));
    const id = await open('orlova', 'Делюсь карточками', 'methods');
    await answer('ivanova', id, 'Спасибо');
    expect(await told(id)).toEqual(['volkov topic', 'orlova reply']);
    const other = await open('orlova', '@volkov, посмотрите', 'methods');
    expect(await told(other)).toEqual(['volkov mention']);
    await school.as('volkov', act => followSection(act, 'methods', { followed: false }));
    expect(await told(await open('orlova', 'Ещё', 'methods'))).toEqual([]);
  });

  test('must see it', async () => {
    for (const login of ['ivanova', 'petrova'])
      await expect(school.as(login, act => followSection(act, 'heads', { followed: true }))).rejects.toMatchObject({
        kind: 'not-found',
      });
  });
});

test('the news of a hidden reply that called somebody keeps no word of it', async () => {
  const id = await open('orlova');
  const said = await answer('fedorova', id, 'Лишнее, @volkov');
  await school.as('morozov', act => hideReply(act, said.id, { reason: 'Не сюда' }));
  const rows = await query(
    school,
    `select facts->>'excerpt' as excerpt from notice where facts->>'replyId' = :id order by id`,
    { id: `${said.id}` },
  );
  expect(rows).toEqual([{ excerpt: '' }, { excerpt: '' }]);
});

test('who has made a suggestion is told what comes of it and why, once for each decision', async () => {
  const id = await open('fedorova', 'Хорошо бы', 'suggestions');
  const judge = (state: string, reason: string) =>
    school.as('kuznetsov', act => judgeSuggestion(act, id, { state, reason }));
  await judge('planned', 'К весне');
  await judge('planned', 'К весне');
  await judge('declined', 'Не успеваем');
  const rows = await query<{ facts: { state: string; reason: string; by: string } }>(
    school,
    `select facts from notice where kind = 'suggestion' and subject = :subject order by id`,
    { subject: `topic:${id}` },
  );
  expect(rows.map(({ facts }) => [facts.state, facts.reason, facts.by])).toEqual([
    ['planned', 'К весне', 'Кузнецов И. С.'],
    ['declined', 'Не успеваем', 'Кузнецов И. С.'],
  ]);
  const own = await open('kuznetsov', 'Сам предложил', 'suggestions');
  await school.as('kuznetsov', act => judgeSuggestion(act, own, { state: 'done', reason: '' }));
  expect(await told(own)).toEqual([]);
});

test('who may not read the suggestions any more is not told what comes of one', async () => {
  const id = await open('fedorova', 'Хорошо бы ещё', 'suggestions');
  await query(school, `update section set readers = '{registrar,deputy}' where key = 'suggestions' returning id`);
  await school.as('kuznetsov', act => judgeSuggestion(act, id, { state: 'declined', reason: 'Не для чужих глаз' }));
  expect(await told(id)).not.toContain('fedorova suggestion');
});
