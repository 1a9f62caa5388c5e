import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { staffRoles } from '#school/actor.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { may } from '../permissions.ts';
import { announceTraining, type NewTraining } from './announce-training.ts';
import { answerTraining } from './answer-training.ts';
import { cancelTraining } from './cancel-training.ts';
import { changeTraining } from './change-training.ts';
import { markAttendance } from './mark-attendance.ts';
import { remindOfTheHour, remindOfTomorrow } from './remind-of-trainings.ts';
import { training } from './training.ts';
import { trainingFigures } from './training-figures.ts';
import { trainings } from './trainings.ts';

// Tuesday 2026-11-24, 12:30. Морозов's seminar is on Monday the 30th, for Иванова, Волков and Орлова.
const now = '2026-11-24T12:30:00+03:00';
let school: TestSchool;
let people: Record<'ivanova' | 'volkov' | 'orlova' | 'fedorova', number>;
let seminar: NewTraining;
beforeAll(async () => {
  school = await openTestSchool();
  const id = (login: string) => school.person(login);
  people = {
    ...{ ivanova: await id('ivanova'), volkov: await id('volkov') },
    ...{ orlova: await id('orlova'), fedorova: await id('fedorova') },
  };
  seminar = {
    ...{ title: 'Итоги четверти', place: 'Кабинет 212' },
    ...{ day: '2026-11-30', starts: '15:00', ends: '16:30' },
    audience: [people.ivanova, people.volkov, people.orlova].map(person => `person:${person}`),
  };
});
beforeEach(() => school.world.set(now));
afterAll(() => school.close());

const announce = (changes: Partial<NewTraining> = {}) =>
  school.as('morozov', act => announceTraining(act, { ...seminar, ...changes }));
const answer = (login: string, id: number, coming: boolean) =>
  school.as(login, act => answerTraining(act, id, { coming, through: 'page' }));
const view = (login: string, id: number) => school.as(login, act => training(act, id));
const change = async (id: number, changes: Partial<NewTraining>) => {
  const { version } = await view('morozov', id);
  return school.as('morozov', act => changeTraining(act, id, { ...seminar, ...changes, version }));
};
/** «login kind» of what was told about it since the announcement. */
const news = async (id: number) => {
  const rows = await query<{ login: string; kind: string; facts: Record<string, unknown> }>(
    school,
    `select p.login, n.kind, n.facts from notice n join person p on p.id = n.reader_id
     where n.subject = 'training:${id}' and n.kind <> 'training' order by p.login, n.id`,
  );
  return rows;
};
const newsWords = async (id: number) => (await news(id)).map(({ login, kind }) => `${login} ${kind}`).sort();

