import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school, { publicUrl: 'https://school.example' });
});
afterAll(() => school.close());

test.each(['как ведётся журнал', 'Как ведутся журналы?', 'как учителя заполняют журнал', 'ведение журнала'])(
  'Соколова asks «%s» and has the figures of her page',
  async said => {
    const chat = await talks.linked('sokolova');
    const { screen, words, labels } = await chat.say(said);
    expect(screen).toBe('overview');
    expect(words.replaceAll('\u00a0', ' ').split('\n').slice(0, 3)).toEqual([
      'Как ведётся журнал',
      'Заполнено в день урока:',
      '• сегодня 96,7 % (58 из 60)',
    ]);
    expect(labels).toEqual(['Открыть на сайте', 'Что не заполнено', 'Меню']);
    const page = await (await school.browser('sokolova')).get('/overview?span=today');
    expect(page.body.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')).toContain('>96,7 %</b>');
  },
);

test('Морозов has the button in his menu, Иванова does not and is told nothing of it', async () => {
  expect((await (await talks.linked('morozov')).say('меню')).labels).toContain('Как ведётся журнал');
  const ivanova = await talks.linked('ivanova');
  expect((await ivanova.say('меню')).labels).not.toContain('Как ведётся журнал');
  expect((await ivanova.say('как ведётся журнал')).screen).not.toBe('overview');
  expect((await ivanova.press('overview')).screen).toBe('gone');
});
