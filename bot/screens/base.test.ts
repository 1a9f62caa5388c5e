import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctDocument } from '#board/correct-document.ts';
import { postDocument } from '#board/post-document.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

const plain = ({ text }: { text: string }) => text.replaceAll('\u00a0', ' ');

test('Петрова opens the documents of the school from the announcements, and reads the regulation in force', async () => {
  const olga = await talks.linked('petrova');
  const news = await olga.press('announcements');
  expect(news.buttons.flat()).toContainEqual({ label: 'Документы школы', button: 'base' });
  const shown = await olga.press('base');
  expect(plain(shown)).toContain('Положение № 1 от 26 августа 2026');
  const regulation = await olga.press('base/document regulation-2024-1');
  expect(plain(regulation)).toContain('Полный текст — на сайте, на странице «Документы школы».');
  expect((await olga.press('base/document instruction-2026-1')).screen).toBe('gone');
});

test('«Ознакомлен» under the notice of an edition that has been corrected shows Иванова the one in force', async () => {
  const order = { kind: 'order', date: '2026-11-24', title: 'О дежурстве', text: 'Дежурить.', audience: ['staff'] };
  const id = await school.as('sokolova', act => postDocument(act, order));
  const correction = { title: 'О дежурстве', text: 'Дежурить с 8:00.', reason: 'Уточнено время', anew: false };
  const next = await school.as('sokolova', act => correctDocument(act, id, correction));
  const natalya = await talks.linked('ivanova');
  const shown = await natalya.press(`acknowledge ${id}`);
  expect(plain(shown)).toContain('Редакция 2: Уточнено время');
  expect(shown.buttons.flat()).toContainEqual({ label: 'Ознакомлен', button: `acknowledge ${next}` });
  expect(plain(await natalya.press(`acknowledge ${next}`))).toContain('Отмечено: вы ознакомились');
  expect(plain(await natalya.press(`document ${id}`))).toContain('Документ заменён.');
});
