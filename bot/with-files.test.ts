import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerConsultation } from '#forum/consultations/answer.ts';
import { ask } from '#forum/consultations/ask.ts';
import { beginLetter } from '#forum/letters/begin-letter.ts';
import { openConversations } from '#test/conversation.ts';
import { pdf, pngOf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const files = [
  { name: 'Схема.png', content: pngOf() },
  { name: 'План.pdf', content: pdf },
];
const site = 'https://school.example.org';
const links = ({ buttons }: { buttons: { label: string; url?: string }[][] }) =>
  buttons.flat().flatMap(({ label, url }) => (url ? [[label, url]] : []));

test('a letter says in the messenger how many files it has, and leads to them on the site', async () => {
  const to = { toId: await school.person('petrova'), studentId: await studentOf(school, 'Петрова Мария') };
  const sent = await school.as('ivanova', act => beginLetter(act, { ...to, text: 'Посмотрите.', files }));
  const thread = `letters/thread ${sent[0]}`;
  const mother = await openConversations(school, { publicUrl: site }).linked('petrova');
  const heard = await mother.press(thread);
  expect(heard.words).toContain('Посмотрите.\n2 файла, они на сайте');
  expect(links(heard)).toEqual([['Файлы', `${site}/letters/${sent[0]}`]]);
  const nowhere = await openConversations(school).linked('petrova', 'another');
  const there = await nowhere.press(thread);
  expect(there.words).toContain('2 файла, они на сайте');
  expect(links(there)).toEqual([]);
});

test('the news of a letter says so too, but shows nothing of it', async () => {
  const [notice] = await query<{ facts: object }>(
    school,
    `select facts from notice where kind = 'letter' order by id desc limit 1`,
  );
  const outside = school.press.screen('notices/letter', { notices: [notice!.facts], onSite: false });
  expect(outside.text).toMatch(/2\sфайла\s— на\sсайте/);
  expect(outside.text).not.toMatch(/Посмотрите|Схема/);
});

test('so does a question to the registrar, with words and without', async () => {
  const id = await school.as('petrova', act => ask(act, { text: 'Не входит.', files: files.slice(0, 1) }));
  await school.as('kuznetsov', act => answerConsultation(act, id, { text: '', files }));
  const mother = await openConversations(school, { publicUrl: site }).linked('petrova', 'third');
  const heard = await mother.press(`consultations/thread ${id}`);
  expect(heard.words).toMatch(/Не входит\.\n1\sфайл, он на сайте[\s\S]*\n2\sфайла, они на сайте/);
  expect(links(heard)).toEqual([['Файлы', `${site}/consultations/${id}`]]);
});
