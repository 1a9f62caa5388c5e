import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { closeTopic } from '../moderation/close-topic.ts';
import { moderationLog } from '../moderation/log.ts';
import { mergeTopic } from '../moderation/merge-topic.ts';
import { moveTopic } from '../moderation/move-topic.ts';
import { postTopic } from '../post-topic.ts';
import { reply } from '../reply.ts';
import { topic } from '../topic.ts';
import { beginPoll } from './begin-poll.ts';
import { closePoll, forgetSecretVoters } from './close-poll.ts';
import { poll, pollsOf } from './polls.ts';
import type { TypedPoll } from './read-poll.ts';
import { takeBackVote, vote } from './vote.ts';

const staff = ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova'];
const now = '2026-11-24T12:30:00+03:00';
const question: TypedPoll = {
  question: 'Когда собрание?',
  options: ['В среду', 'В четверг', 'В пятницу'],
  ...{ several: false, secret: false },
};

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
beforeEach(() => school.world.set(now));
afterAll(() => school.close());

let posts = 0;
/** One account may not post for ever within a minute. */
const later = () => school.world.set(new Date(Date.parse(now) + ++posts * 20_000).toISOString());
/** Орлова's new topic with a poll. */
const ask = async (changes: Partial<TypedPoll> = {}) => {
  later();
  const typed = { section: 'free', title: 'Собрание', text: 'Решаем вместе.', poll: { ...question, ...changes } };
  const topicId = await school.as('orlova', act => postTopic(act, typed));
  const [made] = await school.as('orlova', act => pollsOf(act, topicId));
  return { topicId, id: made!.id };
};
const cast = (login: string, id: number, ...numbers: number[]) => school.as(login, act => vote(act, id, numbers));
const takeBack = (login: string, id: number) => school.as(login, act => takeBackVote(act, id));
const view = (login: string, id: number) => school.as(login, act => poll(act, id));
const close = (login: string, id: number, reason = '') => school.as(login, act => closePoll(act, id, { reason }));
const counts = async (id: number) =>
  (await query<{ votes: number }>(school, `select votes from poll_option where poll_id = ${id} order by number`)).map(
    ({ votes }) => votes,
  );

describe('a named poll', () => {
  test('shows its counts and who chose what to who has voted, with nothing before that', async () => {
    const { id } = await ask();
    await cast('ivanova', id, 1);
    await cast('volkov', id, 2);
    await cast('fedorova', id, 1);
    const before = await view('orlova', id);
    expect(before).toMatchObject({ voters: 3, voted: false, withheld: 'until-vote', mayVote: true });
    expect(before.options).toEqual(
      ['В среду', 'В четверг', 'В пятницу'].map((text, index) => ({
        ...{ number: index + 1, text, mine: false },
        ...{ votes: null, percent: null, people: null },
      })),
    );
    await cast('orlova', id, 2);
    const after = await view('orlova', id);
    expect(after).toMatchObject({ voters: 4, voted: true, withheld: null, mayTakeBack: true });
    expect(after.options.map(({ votes, percent, people, mine }) => [votes, percent, people, mine])).toEqual([
      [2, 50, ['Иванова Н. П.', 'Фёдорова С. И.'], false],
      [2, 50, ['Волков Д. О.', 'Орлова М. А.'], true],
      [0, 0, [], false],
    ]);
  });

  test('lets a voice be changed and taken back until it ends', async () => {
    const { id } = await ask({ endsAt: '2026-11-24T14:00' });
    await cast('ivanova', id, 1);
    await cast('ivanova', id, 3);
    expect(await counts(id)).toEqual([0, 0, 1]);
    await takeBack('ivanova', id);
    await takeBack('ivanova', id);
    expect(await counts(id)).toEqual([0, 0, 0]);
    expect(await view('ivanova', id)).toMatchObject({ voters: 0, voted: false, withheld: 'until-vote' });
    await cast('ivanova', id, 2);

    school.world.set('2026-11-24T14:00:00+03:00');
    const over = { kind: 'conflict', reason: 'poll/over' };
    expect(await refusalOf(cast('ivanova', id, 1))).toMatchObject(over);
    expect(await refusalOf(takeBack('ivanova', id))).toMatchObject(over);
    expect(await refusalOf(close('orlova', id))).toMatchObject(over);
    // Now everybody sees what came of it.
    expect(await view('volkov', id)).toMatchObject({ over: true, withheld: null, mayVote: false, closed: null });
  });

  test('takes one option, or several where it says so, and no option of another poll', async () => {
    const [{ id: one }, { id: several }] = [await ask(), await ask({ several: true })];
    for (const [id, numbers, reason] of [
      [one, [], 'poll/choose'],
      [one, [1, 2], 'poll/choose-one'],
      [one, [4], 'poll/choose'],
      [several, [1, 9], 'poll/choose'],
    ] as const)
      expect(await refusalOf(cast('ivanova', id, ...numbers))).toMatchObject({
        kind: 'invalid',
        field: 'options',
        reason,
      });
    await cast('ivanova', several, 1, 3, 3);
    await cast('volkov', several, 3);
    expect(await counts(several)).toEqual([1, 0, 2]);
    const { voters, options } = await view('volkov', several);
    expect([voters, options.map(({ percent }) => percent)]).toEqual([2, [50, 0, 100]]);
  });
});

