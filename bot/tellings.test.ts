import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings, type SettingsChange } from '#school/tellings/change-settings.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';
import { type Listening, listen, roundOf, tellPerson } from '#test/tellings.ts';

// Tuesday 24 November 2026, 12:30. Петрова wants Маша's marks at once and Ваня's in the evening.
let school: TestSchool;
let petrova: number;
let masha: number;
let vanya: number;
let web: Listening;
let round: () => Promise<number>;
beforeAll(async () => {
  school = await openTestSchool();
  petrova = await school.person('petrova');
  masha = await studentOf(school, 'Петрова Мария');
  vanya = await studentOf(school, 'Петров Иван');
});
beforeEach(async () => {
  for (const table of ['delivery', 'notice', 'telling_choice', 'telling_hours'])
    await query(school, `delete from ${table}`);
  school.world.set('2026-11-24T12:30:00+03:00');
  web = listen(school, 'web');
  round = roundOf(school, [web]);
  await settings({ choices: [{ studentId: vanya, matter: 'mark', choice: 'digest' }] });
});
afterAll(() => school.close());

const settings = (change: SettingsChange) => school.as('petrova', act => changeSettings(act, change));
const clock = async (local: string) => {
  school.world.set(`${local}:00+03:00`);
  await round();
};
const heard = () => web.of(petrova);
const outcomes = async () =>
  (await query<{ outcome: string }>(school, `select outcome from notice where kind <> 'digest' order by id`)).map(
    row => row.outcome,
  );

const givenNameOf = (studentId: number) => (studentId === masha ? 'Маша' : 'Ваня');
const mark = (studentId: number, subject: string, value: number, more: object = {}) =>
  tellPerson(school, petrova, {
    kind: 'mark',
    subject: 'lesson:1',
    studentId,
    facts: {
      ...{ cell: `mark ${studentId}`, studentId, givenName: givenNameOf(studentId), subject },
      ...{
        day: school.world.now().toISOString().slice(0, 10),
        mark: { value, workKind: 'тест', comment: null },
        old: null,
      },
      ...more,
    },
  });
const homework = (studentId: number, subject: string, text: string) =>
  tellPerson(school, petrova, {
    kind: 'homework',
    subject: 'lesson:1',
    studentId,
    facts: { givenName: givenNameOf(studentId), subject, dueOn: '2026-11-25', homework: text, old: null },
    staleAt: new Date('2026-11-25T00:00:00+03:00'),
  });

