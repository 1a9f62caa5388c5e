import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { refusalOf } from '#test/journal.ts';
import { type DocumentFilter, documents } from './documents.ts';
import { postDocument } from './post-document.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await school.as('sokolova', act =>
    postDocument(act, {
      ...{ kind: 'order', date: '2026-11-24', title: 'О ремонте спортзала', text: 'Закупить лампы.' },
      audience: ['registrar'],
    }),
  );
});
afterAll(() => school.close());

const find = async (login: string, filter: DocumentFilter) =>
  (await school.as(login, act => documents(act, filter))).documents.map(({ title }) => title);

describe('the search of the board', () => {
  test('finds words of titles and of texts in any form', async () => {
    expect(await find('sokolova', { q: 'олимпиадой' })).toEqual(['О проведении школьного этапа олимпиады']);
    expect(await find('sokolova', { q: 'лампа' })).toEqual(['О ремонте спортзала']);
    expect(await find('sokolova', { q: 'ремонту лампами' })).toEqual(['О ремонте спортзала']);
    expect(await find('sokolova', { q: 'жираф' })).toEqual([]);
  });

  test('finds for nobody what is not for them', async () => {
    expect(await find('kuznetsov', { q: 'лампы' })).toEqual(['О ремонте спортзала']);
    expect(await find('ivanova', { q: 'лампы' })).toEqual([]);
    expect((await refusalOf(find('petrova', { q: 'лампы' }))).kind).toBe('not-found');
  });

  test('is narrowed by kind, year and signer, and counts what it found', async () => {
    const list = await school.as('sokolova', act => documents(act, { q: 'собрания', kind: 'announcement' }));
    expect(list.kinds.find(({ kind }) => kind === 'announcement')!.count).toBe(list.documents.length);
    expect(list.documents.length).toBeGreaterThan(0);
    const morozov = list.signers.find(({ name }) => name === 'Морозов А. П.')!;
    const signed = await school.as('sokolova', act => documents(act, { signer: morozov.id }));
    expect(new Set(signed.documents.map(({ signer }) => signer))).toEqual(new Set(['Морозов А. П.']));
    expect(await find('sokolova', { q: 'лампы', signer: morozov.id })).toEqual([]);
    expect(await find('sokolova', { q: 'лампы', year: 2025 })).toEqual([]);
  });

  test.each(['!!!', '-ремонт'])('refuses %s, where there is nothing to look for', async q => {
    expect(await refusalOf(find('sokolova', { q }))).toMatchObject({ reason: 'search-empty', field: 'q' });
  });

  test.each(["'; drop table board_document; --", '& | ! <->', '«незакрытая', '%_?'])('never breaks: %s', async q => {
    const found = await find('sokolova', { q }).then(
      rows => rows.length,
      error => error.kind,
    );
    expect([0, 'invalid']).toContain(found);
  });
});

test('the page keeps what was typed and says what it can’t look for', async () => {
  const browser = await school.browser('sokolova');
  const found = await browser.get(`/board?q=${encodeURIComponent('лампы')}&kind=order`);
  expect(found.body).toContain('О ремонте спортзала');
  expect(found.body).toContain('value="лампы"');
  const wrong = await browser.get('/board?q=!!!');
  expect([wrong.statusCode, wrong.body.includes('хотя бы одно слово')]).toEqual([200, true]);
});
