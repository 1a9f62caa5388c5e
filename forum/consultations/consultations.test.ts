import { afterAll, beforeAll, expect, test } from 'vitest';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { letters } from '../letters/letters.ts';
import { topics } from '../topics.ts';
import { answerConsultation, closeConsultation, takeConsultation } from './answer.ts';
import { ask } from './ask.ts';
import { consultation, consultations } from './consultations.ts';
import { dueAfter } from './due.ts';
import { remindOfOverdueConsultations } from './remind-of-overdue.ts';

// Tuesday, 24 November 2026, 12:30.
let school: TestSchool;
let id: number;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'delete from notice');
});
afterAll(() => school.close());

const state = async (login = 'kuznetsov') => (await school.as(login, act => consultation(act, id))).state;
const told = async (login: string, kind: string) =>
  query<{ facts: object }>(school, 'select facts from notice where reader_id = :id and kind = :kind order by id', {
    id: await school.person(login),
    kind,
  });

test('two working days, by the clock of the school', () => {
  const zone = 'Europe/Moscow';
  expect(dueAfter(new Date('2026-11-24T12:30:00+03:00'), zone)).toEqual(new Date('2026-11-26T12:30:00+03:00'));
  expect(dueAfter(new Date('2026-11-27T23:50:00+03:00'), zone)).toEqual(new Date('2026-12-01T23:50:00+03:00'));
  expect(dueAfter(new Date('2026-11-28T09:00:00+03:00'), zone)).toEqual(new Date('2026-12-01T09:00:00+03:00'));
});

test('Ольга Петрова asks; Илья Кузнецов is told and sees by when to answer', async () => {
  id = await school.as('petrova', act => ask(act, { text: 'Не приходят письма о новых отметках. Что проверить?' }));
  expect(await told('kuznetsov', 'consultation')).toMatchObject([{ facts: { topicId: id, author: 'Петрова О. Н.' } }]);
  const { queue } = await school.as('kuznetsov', consultations);
  expect(queue!.find(line => line.id === id)).toMatchObject({
    ...{ state: 'new', asker: 'Петрова О. Н.', overdue: false, mine: false },
    dueAt: new Date('2026-11-26T12:30:00+03:00'),
  });
  expect((await school.as('petrova', consultations)).own[0]).toMatchObject({ id, state: 'new', mine: true });
});

test('nobody else sees it: not the director, not on the forum, not among letters', async () => {
  for (const login of ['sokolova', 'morozov', 'ivanova', 'smirnov']) {
    expect(await refusalOf(school.as(login, act => consultation(act, id))), login).toMatchObject({ kind: 'not-found' });
    expect((await school.as(login, consultations)).queue, login).toBeNull();
    expect((await school.as(login, act => letters(act))).letters.map(one => one.id)).not.toContain(id);
  }
  expect((await school.as('kuznetsov', act => topics(act))).topics.map(one => one.id)).not.toContain(id);
});

test('new → in work → answered → closed; a word of the asker opens it anew, with a new time', async () => {
  await school.as('kuznetsov', act => takeConsultation(act, id));
  expect(await state('petrova')).toBe('in-work');
  expect(await refusalOf(school.as('kuznetsov', act => takeConsultation(act, id)))).toMatchObject({
    reason: 'consultation/taken',
  });
  await school.as('kuznetsov', act => answerConsultation(act, id, { text: 'Проверьте адрес в настройках.' }));
  expect(await state()).toBe('answered');
  expect(await told('petrova', 'consultation-answered')).toMatchObject([{ facts: { topicId: id } }]);
  await school.as('petrova', act => closeConsultation(act, id));
  expect(await state()).toBe('closed');
  school.world.set('2026-11-27T10:00:00+03:00');
  await school.as('petrova', act => answerConsultation(act, id, { text: 'Адрес верный, а писем нет.' }));
  expect(await school.as('kuznetsov', act => consultation(act, id))).toMatchObject({
    state: 'new',
    dueAt: new Date('2026-12-01T10:00:00+03:00'),
    replies: [{ number: 1 }, { number: 2 }, { number: 3 }],
  });
  expect(await refusalOf(school.as('petrova', act => takeConsultation(act, id)))).toMatchObject({
    reason: 'not-allowed/answerConsultation',
  });
});

test('what is overdue stands first in the queue and is reminded of, until it is answered', async () => {
  await query(school, 'delete from notice');
  school.world.set('2026-12-01T09:59:00+03:00');
  await school.house.asHouse(remindOfOverdueConsultations);
  const before = await told('kuznetsov', 'consultations-overdue');
  school.world.set('2026-12-01T10:01:00+03:00');
  const later = await school.as('smirnov', act => ask(act, { text: 'Ещё вопрос' }));
  const { queue } = await school.as('kuznetsov', consultations);
  const waiting = queue!.filter(line => ['new', 'in-work'].includes(line.state)).map(line => [line.id, line.overdue]);
  expect(waiting.slice(-2)).toEqual([
    [id, true],
    [later, false],
  ]);
  await school.house.asHouse(remindOfOverdueConsultations);
  const after = await told('kuznetsov', 'consultations-overdue');
  expect(after.length).toBe(before.length + 1);
  expect(after.at(-1)!.facts).toMatchObject({
    titles: expect.arrayContaining([expect.stringContaining('Не приходят')]),
  });
  for (const [waitingId] of waiting)
    await school.as('kuznetsov', act => answerConsultation(act, waitingId as number, { text: 'Отвечено.' }));
  await school.house.asHouse(remindOfOverdueConsultations);
  expect(await told('kuznetsov', 'consultations-overdue')).toHaveLength(after.length);
});

test('a question is in a list exactly when the charter says so', async () => {
  const all = await query<{ id: number; askerId: number }>(
    school,
    `select id, author_id as "askerId" from topic where kind = 'consultation'`,
  );
  for (const login of ['petrova', 'smirnov', 'kuznetsov', 'sokolova', 'ivanova', 'masha']) {
    const { listed, seen } = await school.as(login, async act => {
      const { queue, own } = await consultations(act);
      const shown = [...(queue ?? []), ...own].map(one => one.id);
      return { listed: shown, seen: all.filter(one => may(act.by, 'readConsultation', one)).map(one => one.id) };
    });
    expect(
      listed.toSorted((a, b) => a - b),
      login,
    ).toEqual(seen.toSorted((a, b) => a - b));
  }
});
