import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelTraining } from '#school/trainings/cancel-training.ts';
import { changeTraining } from '#school/trainings/change-training.ts';
import { training } from '#school/trainings/training.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

// Морозов's session for teachers on Friday the 27th (2) waits for Орлова's answer.
let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

test('Орлова looks at what is to come, says she comes, thinks again', async () => {
  const orlova = await talks.linked('orlova');
  const list = await orlova.press('trainings');
  expect(list.words).toMatch(
    /^Обучение\n\nСпорные отметки перед концом четверти\n27 ноября, пятница, 15:00–16:00, Учительская — ждёт вашего ответа/,
  );
  const one = await orlova.choose('27.11 в\u00a015:00');
  expect(one.words).toContain('Проводит Морозов А. П.');
  expect(one.labels).toEqual(['Приду', 'Не приду', 'Обучение', 'Меню']);
  expect((await orlova.choose('Приду')).words).toContain('Записал: вы придёте. Придут: 2.');
  const again = await orlova.choose('Не приду');
  expect(again.words).toContain('Записал: вы не придёте. Придут: 1.');
  const [answer] = await query<{ through: string }>(
    school,
    `select a.through from training_answer a join person p on p.id = a.person_id where p.login = 'orlova'`,
  );
  expect(answer).toEqual({ through: 'telegram' });
});

test('a change and a cancellation are words a messenger takes', async () => {
  const view = await school.as('morozov', act => training(act, 2));
  const { title, day, starts, ends, audience, version } = view;
  const entry = { title, day, starts, ends, audience, version, place: 'Актовый зал' };
  await school.as('morozov', act => changeTraining(act, 2, entry));
  await school.as('morozov', act => cancelTraining(act, 2, { reason: 'Карантин' }));
  const told = await query<{ kind: string; facts: object }>(
    school,
    `select n.kind, n.facts from notice n join person p on p.id = n.reader_id
     where n.subject = 'training:2' and p.login = 'ivanova' order by n.id`,
  );
  const screens = told.map(({ kind, facts }) => school.press.screen(`notices/${kind}`, { notices: [facts] }));
  expect(screens.map(({ text }) => text)).toEqual([
    '<b>Занятие изменилось: «Спорные отметки перед концом четверти»</b>\n' +
      'Теперь: 27\u00a0ноября, пятница, 15:00–16:00, Актовый зал.\nБыло: 27\u00a0ноября, 15:00–16:00, Учительская.',
    '<b>Занятие отменено: «Спорные отметки перед концом четверти»</b>\n' +
      'Было назначено на 27\u00a0ноября, 15:00. Причина: Карантин',
  ]);
  const orlova = await talks.linked('orlova', 'another');
  expect((await orlova.press('training 2')).words).toContain('Занятие отменено. Причина: Карантин');
  expect((await orlova.press('training/come 2')).words).toBe('Занятие отменено.');
  expect((await (await talks.linked('petrova')).press('training 2')).screen).toBe('gone');
});
