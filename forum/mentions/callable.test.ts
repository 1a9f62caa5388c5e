import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { callable } from './callable.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await query(
    school,
    `insert into section (key, name, description, position, readers, writers)
     values ('heads', 'Администрация', '', 9, '{director,deputy}', '{director,deputy}') returning id`,
  );
});
afterAll(() => school.close());

const found = async (q: string, section = 'teaching', login = 'orlova') =>
  (await school.as(login, act => callable(act, { section, q }))).map(({ shortName }) => shortName);

test('colleagues are found by the beginning of family name, given name or login, whatever the letters', async () => {
  expect(await found('Иванов')).toContain('Иванова Н. П.');
  expect(await found('ИВАНОВА')).toEqual(['Иванова Н. П.']);
  expect(await found('иванова на')).toEqual(['Иванова Н. П.']);
  expect(await found('ivanov')).toContain('Иванова Н. П.');
  expect(await found('федор')).toContain('Фёдорова С. И.');
  expect(await found('натал')).toContain('Иванова Н. П.');
  expect(await found('нова')).not.toContain('Иванова Н. П.');
});

test('at most eight, nobody outside the staff, not oneself, no signs of a pattern', async () => {
  expect(await found('')).toHaveLength(8);
  expect(await found('петрова')).not.toContain('Петрова О. Н.');
  expect(await found('орлова')).toEqual([]);
  expect(await found('%')).toEqual([]);
  expect(await found('_')).toEqual([]);
});

test('who may not read the section is named to nobody there', async () => {
  expect((await found('', 'heads', 'sokolova')).toSorted()).toEqual(['Морозов А. П.']);
  for (const login of ['ivanova', 'petrova'])
    await expect(found('', 'heads', login)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(found('', 'nowhere')).rejects.toMatchObject({ kind: 'not-found' });
});

test('is called by the short name, by login where two bear it', async () => {
  const calls = async () =>
    (await school.as('orlova', act => callable(act, { section: 'teaching', q: 'волков д' }))).map(one => one.call);
  expect(await calls()).toEqual(['@Волков Д. О.']);
  await query(
    school,
    `update person set family_name = 'Волков', given_name = 'Денис', patronymic = 'Олегович' where login = 'kuznetsov' returning id`,
  );
  expect((await calls()).toSorted()).toEqual(['@kuznetsov', '@volkov']);
});
