import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversation, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

// Tuesday, 24 November, 12:30: the fifth lesson (12:10–12:50) goes on. The third is Иванова's with 7А in 301.
let school: TestSchool;
let deputy: Conversation;
let mother: Conversation;
beforeAll(async () => {
  school = await openTestSchool();
  const talks = openConversations(school);
  [deputy, mother] = [await talks.linked('morozov'), await talks.linked('petrova')];
});
afterAll(() => school.close());

test('rooms and teachers free at the lesson that goes on, and at another by a button', async () => {
  const now = await deputy.say('какие кабинеты свободны');
  expect(now.words).toContain('Кто свободен: 24 ноября, вторник, 5-й урок (12:10–12:50)');
  const third = await deputy.press('free 2026-11-24 3');
  expect(third.words).toContain('3-й урок (10:15–10:55)');
  expect(third.words).not.toMatch(/(?<!\d)301(?!\d)|Иванова/);
  const second = await deputy.press('free 2026-11-24 2');
  expect(second.words).toMatch(/Кабинеты: .*(?<!\d)301(?!\d)/);
  expect(second.words).toContain('Иванова Наталья Петровна');
  expect((await deputy.say('свободные кабинеты в воскресенье')).words).toContain('В этот день уроков нет.');
});

test('a family is not told', async () => {
  expect((await mother.press('free 2026-11-24 2')).screen).toBe('gone');
});

test('a short day to come stands under the bells, and the bells are those of the child’s shift', async () => {
  expect((await mother.press('bells')).words).not.toContain('Сокращённые');
  school.world.set('2026-12-29T12:00:00+03:00');
  expect((await mother.press('bells')).words).toContain('30 декабря, среда: Сокращённые уроки, перед Новым годом');
  school.world.set('2026-12-30T12:00:00+03:00');
  expect((await mother.press('bells')).words).toContain('2-й урок: 09:10–09:40');
  await query(
    school,
    `with s as (insert into bell_schedule (name) values ('Вторая смена') returning id),
       b as (insert into bell (schedule_id, slot, starts_at, ends_at) select id, 1, '13:30', '14:10' from s)
     insert into bell_use (schedule_id, shift, since, special) select id, 2, '2026-12-30', true from s`,
  );
  await query(school, 'update school_class set shift = 2');
  expect((await mother.press('bells')).words).toContain('1-й урок: 13:30–14:10');
});
