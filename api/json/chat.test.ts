import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let petrova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  petrova = await school.browser('petrova');
});
afterAll(() => school.close());

test('POST /api/chat answers what is written and what is pressed', async () => {
  const said = await petrova.json('POST', '/api/chat', { text: 'что сегодня получила Маша?' });
  expect(said.statusCode).toBe(200);
  const answer = said.json();
  expect(answer).toMatchObject({ screen: 'marks/today', argument: expect.stringMatching(/^\d+$/) });
  expect(answer.text).toContain('Математика: 5 (домашняя работа)');
  expect(answer.text).not.toContain('<b>');
  const [[week]] = answer.buttons;
  expect(week).toEqual({ label: 'Неделя', button: `marks/week ${answer.argument}` });
  const pressed = await petrova.json('POST', '/api/chat', { button: week.button });
  expect(pressed.json()).toMatchObject({ screen: 'marks/week', argument: answer.argument });
});

test('GET /api/chat gives the history, and after a message only what came later', async () => {
  const turns = (await petrova.json('GET', '/api/chat')).json();
  expect(turns.map(({ by }: { by: string }) => by)).toEqual(['person', 'bot', 'person', 'bot']);
  const later = (await petrova.json('GET', `/api/chat?after=${turns[1].id}`)).json();
  expect(later).toEqual(turns.slice(2));
});

test('neither or both of text and button, a novel, another’s token and nobody are refused', async () => {
  for (const body of [{}, { text: 'меню', button: 'start' }, { text: 'я'.repeat(20_001) }, { text: 5, button: [] }]) {
    expect((await petrova.json('POST', '/api/chat', body)).statusCode).toBe(422);
  }
  const server = await school.server();
  expect((await server.inject({ method: 'POST', url: '/api/chat', payload: { text: 'отметки' } })).statusCode).toBe(
    401,
  );
  expect((await server.inject('/api/chat')).statusCode).toBe(401);
  const withoutToken = await server.inject({
    method: 'POST',
    url: '/api/chat',
    payload: { text: 'отметки' },
    headers: { cookie: petrova.cookie },
  });
  expect(withoutToken.statusCode).toBe(403);
});
