import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { postTopic } from './post-topic.ts';
import { reply } from './reply.ts';
import { topic } from './topic.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
beforeEach(() => school.world.pass(60_000));
afterAll(() => school.close());

const open = (login: string, title = 'Расписание звонков') =>
  school.as(login, act => postTopic(act, { section: 'teaching', title, text: 'Что скажете?' }));
const answer = (login: string, topicId: number, text = 'Согласна.', quotes?: number) =>
  school.as(login, act => reply(act, topicId, { text, quotes }));

interface Told {
  login: string;
  facts: { author: string; number: number; excerpt: string; quoted: boolean };
}

function told(topicId: number): Promise<Told[]> {
  return school.orm.em.fork().execute(
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'reply' and n.subject = ? order by n.id`,
    [`topic:${topicId}`],
  );
}

describe('an answer', () => {
  test('gets the next number, however many people answer at once', async () => {
    const id = await open('orlova');
    const people = ['volkov', 'ivanova', 'morozov', 'sokolova', 'kuznetsov', 'fedorova'];
    const written = await Promise.all([...people, ...people, ...people].map(login => answer(login, id)));
    expect(written.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 2),
    );
    const view = await school.as('orlova', act => topic(act, id, { page: 1 }));
    expect(view.replyCount).toBe(19);
    expect(view.replies.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
  });

  test('waits for the one that is being written before it', async () => {
    const id = await open('orlova');
    let second: Promise<{ number: number }> | undefined;
    const first = await school.as('ivanova', async act => {
      const written = await reply(act, id, { text: 'Первая' });
      second = answer('volkov', id, 'Вторая');
      return written;
    });
    expect([first.number, (await second!).number]).toEqual([2, 3]);
  });

  test('tells those who take part, each once, and not the one who writes', async () => {
    const id = await open('orlova');
    expect(await told(id)).toEqual([]);
    await answer('ivanova', id, 'Мне подходит.');
    expect(await told(id)).toMatchObject([
      {
        login: 'orlova',
        facts: {
          topicId: id,
          title: 'Расписание звонков',
          author: 'Иванова Н. П.',
          excerpt: 'Мне подходит.',
          number: 2,
          quoted: false,
        },
      },
    ]);
    await answer('ivanova', id, 'И ещё одно.');
    expect((await told(id)).map(({ login }) => login)).toEqual(['orlova', 'orlova']);
    await answer('volkov', id);
    expect(
      (await told(id))
        .slice(2)
        .map(({ login }) => login)
        .sort(),
    ).toEqual(['ivanova', 'orlova']);
  });

  test('tells the one who is quoted so', async () => {
    const id = await open('orlova');
    const { id: words } = await answer('ivanova', id, 'Мне подходит.');
    await answer('volkov', id, 'Мне тоже.', words);
    const last = (await told(id)).filter(({ facts }) => facts.number === 3);
    expect(last.map(({ login, facts }) => [login, facts.quoted]).sort()).toEqual([
      ['ivanova', true],
      ['orlova', false],
    ]);
  });

  test('tells nobody who has left the staff, even if they are still a parent of the school', async () => {
    const id = await open('orlova');
    await answer('volkov', id);
    const orlova = await school.person('orlova');
    const { em } = school.orm;
    await em.fork().execute('update assignment set until = ? where person_id = ?', ['2026-11-23', orlova]);
    await em.fork().execute('update school_class set class_teacher_id = null where class_teacher_id = ?', [orlova]);
    await answer('ivanova', id, 'Орлова этого уже не услышит.');
    expect((await told(id)).filter(({ facts }) => facts.number === 3).map(({ login }) => login)).toEqual(['volkov']);
    await em.fork().execute('update assignment set until = null where person_id = ?', [orlova]);
  });

  test('quotes only what stands in the same topic', async () => {
    const [id, other] = [await open('orlova'), await open('ivanova', 'Другая тема')];
    const { id: elsewhere } = await answer('volkov', other);
    await expect(answer('ivanova', id, 'Не то', elsewhere)).rejects.toMatchObject({
      kind: 'invalid',
      reason: 'reply-quote',
    });
  });

  test.each([
    ['', 'reply-text-empty'],
    [' \n\t\u00a0', 'reply-text-empty'],
    ['я'.repeat(20_001), 'reply-text-long'],
  ])('is refused when its text will not do (%#)', async (text, reason) => {
    const id = await open('orlova');
    await expect(answer('ivanova', id, text)).rejects.toMatchObject({ kind: 'invalid', reason, field: 'text' });
    expect((await school.as('orlova', act => topic(act, id))).replyCount).toBe(1);
  });

  test('may be 20,000 characters long, and hold characters a database dislikes', async () => {
    const id = await open('orlova');
    await answer('ivanova', id, `${'🔔'.repeat(9_999)}\0\ud83dконец`.padEnd(100));
    const view = await school.as('orlova', act => topic(act, id));
    expect(view.replies[1]!.text).toBe(`${'🔔'.repeat(9_999)}\ufffdконец`);
    await answer('ivanova', id, 'я'.repeat(20_000));
  });

  test('is the last of ten in a minute, even when eleven come at once', async () => {
    const id = await open('orlova');
    const tries = await Promise.allSettled(Array.from({ length: 13 }, () => answer('kuznetsov', id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const refused = tries.filter(one => one.status === 'rejected').map(one => one.reason);
    expect(refused).toMatchObject(Array(3).fill({ kind: 'too-many', reason: 'forum-too-many', facts: { posts: 10 } }));
    await answer('ivanova', id);
    school.world.pass(61_000);
    await answer('kuznetsov', id);
  });
});

describe('a new topic', () => {
  test.each([
    ['section', { section: 'nowhere' }, 'topic-section'],
    ['title', { title: ' Да ' }, 'topic-title-short'],
    ['title', { title: 'я'.repeat(201) }, 'topic-title-long'],
    ['text', { text: '' }, 'reply-text-empty'],
  ])('is refused when its %s will not do', async (field, wrong, reason) => {
    const typed = { section: 'teaching', title: 'Верный заголовок', text: 'Верный текст', ...wrong };
    await expect(school.as('orlova', act => postTopic(act, typed))).rejects.toMatchObject({
      kind: 'invalid',
      reason,
      field,
    });
  });

  test('tells nobody', async () => {
    const id = await open('sokolova', 'Важное для всех');
    expect(await told(id)).toEqual([]);
  });
});
