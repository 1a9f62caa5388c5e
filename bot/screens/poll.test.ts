import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginPoll } from '#forum/polls/begin-poll.ts';
import { postTopic } from '#forum/post-topic.ts';
import { followSection } from '#forum/subscriptions/follow-section.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let talks: Conversations;
let topicId: number;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school, { publicUrl: 'https://journal.example' });
  // Иванова, Фёдорова and others have written in it.
  const [row] = await query<{ id: number }>(
    school,
    `select id from topic where title = 'Карточки по дробям для 5 класса'`,
  );
  topicId = row!.id;
});
afterAll(() => school.close());

const begin = (changes: object) =>
  school.as('kuznetsov', act =>
    beginPoll(act, topicId, {
      ...{
        question: 'Где хранить карточки?',
        options: ['На форуме', 'В «Учительской»'],
        several: false,
        secret: false,
      },
      ...changes,
    }),
  );
const end = (id: number) => query(school, `update poll set closed_at = at where id = ${id} returning id`);
/** The notice of the poll as a chat would print it. */
const noticeOf = async (id: number) => {
  const [told] = await query<{ facts: object }>(
    school,
    `select n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'poll' and p.login = 'ivanova' and n.facts->>'id' = '${id}'`,
  );
  return school.press.screen('notices/poll', { notices: [told!.facts] });
};

test('the notice of a named poll takes the vote: one press, and the counts are there', async () => {
  const id = await begin({});
  const notice = await noticeOf(id);
  expect(notice.text.replaceAll('\u00a0', ' ')).toBe(
    '<b>Опрос в теме «Карточки по дробям для 5 класса»</b>\nКузнецов И. С. спрашивает: Где хранить карточки?',
  );
  const data = notice.buttons.flat().map(({ label, button }) => [label, button]);
  expect(data).toEqual([
    ['На форуме', `poll/vote ${id} 1`],
    ['В «Учительской»', `poll/vote ${id} 2`],
    ['Открыть опрос', `poll ${id}`],
  ]);
  const ivanova = await talks.linked('ivanova');
  const voted = await ivanova.press(`poll/vote ${id} 2`);
  expect(voted.words).toContain('• На форуме — 0 голосов, 0 %\n• В «Учительской» — 1 голос, 100 % (ваш)');
  expect(voted.words).toContain('Записал ваш голос. Проголосовали: 1.');
  expect((await ivanova.choose('Отозвать голос')).words).toContain('Итоги увидите, когда проголосуете');
  await end(id);
});

test('of several each press adds one or takes it away', async () => {
  const id = await begin({ several: true });
  const ivanova = await talks.linked('ivanova', 'second');
  await ivanova.press(`poll/vote ${id} 1`);
  const both = await ivanova.press(`poll/vote ${id} 2`);
  expect(both.words).toMatch(/1 голос, 100 % \(ваш\)\n.*1 голос, 100 % \(ваш\)/);
  await ivanova.press(`poll/vote ${id} 1`);
  const none = await ivanova.press(`poll/vote ${id} 2`);
  expect(none.words).toContain('Пока никто не проголосовал');
  await end(id);
});

test('a secret poll is voted in on the site: neither notice nor screen has a button for it, and a forged one does nothing', async () => {
  const id = await begin({ secret: true });
  const notice = await noticeOf(id);
  expect(notice.buttons.flat().map(({ button }) => button)).toEqual([`poll ${id}`]);
  const ivanova = await talks.linked('ivanova', 'third');
  const screen = await ivanova.press(`poll ${id}`);
  expect(screen.words).toContain('Голос в тайном опросе отдают на сайте');
  expect(screen.buttons.flat().map(({ url, button }) => url ?? button)).toEqual([
    `https://journal.example/forum/topics/${topicId}#poll-${id}`,
    'start',
  ]);
  expect((await ivanova.press(`poll/vote ${id} 1`)).words).toBe(screen.words);
  expect(await query(school, `select 1 from poll_ballot where poll_id = ${id}`)).toEqual([]);
  await end(id);
});

test('what is not theirs is not there', async () => {
  const id = await begin({});
  const petrova = await talks.linked('petrova');
  for (const button of [`poll ${id}`, `poll/vote ${id} 1`, `poll/take-back ${id}`, 'poll 4711', 'poll'])
    expect((await petrova.press(button)).screen).toBe('gone');
});

test('who follows a section can vote in the notice of a new topic', async () => {
  await school.as('ivanova', act => followSection(act, 'methods', { followed: true }));
  const poll = { question: 'Берём?', options: ['Да', 'Нет'], several: false, secret: false };
  const typed = { section: 'methods', title: 'Новая игра', text: 'Правила ниже.', poll };
  const id = await school.as('orlova', act => postTopic(act, typed));
  const [told] = await query<{ facts: { poll: { id: number } } }>(
    school,
    `select n.facts from notice n join person p on p.id = n.reader_id
     where n.subject = 'topic:${id}' and p.login = 'ivanova'`,
  );
  const { text, buttons } = school.press.screen('notices/topic', { notices: [told!.facts] });
  expect(text).toMatch(/Опрос: Берём\?$/);
  expect(buttons.flat().map(({ button }) => button)).toContain(`poll/vote ${told!.facts.poll.id} 1`);
});
