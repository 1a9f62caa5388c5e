import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { buttonOf, type Wish } from './wish.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

test('Ольга Петрова is asked which of two she means, by the child’s name and the day', async () => {
  const petrova = await talks.linked('petrova');
  const asked = await petrova.say('что задали Маше и Ване на завтра');
  expect(asked).toMatchObject({
    screen: 'unsure',
    labels: ['Мария: задано на 25 ноября', 'Иван: задано на 25 ноября'],
  });
  const both = await petrova.say('что завтра');
  expect(both.screen).toBe('unsure');
  expect(both.labels).toEqual(['Иван: задано на 25 ноября', 'Иван: уроки, 25 ноября']);
  expect(talks.faults).toEqual([]);
});

test('whatever is unsure, its button says what it is', async () => {
  const child = { childId: 1 };
  const days = { from: '2026-11-25', to: '2026-11-25' } as const;
  const ofChild = [
    'homework',
    'schedule',
    'averages',
    'need',
    'finals',
    'absences',
    'absent',
    'explain',
    'week',
  ] as const;
  const plain = [
    'message',
    'letters',
    'announcements',
    'holidays',
    'bells',
    'settings',
    'consultation',
    'fill',
  ] as const;
  const wishes: Wish[] = [
    ...ofChild.flatMap(intent => [{ intent, ...child, days }, { intent }]),
    ...plain.map(intent => ({ intent })),
    { intent: 'substitutions', day: '2026-11-25' },
  ];
  const choices = wishes.map(wish => ({
    ...{ intent: wish.intent, child: 'childId' in wish ? 'Мария' : null, span: null, subject: null, news: false },
    ...('day' in wish ? { from: wish.day, to: wish.day } : 'days' in wish ? days : { from: null, to: null }),
    button: buttonOf(wish, '2026-11-24', undefined),
  }));
  const screen = school.press.screen('bot/unsure', { choices, today: '2026-11-24' });
  const labels = screen.buttons.flat().map(({ label }) => label);
  expect(labels).toHaveLength(wishes.length);
  expect(labels).not.toContain('Меню');
});
