import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf, pngOf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let ivanova: TestBrowser;
let orlova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  ivanova = await school.browser('ivanova');
  orlova = await school.browser('orlova');
});
afterAll(() => school.close());

const withFile = (fields: Record<string, string>, name = 'схема.png', content = pngOf(8, 4)) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.append('files', new File([Buffer.from(content)], name));
  return form;
};
const lastReply = async () => (await ivanova.json('GET', '/api/forum/topics/1')).json().replies.at(-1);

describe('files for programs', () => {
  test('come with a multipart form and go out with their addresses', async () => {
    const sent = await ivanova.upload('/api/forum/topics/1/replies', withFile({ text: 'Схема', quotes: '1' }));
    expect(sent.statusCode).toBe(201);
    const reply = await lastReply();
    expect(reply).toMatchObject({ id: sent.json().id, text: 'Схема', quotes: { number: 1 } });
    const [file] = reply.files;
    expect(file).toEqual({
      ...{ id: expect.any(Number), name: 'схема.png', size: pngOf(8, 4).length },
      picture: { width: 8, height: 4 },
      href: `/forum/replies/${reply.id}/files/${file.id}`,
    });
    expect((await orlova.get(file.href)).statusCode).toBe(200);
  });

  test('named in words, without bytes, are none', async () => {
    school.world.pass(60_000);
    const body = { text: 'Словами', files: [{ name: 'a.png', content: 'bytes' }] };
    expect((await ivanova.json('POST', '/api/forum/topics/1/replies', body)).statusCode).toBe(201);
    expect((await lastReply()).files).toEqual([]);
  });

  test('are refused in a sentence', async () => {
    const form = withFile({ text: 'Знак' }, 'знак.svg', Buffer.from('<svg onload="alert(1)"/>'));
    const refused = await ivanova.upload('/api/forum/topics/1/replies', form);
    expect([refused.statusCode, refused.json().error.kind]).toEqual([422, 'invalid']);
    expect(refused.json().error.message).toContain('такого вида прикрепить нельзя');
  });

  test('are added and taken away by an edit', async () => {
    school.world.pass(60_000);
    await ivanova.upload('/api/forum/topics/1/replies', withFile({ text: 'Схема' }));
    const { id, version, files } = await lastReply();
    school.world.pass(60_000);
    const edit = { text: 'Без схемы', version, removed: [files[0].id] };
    expect((await ivanova.json('PUT', `/api/forum/replies/${id}`, edit)).statusCode).toBe(204);
    expect(await lastReply()).toMatchObject({ version: 2, files: [] });
  });

  test('come with topics, letters and questions too', async () => {
    school.world.pass(60_000);
    const topic = await ivanova.upload(
      '/api/forum/topics',
      withFile({ section: 'free', title: 'С файлом', text: 'Вот' }),
    );
    expect(topic.statusCode).toBe(201);
    const petrova = await school.browser('petrova');
    const asked = await petrova.upload('/api/consultations', withFile({ text: 'Не входит' }, 'вход.pdf', pdf));
    const question = (await petrova.json('GET', `/api/consultations/${asked.json().id}`)).json();
    expect(question.replies[0].files).toMatchObject([{ name: 'вход.pdf', picture: null }]);
    expect((await petrova.get(question.replies[0].files[0].href)).statusCode).toBe(200);
    const [student] = await query<{ id: number }>(
      school,
      `select s.id from student s join person p on p.id = s.person_id where p.login = 'masha'`,
    );
    const to = { toId: `${await school.person('ivanova')}`, studentId: `${student!.id}` };
    const sent = await petrova.upload('/api/letters', withFile({ ...to, text: 'Справка' }));
    const letter = (await ivanova.json('GET', `/api/letters/${sent.json().ids[0]}`)).json();
    expect((await ivanova.get(letter.replies[0].files[0].href)).statusCode).toBe(200);
  });
});

test('reactions for programs are put and taken back, twice over as once', async () => {
  const [reply] = await query<{ id: number }>(school, 'select id from reply where topic_id = 1 and number = 1');
  const address = `/api/forum/replies/${reply!.id}/reactions`;
  const now = async () => (await orlova.json('GET', '/api/forum/topics/1')).json().replies[0].reactions;
  for (let time = 0; time < 2; time++) expect((await orlova.json('PUT', `${address}/support`)).statusCode).toBe(204);
  expect(await now()).toEqual([{ kind: 'support', count: 1, mine: true, names: ['Орлова М. А.'] }]);
  for (let time = 0; time < 2; time++) expect((await orlova.json('DELETE', `${address}/support`)).statusCode).toBe(204);
  expect(await now()).toEqual([]);
  expect((await orlova.json('PUT', `${address}/dislike`)).statusCode).toBe(422);
  expect((await ivanova.json('PUT', `${address}/support`)).statusCode).toBe(403);
});

describe('a preview', () => {
  const preview = (text: string) => ivanova.json('POST', '/api/preview', { text });

  test('is what the page will show, for letters of families as well', async () => {
    const text = '**Важно**\n\n- раз\n- <script>alert(1)</script>\n\n[сюда](javascript:alert(1)) https://example.com';
    const { html } = (await preview(text)).json();
    school.world.pass(60_000);
    await ivanova.json('POST', '/api/forum/topics/1/replies', { text });
    expect((await ivanova.get('/forum/topics/1')).body).toContain(`<div class="prose">${html.trim()}`);
    const petrova = await school.browser('petrova');
    expect((await petrova.json('POST', '/api/preview', { text: '*да*' })).json()).toMatchObject({
      html: expect.stringMatching(/^<p><em>да<\/em><\/p>\s*$/),
    });
  });

  test('of a talk calls people by name, of a letter it does not, and families have no talk', async () => {
    const talk = { text: '@Орлова, взгляните', talk: true };
    expect((await ivanova.json('POST', '/api/preview', talk)).json().html).toMatch(
      /class="mention">@Орлова\sМ\.\sА\.</,
    );
    expect((await preview('@Орлова, взгляните')).json().html).toContain('<p>@Орлова, взгляните</p>');
    expect((await (await school.browser('petrova')).json('POST', '/api/preview', talk)).statusCode).toBe(404);
  });

  test('is refused as the text itself would be, without the token, and in a flood', async () => {
    expect((await preview('ж'.repeat(100_000))).json().error.message).toMatch(/помещается 20\s000/);
    expect((await preview(' ')).statusCode).toBe(422);
    expect((await ivanova.json('POST', '/api/preview', { text: 'да' }, { token: false })).statusCode).toBe(403);
    school.world.pass(60_000);
    for (let time = 0; time < 60; time++) await preview('да');
    expect((await preview('да')).statusCode).toBe(429);
  });
});