describe('a secret poll', () => {
  test('says nothing before its end but how many have voted; a voice stands', async () => {
    const { id } = await ask({ secret: true });
    await cast('ivanova', id, 1);
    const mine = await view('ivanova', id);
    expect(mine).toMatchObject({ voters: 1, voted: true, withheld: 'until-end', mayVote: false, mayTakeBack: false });
    expect(mine.options.every(({ votes, people, mine }) => votes === null && people === null && !mine)).toBe(true);
    const stands = { kind: 'conflict', reason: 'poll/secret-stands' };
    expect(await refusalOf(cast('ivanova', id, 2))).toMatchObject(stands);
    expect(await refusalOf(takeBack('ivanova', id))).toMatchObject(stands);
    expect(await counts(id)).toEqual([1, 0, 0]);
  });

  test('opens its counts at the end, without a name, and forgets who has voted', async () => {
    const { id } = await ask({ secret: true, endsAt: '2026-11-24T14:00' });
    for (const [login, number] of [
      ['ivanova', 1],
      ['volkov', 1],
      ['fedorova', 3],
    ] as const)
      await cast(login, id, number);
    school.world.set('2026-11-24T14:00:00+03:00');
    await school.house.asHouse(forgetSecretVoters);
    const { voters, voted, withheld, options } = await view('ivanova', id);
    expect({ voters, voted, withheld }).toEqual({ voters: 3, voted: false, withheld: null });
    expect(options.map(({ votes, percent, people }) => [votes, percent, people])).toEqual([
      [2, 67, null],
      [0, 0, null],
      [1, 33, null],
    ]);
    expect(await query(school, `select 1 from poll_ballot where poll_id = ${id}`)).toEqual([]);
  });

  test('ended when only two have voted shows no counts, for each would know the other’s', async () => {
    const { id } = await ask({ secret: true });
    await cast('ivanova', id, 1);
    await cast('volkov', id, 2);
    await close('orlova', id);
    const { withheld, options } = await view('ivanova', id);
    expect([withheld, options.map(({ votes }) => votes)]).toEqual(['too-few', [null, null, null]]);
  });

  test('leaves nothing in the database that joins a person with an option', async () => {
    const { id } = await ask({ secret: true });
    await cast('ivanova', id, 1);
    await cast('volkov', id, 3);
    const columns = await query<{ table_name: string; column_name: string }>(
      school,
      `select table_name, column_name from information_schema.columns where table_name = 'poll_ballot' order by 2`,
    );
    expect(columns.map(({ column_name }) => column_name)).toEqual(['id', 'person_id', 'poll_id']);
    expect(
      await query(
        school,
        `select 1 from poll_choice c join poll_ballot b on b.id = c.ballot_id where b.poll_id = ${id}`,
      ),
    ).toEqual([]);
    // Each option bears the transaction of the last voter, so none of them betrays which one was chosen.
    const [written] = await query<{ transactions: number }>(
      school,
      `select count(distinct xmin::text)::int as transactions from poll_option where poll_id = ${id}`,
    );
    expect(written).toEqual({ transactions: 1 });
  });

  test('puts the choice into no statement, so into no log of statements', async () => {
    const { id } = await ask({ secret: true, options: Array.from({ length: 12 }, (_, n) => `Вариант ${n + 1}`) });
    const shapes: string[][] = [];
    for (const [login, number] of [
      ['ivanova', 2],
      ['volkov', 11],
    ] as const) {
      const seen: string[] = [];
      await school.as(login, async act => {
        const log = act.em.config.getLogger();
        const { logQuery } = log;
        log.logQuery = context => void seen.push(context.query ?? '');
        await vote(act, id, [number]);
        log.logQuery = logQuery;
      });
      const own = await school.person(login);
      shapes.push(seen.map(text => text.replaceAll(new RegExp(`\\b${own}\\b`, 'g'), 'me')));
    }
    expect(shapes[0]!.some(text => text.includes('poll_option'))).toBe(true);
    expect(shapes[1]).toEqual(shapes[0]);
  });
});

