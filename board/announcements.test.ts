import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownClasses } from '#school/own-classes.ts';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { announcement, announcements } from './announcements.ts';
import { documents } from './documents.ts';
import { postDocument } from './post-document.ts';

let school: TestSchool;
let fifth: number;
beforeAll(async () => {
  school = await openTestSchool();
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  fifth = own!.id;
  await query(school, 'delete from notice');
});
afterAll(() => school.close());

const post = (audience: string[], { kind = 'announcement', login = 'morozov', title = audience.join() } = {}) =>
  school.as(login, act => postDocument(act, { kind, date: '2026-11-24', title, text: 'Текст.', audience }));
const told = async (id: number) =>
  (
    await query<{ login: string; kind: string }>(
      school,
      `select p.login, n.kind from notice n join person p on p.id = n.reader_id where subject in (:a, :d) order by p.login`,
      { a: `announcement:${id}`, d: `document:${id}` },
    )
  ).map(({ login, kind }) => `${login} ${kind}`);

test('the deputy announces to parents: they are told and read it; staff documents stay unseen', async () => {
  const id = await post(['parents'], { title: 'Собрание' });
  const heard = await told(id);
  for (const login of ['petrova', 'smirnov', 'kozlova', 'orlova']) expect(heard).toContain(`${login} announcement`);
  expect(heard.some(line => /^(masha|ivanova|sokolova|belova) /.test(line))).toBe(false);
  const list = await school.as('petrova', act => announcements(act));
  expect(list.announcements[0]).toMatchObject({ id, title: 'Собрание', signer: 'Морозов А. П.' });
  expect(await school.as('petrova', act => announcement(act, id))).toMatchObject({ text: 'Текст.' });
  expect(await refusalOf(school.as('masha', act => announcement(act, id)))).toMatchObject({ kind: 'not-found' });
  const forStaff = await post(['staff']);
  expect(await refusalOf(school.as('petrova', act => announcement(act, forStaff)))).toMatchObject({
    kind: 'not-found',
  });
});

test('to one class: its families alone', async () => {
  const id = await post([`class:${fifth}`]);
  const heard = await told(id);
  expect(heard).toContain('petrova announcement');
  expect(heard).toContain('masha announcement');
  expect(heard.some(line => line.startsWith('kozlova'))).toBe(false);
  expect(await refusalOf(school.as('kozlova', act => announcement(act, id)))).toMatchObject({ kind: 'not-found' });
});

test('who works here and is a mother hears of it once', async () => {
  const id = await post(['teacher', 'parents']);
  expect((await told(id)).filter(line => line.startsWith('orlova'))).toEqual(['orlova document']);
});

describe('is refused', () => {
  test('for orders, for unknown classes and words, for nobody', async () => {
    const reason = async (audience: string[], kind = 'announcement') =>
      (await refusalOf(post(audience, { kind, login: 'sokolova' }))).reason;
    expect(await reason(['parents'], 'order')).toBe('document-audience-staff');
    expect(await reason([`class:${fifth}`], 'regulation')).toBe('document-audience-staff');
    for (const audience of [[], ['class:99999'], ['class:'], ['class:1;drop'], ['parent'], ['parents', 'all']])
      expect([audience, await reason(audience)]).toEqual([audience, 'document-audience']);
  });

  test('to the staff who are no parents: the page is not theirs', async () => {
    for (const login of ['ivanova', 'sokolova'])
      expect(await refusalOf(school.as(login, act => announcements(act)))).toMatchObject({ kind: 'not-found' });
  });
});

test('a class of this year may be chosen, several with parents and staff beside it', async () => {
  const id = await post(['staff', 'teacher', 'students', `class:${fifth}`]);
  const [row] = await query<{ audience: string[] }>(school, 'select audience from board_document where id = :id', {
    id,
  });
  expect(row!.audience).toEqual(['staff', 'students', `class:${fifth}`]);
});

test('an announcement is in the list exactly when the charter says so; the board shows families’ ones to nobody it is not for', async () => {
  const all = await query<{ id: number; kind: string; audience: string[]; signerId: number }>(
    school,
    'select id, kind, audience, signer_id as "signerId" from board_document',
  );
  for (const login of ['petrova', 'smirnov', 'kozlova', 'masha', 'belova', 'orlova']) {
    const { listed, seen } = await school.as(login, async act => {
      const classIds = await ownClasses(act);
      const { announcements: lines } = await announcements(act, { most: 100 });
      return {
        listed: lines.map(({ id }) => id),
        seen: all.filter(one => may(act.by, 'readAnnouncement', { ...one, classIds })).map(({ id }) => id),
      };
    });
    expect(listed.length, login).toBeGreaterThan(0);
    expect(
      listed.toSorted((a, b) => a - b),
      login,
    ).toEqual(seen.toSorted((a, b) => a - b));
  }
  const board = await school.as('ivanova', act => documents(act, { kind: 'announcement' }));
  expect(board.documents.map(({ title }) => title)).not.toContain('Собрание');
});