describe('Петрова', () => {
  test('hears Маша’s mark at once, and one message in the evening with Ваня’s mark and both homeworks', async () => {
    await mark(masha, 'Математика', 5);
    await mark(vanya, 'Чтение', 4);
    await homework(vanya, 'Чтение', 'стр. 12');
    await homework(masha, 'Математика', '№ 5');
    await clock('2026-11-24T12:31');
    expect(heard()).toEqual(['2026-11-24 12:31 Маша, Математика: 5 — тест']);
    await clock('2026-11-24T18:59');
    expect(heard()).toHaveLength(1);
    await clock('2026-11-24T19:00');
    await clock('2026-11-24T19:01');
    expect(heard().slice(1)).toEqual([
      [
        '2026-11-24 19:00 Итоги дня',
        '',
        'Иван',
        '',
        'Отметки',
        'Чтение: 4 — тест',
        '',
        'Домашнее задание',
        'Чтение на 25 ноября: стр. 12',
        '',
        'Мария',
        '',
        'Домашнее задание',
        'Математика на 25 ноября: № 5',
      ].join('\n'),
    ]);
    expect(await outcomes()).toEqual(['at-once', 'digest', 'digest', 'digest']);
  });

  test('hears nothing in the evening when there is nothing', async () => {
    await clock('2026-11-24T19:00');
    await clock('2026-11-25T19:00');
    expect(heard()).toEqual([]);
  });

  test('hears in the morning what came at night, in order and in one message', async () => {
    school.world.set('2026-11-24T22:00:00+03:00');
    await mark(masha, 'Математика', 5);
    school.world.pass(60_000);
    await mark(masha, 'Музыка', 4);
    for (const hour of ['23:00', '06:59']) await clock(`2026-11-2${hour === '23:00' ? 4 : 5}T${hour}`);
    expect(heard()).toEqual([]);
    await clock('2026-11-25T07:00');
    expect(heard()).toEqual([
      '2026-11-25 07:00 Маша, Математика: 5 — тест, 24 ноября\nМаша, Музыка: 4 — тест, 24 ноября',
    ]);
  });

  test('hears a homework set after the digest at once, for tomorrow evening is too late', async () => {
    school.world.set('2026-11-24T20:00:00+03:00');
    await homework(masha, 'Математика', '№ 5');
    await clock('2026-11-24T20:01');
    expect(heard()).toEqual(['2026-11-24 20:01 Маша, Математика на 25 ноября: № 5']);
  });

  test('hears no digest on Saturday and Sunday', async () => {
    school.world.set('2026-11-27T20:00:00+03:00');
    await mark(vanya, 'Чтение', 4);
    for (const day of [28, 29]) await clock(`2026-11-${day}T19:00`);
    expect(heard()).toEqual([]);
    await clock('2026-11-30T19:00');
    expect(heard()).toHaveLength(1);
  });

  test('hears never what she does not want, and it is kept why', async () => {
    await settings({ choices: [{ studentId: masha, matter: 'mark', choice: 'never' }] });
    await mark(masha, 'Математика', 5);
    await clock('2026-11-24T12:31');
    await clock('2026-11-24T19:00');
    expect(heard()).toEqual([]);
    expect(await outcomes()).toEqual(['never']);
  });

  test('hears what waits by a new wish as soon as she changes it', async () => {
    await mark(vanya, 'Чтение', 4);
    await clock('2026-11-24T12:31');
    await settings({ choices: [{ studentId: vanya, matter: 'mark', choice: 'at-once' }] });
    await clock('2026-11-24T12:32');
    expect(heard()).toEqual(['2026-11-24 12:32 Ваня, Чтение: 4 — тест']);
  });

  test('has her digest when she likes', async () => {
    await settings({ digestAt: '17:30' });
    await mark(vanya, 'Чтение', 4);
    await clock('2026-11-24T17:30');
    expect(heard()).toHaveLength(1);
  });

  test('is not told of Ваня when her guardianship has ended meanwhile: neither at night, nor in the digest', async () => {
    await mark(vanya, 'Чтение', 4);
    await mark(masha, 'Музыка', 5);
    await settings({ choices: [{ studentId: masha, matter: 'mark', choice: 'digest' }] });
    await clock('2026-11-24T12:31');
    await query(
      school,
      `update guardianship set until = '2026-11-23' where parent_id = :petrova and student_id = :vanya`,
      {
        petrova,
        vanya,
      },
    );
    await clock('2026-11-24T19:00');
    await query(school, 'update guardianship set until = null where parent_id = :petrova', { petrova });
    expect(heard()).toHaveLength(1);
    expect(heard()[0]).not.toContain('Чтение');
    expect(await outcomes()).toEqual(['ended', 'digest']);
  });

  test('is not told by a digest that could not go before her guardianship ended', async () => {
    await mark(vanya, 'Чтение', 4);
    web.failing = 1;
    await clock('2026-11-24T12:31');
    await clock('2026-11-24T19:00');
    await query(
      school,
      `update guardianship set until = '2026-11-23' where parent_id = :petrova and student_id = :vanya`,
      {
        petrova,
        vanya,
      },
    );
    await clock('2026-11-24T19:10');
    await query(school, 'update guardianship set until = null where parent_id = :petrova', { petrova });
    expect(heard()).toEqual([]);
    expect(await query(school, 'select state from delivery')).toEqual([{ state: 'refused' }]);
  });

  test('is told nothing when her account was closed while the notice waited', async () => {
    await mark(vanya, 'Чтение', 4);
    await clock('2026-11-24T12:31');
    await query(school, `update person set deactivated_at = now() where id = :petrova`, { petrova });
    await clock('2026-11-24T19:00');
    await query(school, 'update person set deactivated_at = null where id = :petrova', { petrova });
    expect(heard()).toEqual([]);
    expect(await outcomes()).toEqual(['ended']);
  });

  test('is not woken by a message that failed in the evening', async () => {
    await mark(masha, 'Математика', 5);
    school.world.set('2026-11-24T20:59:30+03:00');
    web.failing = 1;
    await round();
    await clock('2026-11-24T21:00');
    await clock('2026-11-25T02:00');
    expect(heard()).toEqual([]);
    await clock('2026-11-25T07:00');
    expect(heard()).toHaveLength(1);
  });
});

test('marks are hidden under a spoiler when their reader wishes it', async () => {
  await settings({ spoiler: true });
  const facts = {
    givenName: 'Маша',
    subject: 'Музыка',
    day: '2026-11-24',
    mark: { value: 5, workKind: 'тест', comment: 'Умница' },
    old: null,
  };
  const printed = school.press.screen('notices/mark', { notices: [facts], spoiler: true });
  const text = printed.text.replaceAll('\u00a0', ' ');
  expect(text).toBe('<b>Маша, Музыка: <tg-spoiler>5</tg-spoiler></b> — тест\n<i><tg-spoiler>Умница</tg-spoiler></i>');
  await mark(masha, 'Музыка', 5);
  const shown: string[] = [];
  await roundOf(school, [
    {
      name: 'web',
      show: async (_, screen) => ({ messageId: String(shown.push(screen.text.replaceAll('\u00a0', ' '))) }),
    },
  ])();
  expect(shown).toEqual(['<b>Маша, Музыка: <tg-spoiler>5</tg-spoiler></b> — тест']);
});