describe('answers', () => {
  test('Иванова comes, Волков does not; he thinks again until it begins', async () => {
    const id = await announce();
    await answer('ivanova', id, true);
    await answer('volkov', id, false);
    expect(await view('ivanova', id)).toMatchObject({ coming: 1, staying: 1, invited: 3, mine: { coming: true } });
    await answer('volkov', id, true);
    expect(await view('volkov', id)).toMatchObject({ coming: 2, staying: 0, mine: { coming: true } });

    school.world.set('2026-11-30T15:00:00+03:00');
    const late = { kind: 'conflict', reason: 'training/begun' };
    expect(await refusalOf(answer('orlova', id, true))).toMatchObject(late);
  });

  test('colleagues see who comes; who has refused or said nothing is seen by who holds it', async () => {
    const id = await announce();
    await answer('ivanova', id, true);
    await answer('volkov', id, false);
    const names = async (login: string) => (await view(login, id)).people.map(({ name, coming }) => [name, coming]);
    expect(await names('orlova')).toEqual([['Иванова Наталья Петровна', true]]);
    expect(await names('morozov')).toEqual([
      ['Волков Денис Олегович', false],
      ['Иванова Наталья Петровна', true],
      ['Орлова Марина Александровна', null],
    ]);
  });

  test('are asked of those invited alone: Фёдорова may not even see it, Морозов holds it', async () => {
    const id = await announce();
    expect(await refusalOf(answer('fedorova', id, true))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(answer('petrova', id, true))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(answer('morozov', id, true))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(answer('sokolova', id, true))).toMatchObject({ kind: 'not-allowed' });
  });

  test('of three who want two places at once two get one; a place given back is free again', async () => {
    const id = await announce({ capacity: 2 });
    const logins = ['ivanova', 'volkov', 'orlova'];
    const results = await Promise.allSettled(logins.map(login => answer(login, id, true)));
    const refused = logins.filter((_, index) => results[index]!.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(await view('morozov', id)).toMatchObject({ coming: 2, free: 0 });
    expect(await refusalOf(answer(refused[0]!, id, true))).toMatchObject({ kind: 'conflict', reason: 'training/full' });

    await answer(logins.find(login => login !== refused[0])!, id, false);
    await answer(refused[0]!, id, true);
    expect(await view('morozov', id)).toMatchObject({ coming: 2, free: 0 });
  });
});

describe('a change', () => {
  test('of the time is told to those invited, with what it was', async () => {
    const id = await announce();
    await change(id, { day: '2026-12-01', place: 'Актовый зал' });
    const told = await news(id);
    expect(told.map(({ login, kind }) => `${login} ${kind}`)).toEqual([
      'ivanova training-changed',
      'orlova training-changed',
      'volkov training-changed',
    ]);
    expect(told[0]!.facts).toMatchObject({
      ...{ day: '2026-12-01', starts: '15:00', place: 'Актовый зал' },
      was: { day: '2026-11-30', starts: '15:00', place: 'Кабинет 212' },
    });
  });

  test('of the words alone is told to nobody', async () => {
    const id = await announce();
    await change(id, { text: 'Возьмите ноутбук.', capacity: 10 });
    expect(await news(id)).toEqual([]);
    expect(await view('ivanova', id)).toMatchObject({ text: 'Возьмите ноутбук.', capacity: 10 });
  });

  test('of the guests is told to who is new and to who is asked no more; the place of the latter is free', async () => {
    const id = await announce({ capacity: 1 });
    await answer('volkov', id, true);
    await change(id, { capacity: 1, audience: [`person:${people.ivanova}`, `person:${people.fedorova}`] });
    expect(await newsWords(id)).toEqual(['orlova training-uninvited', 'volkov training-uninvited']);
    expect(
      await query(school, `select 1 from notice where subject = 'training:${id}' and kind = 'training'`),
    ).toHaveLength(4);
    await answer('fedorova', id, true);
    expect(await view('fedorova', id)).toMatchObject({ coming: 1, free: 0, invited: 2 });
  });

  test('of the holder makes Орлова hold it: she hears so and answers no more', async () => {
    const id = await announce();
    await change(id, { organiserId: people.orlova });
    expect(await newsWords(id)).toEqual(['orlova training-holds']);
    expect(await view('orlova', id)).toMatchObject({
      mayAnswer: false,
      mayChange: true,
      organiser: { name: 'Орлова М. А.' },
    });
  });

  test('by two at once loses nobody’s work: the second is told that it has changed', async () => {
    const id = await announce();
    const { version } = await view('morozov', id);
    await school.as('sokolova', act => changeTraining(act, id, { ...seminar, place: 'Библиотека', version }));
    const second = school.as('morozov', act => changeTraining(act, id, { ...seminar, place: 'Зал', version }));
    expect(await refusalOf(second)).toMatchObject({ kind: 'conflict', reason: 'training/conflict' });
    expect(await view('morozov', id)).toMatchObject({ place: 'Библиотека', organiser: { name: 'Морозов А. П.' } });
  });

  test('is the holder’s and the heads’; the registrar sees it and may not, a guest may not', async () => {
    const id = await announce();
    const entry = { ...seminar, version: 1 };
    for (const login of ['ivanova', 'kuznetsov'])
      expect(await refusalOf(school.as(login, act => changeTraining(act, id, entry)))).toMatchObject({
        kind: 'not-allowed',
      });
  });
});

describe('calling off', () => {
  test('is told with the reason to all but who had said no; it stays in sight and takes no answers', async () => {
    const id = await announce({
      organiserId: people.orlova,
      audience: [`person:${people.ivanova}`, `person:${people.volkov}`],
    });
    await answer('volkov', id, false);
    await school.as('morozov', act => cancelTraining(act, id, { reason: 'Карантин' }));
    const told = (await news(id)).filter(({ kind }) => kind === 'training-cancelled');
    expect(told.map(({ login }) => login)).toEqual(['ivanova', 'orlova']);
    expect(told[0]!.facts).toMatchObject({ reason: 'Карантин', day: '2026-11-30' });
    expect(await view('ivanova', id)).toMatchObject({
      ...{ state: 'cancelled', cancelled: { by: 'Морозов А. П.', reason: 'Карантин' } },
      mayAnswer: false,
    });
    const again = { kind: 'conflict', reason: 'training/cancelled' };
    expect(await refusalOf(answer('ivanova', id, true))).toMatchObject(again);
    expect(await refusalOf(school.as('morozov', act => cancelTraining(act, id, { reason: 'Ещё раз' })))).toMatchObject(
      again,
    );
  });

  test('wants a reason', async () => {
    const id = await announce();
    const bare = school.as('morozov', act => cancelTraining(act, id, { reason: ' - ' }));
    expect(await refusalOf(bare)).toMatchObject({ kind: 'invalid', field: 'reason' });
  });
});

describe('who came', () => {
  const mark = (login: string, id: number, came: number[]) =>
    school.as(login, act => markAttendance(act, id, { came }));

  test('is marked by who holds it once it has begun; a guest who was not invited counts as well', async () => {
    const id = await announce();
    expect(await refusalOf(mark('morozov', id, []))).toMatchObject({ reason: 'training/not-begun' });
    school.world.set('2026-11-30T15:40:00+03:00');
    await mark('morozov', id, [people.ivanova, people.fedorova]);
    const marked = await view('morozov', id);
    expect(marked).toMatchObject({ came: 2, invited: 4, state: 'running' });
    expect(marked.people.map(({ name, came }) => [name.split(' ')[0], came])).toEqual([
      ['Волков', false],
      ['Иванова', true],
      ['Орлова', false],
      ['Фёдорова', true],
    ]);
    expect((await view('volkov', id)).mine).toEqual({ coming: null, came: false });

    await mark('sokolova', id, [people.volkov]);
    expect(await view('morozov', id)).toMatchObject({ came: 1, invited: 4 });
  });

  test('is nobody’s but the staff’s, and not of a session called off', async () => {
    const id = await announce();
    school.world.set('2026-11-30T17:00:00+03:00');
    const [petrova, morozov] = [await school.person('petrova'), await school.person('morozov')];
    for (const stranger of [petrova, morozov])
      expect(await refusalOf(mark('morozov', id, [stranger]))).toMatchObject({ kind: 'invalid', field: 'came' });
    expect(await refusalOf(mark('ivanova', id, []))).toMatchObject({ kind: 'not-allowed' });
    school.world.set(now);
    await school.as('morozov', act => cancelTraining(act, id, { reason: 'Карантин' }));
    school.world.set('2026-11-30T17:00:00+03:00');
    expect(await refusalOf(mark('morozov', id, []))).toMatchObject({ reason: 'training/cancelled' });
  });

  test('is summed for the director over the school year, session by session', async () => {
    const figures = async () => {
      const { people: all, ...rest } = await school.as('sokolova', act => trainingFigures(act));
      const of = (id: number) => {
        const { invited, came, missed, held } = all.find(one => one.id === id)!;
        return [invited, came, missed, held];
      };
      return { ...rest, ivanova: of(people.ivanova), volkov: of(people.volkov), orlova: of(people.orlova) };
    };
    school.world.set('2026-11-30T18:00:00+03:00');
    const before = await figures();
    school.world.set(now);
    const [first, second] = [
      await announce(),
      await announce({ organiserId: people.orlova, audience: ['class-teacher'] }),
    ];
    await announce();
    school.world.set('2026-11-30T18:00:00+03:00');
    await mark('morozov', first, [people.ivanova, people.orlova]);
    await mark('orlova', second, []);
    const after = await figures();
    // Three more are over, the third without marks.
    expect([after.held - before.held, after.unmarked - before.unmarked]).toEqual([3, 1]);
    const more = (who: 'ivanova' | 'volkov' | 'orlova') =>
      after[who].map((count, index) => count - before[who][index]!);
    expect(more('ivanova')).toEqual([2, 1, 1, 0]);
    expect(more('volkov')).toEqual([1, 0, 1, 0]);
    expect(more('orlova')).toEqual([1, 1, 0, 1]);
    const teacher = school.as('ivanova', act => trainingFigures(act));
    expect(await refusalOf(teacher)).toMatchObject({ kind: 'not-allowed' });
  });
});

describe('the clock reminds', () => {
  const soon = async (id: number) =>
    (await news(id))
      .filter(({ kind }) => kind === 'training-soon')
      .map(({ login, facts }) => `${login} ${facts.when}${facts.holds ? ' holds' : ''}`)
      .sort();
  const tomorrow = () => school.house.asHouse(remindOfTomorrow);
  const hour = () => school.house.asHouse(remindOfTheHour);

  test('the day before: who comes or has not said, and who holds it; not who has refused', async () => {
    const id = await announce();
    await answer('volkov', id, false);
    school.world.set('2026-11-28T16:00:00+03:00');
    await tomorrow();
    expect(await soon(id)).toEqual([]);
    school.world.set('2026-11-29T16:00:00+03:00');
    await tomorrow();
    expect(await soon(id)).toEqual(['ivanova tomorrow', 'morozov tomorrow holds', 'orlova tomorrow']);
  });

  test('the day before also of what was changed that day without being told; not who has heard of it anew', async () => {
    const id = await announce();
    school.world.set('2026-11-29T10:00:00+03:00');
    await change(id, { text: 'Возьмите журналы.' });
    const other = await announce({ ...seminar, title: 'Второй', starts: '17:00', ends: '18:00', day: '2026-12-02' });
    school.world.set('2026-12-01T10:00:00+03:00');
    await change(other, { title: 'Второй', day: '2026-12-02', starts: '17:30', ends: '18:30' });
    school.world.set('2026-11-29T16:00:00+03:00');
    await tomorrow();
    expect(await soon(id)).toEqual([
      'ivanova tomorrow',
      'morozov tomorrow holds',
      'orlova tomorrow',
      'volkov tomorrow',
    ]);
    school.world.set('2026-12-01T16:00:00+03:00');
    await tomorrow();
    expect(await soon(other)).toEqual(['morozov tomorrow holds']);
  });

  test('an hour before, once; of a session moved meanwhile anew', async () => {
    const id = await announce();
    school.world.set('2026-11-30T13:59:00+03:00');
    await hour();
    expect(await soon(id)).toEqual([]);
    school.world.set('2026-11-30T14:00:00+03:00');
    await hour();
    await hour();
    const once = ['ivanova hour', 'morozov hour holds', 'orlova hour', 'volkov hour'];
    expect(await soon(id)).toEqual(once);
    await change(id, { starts: '17:00', ends: '18:00' });
    await hour();
    expect(await soon(id)).toEqual(once);
    school.world.set('2026-11-30T16:00:00+03:00');
    await hour();
    expect(await soon(id)).toEqual([...once, ...once].sort());
  });

  test('nobody of what was called off, nor the hour before of what has just been announced', async () => {
    const [off, fresh] = [await announce(), await announce({ day: '2026-11-24', starts: '13:10', ends: '14:00' })];
    await school.as('morozov', act => cancelTraining(act, off, { reason: 'Карантин' }));
    await hour();
    school.world.set('2026-11-29T16:00:00+03:00');
    await tomorrow();
    school.world.set('2026-11-30T14:30:00+03:00');
    await hour();
    expect([...(await soon(off)), ...(await soon(fresh))]).toEqual([]);
  });
});

test('a session is in the list, and in sight, exactly where the charter says so', async () => {
  const audiences = [
    ...staffRoles.map(role => [role]),
    ['staff'],
    [`person:${people.volkov}`],
    ['director', 'registrar'],
  ];
  const made: { id: number; audience: string[]; organiserId: number }[] = [];
  for (const audience of audiences)
    for (const organiserId of [people.orlova, await school.person('morozov')])
      made.push({ id: await announce({ audience, organiserId }), audience, organiserId });
  for (const login of ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova']) {
    const { listed, seen } = await school.as(login, async act => {
      const { coming } = await trainings(act);
      const isSeen = (one: (typeof made)[number]) => may(act.by, 'readTraining', one);
      return { listed: coming.map(({ id }) => id), seen: made.filter(isSeen).map(({ id }) => id) };
    });
    expect(listed.filter(id => made.some(one => one.id === id)).sort(), login).toEqual(seen.sort());
    for (const { id } of made)
      expect(
        await view(login, id).then(
          () => true,
          () => false,
        ),
        `${login} ${id}`,
      ).toBe(seen.includes(id));
  }
  expect(await refusalOf(school.as('petrova', act => trainings(act)))).toMatchObject({ kind: 'not-found' });
});

test('a list of any length costs the same questions', async () => {
  const count = () => school.countQueries(() => school.as('ivanova', act => trainings(act)));
  const before = await count();
  for (let n = 0; n < 5; n++) await announce();
  expect(await count()).toBe(before);
});
