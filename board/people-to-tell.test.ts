import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personWord } from '#school/actor.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { announcement, announcements } from './announcements.ts';
import { document } from './document.ts';
import { documents } from './documents.ts';
import { peopleToTell } from './people-to-tell.ts';
import { type DocumentEntry, postDocument } from './post-document.ts';

let school: TestSchool;
const words: Record<string, string> = {};
beforeAll(async () => {
  school = await openTestSchool();
  for (const login of ['ivanova', 'orlova', 'volkov', 'petrova', 'masha', 'sokolova'])
    words[login] = personWord(await school.person(login));
});
afterAll(() => school.close());

const post = (login: string, changed: Partial<DocumentEntry>) =>
  school.as(login, act =>
    postDocument(act, {
      ...{ kind: 'announcement', date: '2026-11-24', title: 'Лично', text: 'Зайдите.', audience: [] },
      ...changed,
    }),
  );
const told = async (id: number) =>
  (
    await query<{ login: string; kind: string }>(
      school,
      `select p.login, n.kind from notice n join person p on p.id = n.reader_id where n.subject in (:staff, :family) order by 1`,
      { staff: `document:${id}`, family: `announcement:${id}` },
    )
  ).map(({ login, kind }) => `${login} ${kind}`);

describe('an announcement for Иванова, Петрова and Маша', () => {
  let id: number;
  beforeAll(async () => {
    id = await post('morozov', { audience: [words.ivanova!, words.petrova!, words.masha!] });
  });

  test('is told to them: to her on the board, to the family among its announcements, and to nobody else', async () => {
    expect(await told(id)).toEqual(['ivanova document', 'masha announcement', 'petrova announcement']);
    for (const login of ['petrova', 'masha'])
      expect(await school.as(login, act => announcement(act, id))).toMatchObject({ title: 'Лично' });
    for (const login of ['smirnov', 'kozlova', 'belova', 'orlova'])
      expect((await refusalOf(school.as(login, act => announcement(act, id)))).kind).toBe('not-found');
    for (const login of ['volkov', 'orlova', 'kuznetsov'])
      expect((await refusalOf(school.as(login, act => document(act, id)))).kind).toBe('not-found');
    const found = await school.as('volkov', act => documents(act, { q: 'зайдите' }));
    expect(found.documents).toEqual([]);
  });

  test('waits for her «Ознакомлен» alone', async () => {
    const sheet = await school.as('morozov', act => acknowledgements(act, id));
    expect(sheet.readers.map(({ name }) => name)).toEqual(['Иванова Наталья Петровна']);
    await school.as('ivanova', act => acknowledge(act, id, 'page'));
    expect((await school.as('morozov', act => acknowledgements(act, id))).acknowledged).toBe(1);
    expect(await school.as('ivanova', act => document(act, id))).toMatchObject({
      personNames: { [words.ivanova!]: 'Иванова Н. П.', [words.petrova!]: 'Петрова О. Н.' },
    });
  });
});

test('Орлова, who is a teacher and a mother, is told once, as staff', async () => {
  const id = await post('morozov', { audience: [words.orlova!] });
  expect(await told(id)).toEqual(['orlova document']);
  const { announcements: shown } = await school.as('orlova', act => announcements(act, { most: 100 }));
  expect(shown.map(one => one.id)).not.toContain(id);
});

test('an order may name staff, no parent; nobody unknown, nobody who has left', async () => {
  const order = { kind: 'order', title: 'О премии' };
  const id = await post('sokolova', {
    ...order,
    audience: [words.volkov!, words.ivanova!],
    acknowledgeBy: '2026-11-30',
  });
  expect(await told(id)).toEqual(['ivanova document', 'volkov document']);
  const refused = (audience: string[]) => refusalOf(post('sokolova', { ...order, audience }));
  expect(await refused([words.petrova!])).toMatchObject({ reason: 'document-audience-staff', field: 'audience' });
  expect(await refused(['person:99999'])).toMatchObject({ reason: 'document-audience' });
  expect(await refused(['person:0'])).toMatchObject({ reason: 'document-audience' });
  const many = Array.from({ length: 201 }, (_, index) => `person:${index + 1}`);
  expect(await refused(many)).toMatchObject({ reason: 'document-people-many' });
  const family = { audience: [words.petrova!], acknowledgeBy: '2026-11-30' };
  expect(await refusalOf(post('sokolova', family))).toMatchObject({ field: 'acknowledgeBy' });
});

describe('people are found by the beginning of a name', () => {
  const find = async (login: string, q: string, kind: 'order' | 'announcement' = 'announcement') =>
    (await school.as(login, act => peopleToTell(act, { kind, q }))).map(({ name, roles, classes }) =>
      [name, roles[0], classes].filter(Boolean).join(', '),
    );

  test('staff first, families for an announcement alone', async () => {
    expect(await find('morozov', 'иван нат')).toEqual(['Иванова Наталья Петровна, teacher']);
    expect(await find('morozov', 'петрова ол')).toEqual(['Петрова Ольга Николаевна, 2А, 5Б']);
    expect(await find('morozov', 'петрова ол', 'order')).toEqual([]);
    expect(await find('morozov', '%')).toEqual([]);
    expect((await find('morozov', '')).length).toBe(12);
  });

  test('by those who write documents', async () => {
    expect((await refusalOf(find('ivanova', 'а'))).kind).toBe('not-allowed');
    expect((await refusalOf(find('petrova', 'а'))).kind).toBe('not-found');
  });
});
