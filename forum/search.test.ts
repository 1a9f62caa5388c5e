import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soughtWords } from '#school/search-words.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { refusalOf } from '#test/journal.ts';
import { postTopic } from './post-topic.ts';
import { reply } from './reply.ts';
import { type Fragment, forumAuthors, type SearchQuery, searchForum } from './search.ts';

let school: TestSchool;
let tree: number;
let control: number;
beforeAll(async () => {
  school = await openTestSchool();
  const open = async (login: string, section: string, title: string, text: string) => {
    school.world.pass(60_000);
    return school.as(login, act => postTopic(act, { section, title, text }));
  };
  const answer = async (login: string, topic: number, text: string) => {
    school.world.pass(60_000);
    await school.as(login, act => reply(act, topic, { text }));
  };
  tree = await open('orlova', 'free', 'Школьная ёлка', 'Кто поможет с украшением зала?');
  await answer('volkov', tree, 'Гирлянды **висят** в спортзале, стремянку привезу.');
  control = await open('morozov', 'methods', 'График проверочных', 'Контрольные работы ставим через журнал.');
  await answer('ivanova', control, 'Контрольную по дробям перенесу, дети болели.');
  await answer('fedorova', control, 'Работа над ошибками будет в среду.');
});
afterAll(() => school.close());

const search = (q: string, query: Partial<SearchQuery> = {}) =>
  school.as('kuznetsov', act => searchForum(act, { q, ...query }));
/** Where it was found: replies of the two topics by their numbers, the latest first. */
const places = async (q: string, query: Partial<SearchQuery> = {}) =>
  (await search(q, query)).found
    .filter(({ topicId }) => [tree, control].includes(topicId))
    .map(({ topicId, number }) => `${topicId === tree ? 'ёлка' : 'график'} ${number}`);
const marked = (fragments: Fragment[]) => fragments.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('Russian words', () => {
  test.each([
    ['ёлка', ['ёлка 1']],
    ['елку', ['ёлка 1']],
    ['ЁЛКИ', ['ёлка 1']],
    ['гирлянда', ['ёлка 2']],
    ['гирляндами', ['ёлка 2']],
    ['контрольная', ['график 2', 'график 1']],
    ['контрольной', ['график 2', 'график 1']],
    ['журналом', ['график 1']],
    ['журнал', ['график 1']],
    ['украшения', ['ёлка 1']],
    ['дробь', ['график 2']],
    ['детям', ['график 2']],
    ['ошибка', ['график 3']],
  ])('are found in any form: %s', async (q, expected) => {
    expect(await places(q)).toEqual(expected);
  });

  test('all of them must be there, in any order', async () => {
    expect(await places('дроби контрольные')).toEqual(['график 2']);
    expect(await places('дроби ёлка')).toEqual([]);
  });

  test('stand side by side in quotes, and stay away with a minus', async () => {
    expect(await places('«контрольная работа»')).toEqual(['график 1']);
    expect(await places('"работа контрольная"')).toEqual([]);
    expect(await places('контрольная -дроби')).toEqual(['график 1']);
  });

  test('are marked in the title and in the text, without the signs of Markdown', async () => {
    const [title] = (await search('елку')).found;
    expect(marked(title!.title)).toBe('Школьная [ёлка]');
    const [text] = (await search('висят гирляндой')).found;
    expect(marked(text!.text)).toBe('[Гирлянды] [висят] в спортзале, стремянку привезу.');
    expect(text).toMatchObject({ topicId: tree, number: 2, page: 1, author: 'Волков Д. О.' });
  });
});

test('of a long reply stands the place of the first hit, and whole words', async () => {
  const long = `${'Мы долго говорили о погоде. '.repeat(30)}Потом вспомнили про флюгер. ${'И снова о погоде. '.repeat(40)}`;
  school.world.pass(60_000);
  await school.as('sokolova', act => reply(act, tree, { text: long }));
  const [found] = (await search('флюгера')).found;
  const text = marked(found!.text);
  expect(text).toMatch(/^… (Мы |долго |говорили |о |погоде\. )+Потом вспомнили про \[флюгер\]\. И снова .* …$/);
  expect(text.length).toBeLessThan(340);
});

describe('the choice', () => {
  test('of a section, an author, days', async () => {
    expect(await places('контрольная', { section: 'free' })).toEqual([]);
    expect(await places('контрольная', { section: 'methods' })).toEqual(['график 2', 'график 1']);
    const ivanova = (await school.as('volkov', forumAuthors)).find(({ name }) => name === 'Иванова Н. П.')!;
    expect(await places('контрольная', { author: ivanova.id })).toEqual(['график 2']);
    expect(await places('контрольная', { from: '2026-11-25' })).toEqual([]);
    expect(await places('контрольная', { from: '2026-11-24', to: '2026-11-24' })).toEqual(['график 2', 'график 1']);
    expect(await places('контрольная', { to: '2026-11-23' })).toEqual([]);
  });

  test('is twenty a page, in as many queries as one', async () => {
    const one = await school.countQueries(() => search('гирлянды'));
    for (let number = 0; number < 25; number++) {
      const login = ['orlova', 'ivanova', 'morozov', 'sokolova', 'fedorova'][number % 5]!;
      school.world.pass(60_000);
      await school.as(login, act => reply(act, tree, { text: `Хлопушка номер ${number}` }));
    }
    const [first, second, beyond] = [
      await search('хлопушки'),
      await search('хлопушки', { page: 2 }),
      await search('хлопушки', { page: 9 }),
    ];
    expect([first.total, first.pages, first.more]).toEqual([25, 2, false]);
    expect([first.found.length, second.found.length]).toEqual([20, 5]);
    expect(marked(first.found[0]!.text)).toBe('[Хлопушка] номер 24');
    expect(beyond).toEqual(second);
    expect(await school.countQueries(() => search('хлопушки'))).toBe(one);
  });
});

describe('what is typed', () => {
  test('is read as words, phrases and exclusions', () => {
    expect(soughtWords('журнал «план урока» -физика во-первых')).toEqual([
      { text: 'журнал', excluded: false },
      { text: 'план урока', excluded: false },
      { text: 'физика', excluded: true },
      { text: 'во-первых', excluded: false },
    ]);
  });

  test.each([[''], ['   '], ['«»'], ['!!! ???'], ['-физика']])(
    'is refused when there is nothing to look for: %j',
    async q => {
      expect(await refusalOf(search(q))).toMatchObject({ kind: 'invalid', reason: 'search-empty', field: 'q' });
    },
  );

  test('is refused when it is too much', async () => {
    expect(await refusalOf(search('слово '.repeat(13)))).toMatchObject({ reason: 'search-long' });
    expect(await refusalOf(search('я'.repeat(201)))).toMatchObject({ reason: 'search-long' });
  });

  test.each([["'; drop table reply; --"], ['& | ! <-> :*'], ['a & !b'], ['«незакрытая'], ['\\'], ['%_'], ['?']])(
    'never breaks: %j',
    async q => {
      const found = await search(q).then(
        ({ found }) => found.length,
        error => error.kind,
      );
      expect([0, 1, 'invalid']).toContain(found);
    },
  );
});

test.each(['petrova', 'masha'])('there is no search for %s', async login => {
  const refused = await refusalOf(school.as(login, act => searchForum(act, { q: 'ёлка' })));
  expect(refused.kind).toBe('not-found');
});