describe('two voices at once by one person', () => {
  test.each([true, false])('count once (secret: %s)', async secret => {
    const { id } = await ask({ secret });
    const both = await Promise.allSettled([cast('ivanova', id, 1), cast('ivanova', id, 2)]);
    const sum = (await counts(id)).reduce((a, b) => a + b);
    expect(sum).toBe(1);
    expect((await view('ivanova', id)).voters).toBe(1);
    expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(secret ? 1 : 0);
  });

  test('and voices of seven at once all count', async () => {
    const { id } = await ask({ secret: true });
    await Promise.all(staff.map((login, index) => cast(login, id, (index % 3) + 1)));
    expect(await counts(id)).toEqual([3, 2, 2]);
  });
});

test('whatever is done in whatever order: one voice each, and the counts are the sum of what stands', async () => {
  const deed = fc.record({
    who: fc.constantFrom(...staff),
    what: fc.oneof(fc.constant('take-back' as const), fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 })),
  });
  const asked = fc.record({ several: fc.boolean(), secret: fc.boolean(), deeds: fc.array(deed, { maxLength: 14 }) });
  await fc.assert(
    fc.asyncProperty(asked, async ({ several, secret, deeds }) => {
      const { id } = await ask({ several, secret });
      /** What should stand. */
      const stands = new Map<string, number[]>();
      for (const { who, what } of deeds) {
        const allowed = what === 'take-back' ? !secret : (several || what.length === 1) && !(secret && stands.has(who));
        const doing = what === 'take-back' ? takeBack(who, id) : cast(who, id, ...what);
        expect(
          await doing.then(
            () => true,
            () => false,
          ),
        ).toBe(allowed);
        if (!allowed) continue;
        if (what === 'take-back') stands.delete(who);
        else stands.set(who, what);
      }
      const expected = [1, 2, 3].map(number => [...stands.values()].filter(chosen => chosen.includes(number)).length);
      expect(await counts(id)).toEqual(expected);
      const shown = await view('sokolova', id);
      expect(shown.voters).toBe(stands.size);
      await close('orlova', id);
      const after = await view('sokolova', id);
      const hidden = secret && stands.size < 3;
      expect(after.options.map(({ votes }) => votes)).toEqual(hidden ? [null, null, null] : expected);
      for (const { people, votes } of after.options) expect(people?.length ?? null).toBe(secret ? null : votes);
    }),
    { numRuns: 25 },
  );
});

