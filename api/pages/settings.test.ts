import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';

// Петрова has Маша (5Б) and Ваня (2А).
let school: TestSchool;
let petrova: TestBrowser;
let masha: number;
let vanya: number;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'delete from telling_choice');
  await query(school, 'delete from telling_hours');
  petrova = await school.browser('petrova');
  masha = await studentOf(school, 'Петрова Мария');
  vanya = await studentOf(school, 'Петров Иван');
});
afterAll(() => school.close());

const hours = { quiet: 'yes', quietFrom: '21:00', quietUntil: '07:00', digestAt: '19:00' };
const checked = (page: string, field: string) =>
  new RegExp(`name="${field}" value="([a-z-]+)" checked`).exec(page)?.[1];
const chosen = () => query(school, `select student_id, matter, choice from telling_choice order by student_id, matter`);

describe('the page «Что сообщать»', () => {
  test('shows each child with what is usual', async () => {
    const { body } = await petrova.get('/settings');
    expect(body).toContain('<h2>Мария</h2>');
    expect(body).toContain('<h2>Иван</h2>');
    for (const [matter, choice] of [
      ['mark', 'at-once'],
      ['absence', 'at-once'],
      ['homework', 'digest'],
      ['forecast', 'at-once'],
    ]) {
      expect(checked(body, `told-${masha}-${matter}`), matter).toBe(choice);
    }
    expect(body).not.toContain('told-0-missing');
  });

  test('keeps only what differs from what is usual', async () => {
    const sent = { ...hours, [`told-${vanya}-mark`]: 'digest', [`told-${masha}-mark`]: 'at-once' };
    const saved = await petrova.post('/settings', { ...sent, spoiler: 'yes' });
    expect(saved.statusCode).toBe(303);
    expect(await chosen()).toEqual([{ student_id: vanya, matter: 'mark', choice: 'digest' }]);
    const { body } = await petrova.get('/settings');
    expect(checked(body, `told-${vanya}-mark`)).toBe('digest');
    expect(body).toMatch(/name="spoiler" value="yes" checked/);
  });

  test('says under its field what will not do', async () => {
    const refused = await petrova.post('/settings', { ...hours, digestAt: '22:00' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/Сводка попадает в.тихие часы\./);
    expect((await petrova.post('/settings', { ...hours, quietFrom: 'ночь' })).body).toContain('Назовите время');
    const again = await petrova.post('/settings', { ...hours, digestAt: '22:00', [`told-${masha}-mark`]: 'never' });
    expect(checked(again.body, `told-${masha}-mark`)).toBe('never');
  });

  test('does without quiet hours', async () => {
    await petrova.post('/settings', { digestAt: '22:00', quietFrom: '21:00', quietUntil: '07:00' });
    expect((await petrova.get('/settings')).body).not.toMatch(/name="quiet" value="yes" checked/);
  });

  test('offers a class teacher what staff are told', async () => {
    const { body } = await (await school.browser('ivanova')).get('/settings');
    for (const matter of ['missing', 'absence-note', 'reply', 'letter', 'announcement']) {
      expect(checked(body, `told-0-${matter}`), matter).toBe('at-once');
    }
  });
});

test('programs read and change the same', async () => {
  const changed = await petrova.json('PUT', '/api/settings', {
    digestAt: '18:30',
    choices: [{ studentId: masha, matter: 'homework', choice: 'never' }],
  });
  expect(changed.statusCode).toBe(200);
  const { digestAt, students } = (await petrova.json('GET', '/api/settings')).json();
  expect(digestAt).toBe('18:30');
  const ofMasha = students.find(({ id }: { id: number }) => id === masha);
  expect(ofMasha.choices).toContainEqual({ matter: 'homework', choice: 'never' });
  const stranger = await school.browser('smirnov');
  const refused = await stranger.json('PUT', '/api/settings', {
    choices: [{ studentId: masha, matter: 'homework', choice: 'never' }],
  });
  expect(refused.statusCode).toBe(404);
});
