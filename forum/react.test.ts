import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { hideReply } from './moderation/hide-reply.ts';
import { postTopic } from './post-topic.ts';
import { react } from './react.ts';
import { repliesAfter } from './replies.ts';
import { reply } from './reply.ts';

let school: TestSchool;
let topicId: number;
let id: number;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());
beforeEach(async () => {
  school.world.pass(60_000);
  const opening = { section: 'teaching', title: 'Олимпиада', text: 'Кто дежурит?' };
  topicId = await school.as('orlova', act => postTopic(act, opening));
  ({ id } = await school.as('ivanova', act => reply(act, topicId, { text: 'Дежурю я.' })));
});

const sign = (login: string, kind: string, on?: boolean) =>
  school.as(login, act => react(act, id, { kind, ...(on === undefined ? {} : { on }) }));
const now = (login: string) => school.as(login, async act => (await repliesAfter(act, topicId, 1))[0]!);

describe('a reaction', () => {
  test('is counted and named, the earliest first, and one’s own is known', async () => {
    await sign('volkov', 'support');
    await sign('orlova', 'support');
    await sign('orlova', 'thanks');
    const support = { kind: 'support', count: 2, names: ['Волков Д. О.', 'Орлова М. А.'] };
    const thanks = { kind: 'thanks', count: 1, names: ['Орлова М. А.'] };
    expect((await now('orlova')).reactions).toEqual([
      { ...support, mine: true },
      { ...thanks, mine: true },
    ]);
    expect((await now('volkov')).reactions).toMatchObject([{ mine: true }, { mine: false }]);
    expect((await now('ivanova')).reactions).toMatchObject([{ mine: false }, { mine: false }]);
  });

  test('is taken back by the same tap, and said twice over counts once', async () => {
    await sign('volkov', 'joy');
    await sign('volkov', 'joy');
    expect((await now('volkov')).reactions).toEqual([]);
    await sign('volkov', 'joy', true);
    await sign('volkov', 'joy', true);
    expect((await now('volkov')).reactions).toMatchObject([{ kind: 'joy', count: 1 }]);
    await sign('volkov', 'joy', false);
    await sign('volkov', 'joy', false);
    expect((await now('volkov')).reactions).toEqual([]);
  });

  test('given by many at once is lost by nobody', async () => {
    const logins = ['sokolova', 'morozov', 'kuznetsov', 'orlova', 'volkov', 'fedorova'];
    await Promise.all(logins.map(login => sign(login, 'thanks', true)));
    expect((await now('ivanova')).reactions).toMatchObject([{ count: 6 }]);
  });

  test('names twenty of a crowd and counts all', async () => {
    await query(
      school,
      `insert into reaction (reply_id, kind, person_id, at)
       select :id, 'support', p.id, now() from person p where p.login <> 'ivanova' order by p.id limit 25`,
      { id },
    );
    const [support] = (await now('ivanova')).reactions;
    expect([support!.count, support!.names.length]).toEqual([25, 20]);
  });

  test('tells nobody and leaves nothing unread', async () => {
    const notices = () => query(school, 'select count(*) from notice');
    const before = await notices();
    await sign('volkov', 'support');
    expect(await notices()).toEqual(before);
    expect(await now('ivanova')).toMatchObject({ version: 1, editedAt: null });
  });

  test('is not for one’s own words, an unknown sign, families', async () => {
    expect(await now('ivanova')).toMatchObject({ mayReact: false });
    expect(await now('volkov')).toMatchObject({ mayReact: true });
    expect(await refusalOf(sign('ivanova', 'support'))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(sign('volkov', 'dislike'))).toMatchObject({ reason: 'forum/reaction', field: 'kind' });
    expect(await refusalOf(sign('petrova', 'support'))).toMatchObject({ kind: 'not-found' });
    const [part] = await query<{ id: number }>(
      school,
      `select p.id from reply p join topic t on t.id = p.topic_id where t.kind = 'letter' limit 1`,
    );
    const toLetter = school.as('ivanova', act => react(act, part!.id, { kind: 'support' }));
    expect(await refusalOf(toLetter)).toMatchObject({ kind: 'not-found' });
  });

  test('is not put where the section was put away', async () => {
    await query(school, `update section set archived_at = now() where key = 'teaching' returning id`);
    expect((await now('orlova')).mayReact).toBe(false);
    expect(await refusalOf(sign('orlova', 'support'))).toMatchObject({ reason: 'forum/topic-closed' });
    await query(school, `update section set archived_at = null where key = 'teaching' returning id`);
  });

  test('is not put under a hidden reply nor in a closed topic', async () => {
    await sign('volkov', 'support');
    await query(school, `update topic set closed_at = now() where id = :topicId`, { topicId });
    expect(await refusalOf(sign('orlova', 'support'))).toMatchObject({ reason: 'forum/topic-closed' });
    expect(await now('orlova')).toMatchObject({ mayReact: false, reactions: [{ count: 1 }] });
    await query(school, `update topic set closed_at = null where id = :topicId`, { topicId });
    await school.as('morozov', act => hideReply(act, id, { reason: 'Не по теме' }));
    expect(await refusalOf(sign('orlova', 'support'))).toMatchObject({ reason: 'forum/reply-hidden' });
    expect(await now('morozov')).toMatchObject({ mayReact: false, reactions: [] });
  });

  test('is for readers of a section who do not write there as well', async () => {
    await query(school, `update section set writers = '{deputy}' where key = 'teaching'`);
    await sign('volkov', 'support');
    await query(school, `update section set readers = '{deputy}' where key = 'teaching'`);
    expect(await refusalOf(sign('volkov', 'thanks'))).toMatchObject({ kind: 'not-found' });
    await query(school, `update section set writers = '{staff}', readers = '{staff}' where key = 'teaching'`);
  });
});