describe('a poll is begun', () => {
  const begin = (login: string, topicId: number, changes: Partial<TypedPoll> = {}) =>
    school.as(login, act => beginPoll(act, topicId, { ...question, ...changes }));
  const bare = () => {
    later();
    return school.as('orlova', act => postTopic(act, { section: 'free', title: 'Без опроса', text: 'Да' }));
  };

  test('later by the topic’s author or by who keeps order; by nobody else, and not beside another', async () => {
    const topicId = await bare();
    const denied = { kind: 'not-allowed' };
    expect(await refusalOf(begin('ivanova', topicId))).toMatchObject(denied);
    expect(await refusalOf(begin('petrova', topicId))).toMatchObject({ kind: 'not-found' });
    const first = await begin('morozov', topicId);
    expect(await refusalOf(begin('orlova', topicId))).toMatchObject({ kind: 'conflict', reason: 'poll/goes-on' });
    await close('morozov', first);
    await begin('orlova', topicId);
    const { polls, mayBeginPoll } = await school.as('orlova', act => topic(act, topicId));
    expect([polls.map(({ over }) => over), mayBeginPoll]).toEqual([[false, true], false]);
  });

  test('not in a closed topic', async () => {
    const topicId = await bare();
    await school.as('morozov', act => closeTopic(act, topicId, { closed: true, reason: 'Решено' }));
    expect(await refusalOf(begin('morozov', topicId))).toMatchObject({
      kind: 'conflict',
      reason: 'forum/topic-closed',
    });
  });

  test('and told to those who take part, a secret one without its options', async () => {
    const [topicRow] = await query<{ id: number }>(
      school,
      `select id from topic where title = 'Карточки по дробям для 5 класса'`,
    );
    await begin('kuznetsov', topicRow!.id, { secret: true });
    const told = await query<{ login: string; facts: { options: unknown[] } }>(
      school,
      `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'poll' and n.subject = 'topic:${topicRow!.id}' order by p.login`,
    );
    const authors = await query<{ login: string }>(
      school,
      `select distinct p.login from reply r join person p on p.id = r.author_id where r.topic_id = ${topicRow!.id} order by p.login`,
    );
    expect(told.map(({ login }) => login)).toEqual(
      authors.map(({ login }) => login).filter(login => login !== 'kuznetsov'),
    );
    expect(told.every(({ facts }) => facts.options.length === 0)).toBe(true);
  });

  test('with a question, two to twelve different options, and an end to come', async () => {
    const topicId = await bare();
    const wrong: [Partial<TypedPoll>, field: string][] = [
      [{ question: ' ?' }, 'question'],
      [{ question: 'я'.repeat(201) }, 'question'],
      [{ options: ['Да', ' '] }, 'options'],
      [{ options: ['Да', 'да '] }, 'options'],
      [{ options: ['Да', 'я'.repeat(151)] }, 'options'],
      [{ options: Array.from({ length: 13 }, (_, n) => `${n}`) }, 'options'],
      [{ endsAt: 'завтра' }, 'endsAt'],
      [{ endsAt: '2026-11-24T12:00' }, 'endsAt'],
      [{ endsAt: '2028-01-01T12:00' }, 'endsAt'],
    ];
    for (const [changes, field] of wrong)
      expect(await refusalOf(begin('orlova', topicId, changes)), field).toMatchObject({ kind: 'invalid', field });
  });
});

describe('closing early', () => {
  test('is the author’s without a word, the moderator’s with a reason that stands in the log; nobody else’s', async () => {
    const [{ id: own }, { id: other, topicId }] = [await ask(), await ask()];
    await close('orlova', own);
    expect((await view('ivanova', own)).closed).toMatchObject({ by: 'Орлова М. А.', reason: null });
    expect(await refusalOf(close('ivanova', other, 'Надоело'))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(close('kuznetsov', other))).toMatchObject({ kind: 'invalid', field: 'reason' });
    await close('kuznetsov', other, 'Вопрос задан дважды');
    expect((await view('ivanova', other)).closed).toMatchObject({
      by: 'Кузнецов И. С.',
      reason: 'Вопрос задан дважды',
    });
    const [line] = (await school.as('sokolova', act => moderationLog(act))).lines;
    expect(line).toMatchObject({ deed: 'close-poll', reason: 'Вопрос задан дважды', topic: { id: topicId } });
  });
});

test('a poll goes with its topic: who may not read the section neither sees it nor votes', async () => {
  const { id, topicId } = await ask();
  await query(
    school,
    `insert into section (key, name, description, position, readers, writers)
     values ('heads', 'Руководство', 'Для своих', 30, '{director,deputy}', '{staff}') returning id`,
  );
  await query(
    school,
    `update topic set section_id = (select id from section where key = 'heads') where id = ${topicId} returning id`,
  );
  const deeds = [
    () => view('orlova', id),
    () => cast('ivanova', id, 1),
    () => close('kuznetsov', id, 'Так'),
    () => takeBack('petrova', id),
  ];
  for (const deed of deeds) expect(await refusalOf(deed())).toMatchObject({ kind: 'not-found' });
  await cast('morozov', id, 1);
  expect((await view('morozov', id)).voters).toBe(1);
});

test('in a section that was put away nobody votes and nothing is put to the vote', async () => {
  const { id, topicId } = await ask();
  await query(
    school,
    `insert into section (key, name, description, position, readers, writers, archived_at)
     values ('old', 'Старое', '', 31, '{staff}', '{staff}', now()) returning id`,
  );
  await query(
    school,
    `update topic set section_id = (select id from section where key = 'old') where id = ${topicId} returning id`,
  );
  expect(await view('ivanova', id)).toMatchObject({ mayVote: false });
  expect(await refusalOf(cast('ivanova', id, 1))).toMatchObject({ kind: 'not-allowed' });
  await close('orlova', id);
  expect((await school.as('orlova', act => topic(act, topicId))).mayBeginPoll).toBe(false);
  const begun = school.as('orlova', act => beginPoll(act, topicId, question));
  expect(await refusalOf(begun)).toMatchObject({ kind: 'not-allowed' });
});

test('its notice asks nothing any more of who may not read where the topic has gone', async () => {
  later();
  const topicId = await school.as('orlova', act =>
    postTopic(act, { section: 'free', title: 'Премии', text: 'Обсудим.' }),
  );
  await school.as('ivanova', act => reply(act, topicId, { text: 'Слежу' }));
  await school.as('morozov', act => reply(act, topicId, { text: 'И я' }));
  await school.as('orlova', act => beginPoll(act, topicId, { ...question, question: 'Кому премия?' }));
  await school.as('sokolova', act => moveTopic(act, topicId, { section: 'heads', reason: 'Не для всех' }));
  const told = await query<{ login: string; facts: Record<string, unknown> }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'poll' and n.subject = 'topic:${topicId}' order by p.login`,
  );
  expect(told.map(({ login, facts }) => [login, facts.question, facts.hidden ?? false])).toEqual([
    ['ivanova', '', true],
    ['morozov', 'Кому премия?', false],
  ]);
  const [first] = told;
  const { text, buttons } = school.press.screen('notices/poll', { notices: [first!.facts], byMail: false });
  expect(text).not.toContain('В среду');
  expect(text).toContain('больше не открыта');
  expect(buttons.flat()).toEqual([]);
});

test('merged with its topic it stands where the replies went', async () => {
  const { id, topicId } = await ask();
  const into = await school.as('orlova', act => postTopic(act, { section: 'free', title: 'Другая', text: 'Тема' }));
  await school.as('morozov', act => mergeTopic(act, topicId, { into, reason: 'Об одном' }));
  await cast('ivanova', id, 1);
  expect(await view('ivanova', id)).toMatchObject({ topicId: into, voters: 1, topicTitle: 'Другая' });
});

test('polls of a topic cost one question, however many and with however many voices', async () => {
  const { id, topicId } = await ask();
  const count = () => school.countQueries(() => school.as('ivanova', act => topic(act, topicId)));
  const before = await count();
  for (const login of staff) await cast(login, id, 1);
  await close('orlova', id);
  await school.as('orlova', act => beginPoll(act, topicId, question));
  expect(await count()).toBe(before);
});

// Last of all: it stands later than the others.
test('one after another in one topic they are posts: the eleventh within a minute is refused', async () => {
  school.world.set('2026-11-24T14:30:00+03:00');
  const topicId = await school.as('orlova', act =>
    postTopic(act, { section: 'free', title: 'Сто вопросов', text: 'Спрашиваю.' }),
  );
  for (let n = 1; n <= 9; n++) {
    school.world.pass(1000);
    const id = await school.as('orlova', act => beginPoll(act, topicId, question));
    await close('orlova', id);
  }
  const tenth = school.as('orlova', act => beginPoll(act, topicId, question));
  expect(await refusalOf(tenth)).toMatchObject({ kind: 'too-many' });
});
