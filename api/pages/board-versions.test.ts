import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let sokolova: TestBrowser;
let morozov: TestBrowser;
let ivanova: TestBrowser;
let petrova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  [sokolova, morozov] = [await school.browser('sokolova'), await school.browser('morozov')];
  [ivanova, petrova] = [await school.browser('ivanova'), await school.browser('petrova')];
});
afterAll(() => school.close());

const plain = ({ body }: { body: string }) => body.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
const fields = { kind: 'instruction', date: '2026-11-24', title: 'О дежурстве', text: 'Дежурить.', audience: 'staff' };
const formOf = (typed: Record<string, string>, names: string[]) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.append(name, value);
  for (const name of names) form.append('file', new Blob([new Uint8Array(pdf)]), name);
  return form;
};

describe('a document with several files', () => {
  test('carries up to ten of them, each under an address of its own', async () => {
    const posted = await sokolova.upload('/board', formOf(fields, ['График.pdf', 'Схема.pdf']));
    const address = posted.headers.location as string;
    const shown = await ivanova.get(address);
    const links = [...shown.body.matchAll(/href="(\/board\/\d+\/files\/\d+)"/g)].map(([, link]) => link!);
    expect(links).toHaveLength(2);
    expect((await ivanova.get(links[1]!)).headers['content-disposition']).toContain(encodeURIComponent('Схема.pdf'));
    expect((await ivanova.get(`${address}/file`)).headers['content-disposition']).toContain(
      encodeURIComponent('График.pdf'),
    );
    expect((await petrova.get(links[1]!)).statusCode).toBe(404);
  });

  test('that is a draft loses the one that is taken away, and keeps the rest', async () => {
    const begun = await morozov.upload('/board/drafts', formOf(fields, ['Первый.pdf', 'Второй.pdf']));
    const address = begun.headers.location as string;
    const { body } = await morozov.get(address);
    const [, first] = /name="dropFile" value="(\d+)"/.exec(body)!;
    const version = /name="version" value="(\d+)"/.exec(body)![1]!;
    await morozov.post(address, { ...fields, version, dropFile: first!, next: 'save' });
    const after = plain(await morozov.get(address));
    expect(after).toContain('Второй.pdf');
    expect(after).not.toContain('Первый.pdf');
  });
});

describe('the form of a draft', () => {
  test('keeps days in force, pin, opening and the document it replaces; a box that is cleared stays clear', async () => {
    const typed = {
      ...{ ...fields, kind: 'regulation', effectiveFrom: '2026-12-01', effectiveUntil: '2027-05-31' },
      ...{ isPublic: 'yes', pinned: 'yes', replaces: '1' },
    };
    const begun = await morozov.post('/board/drafts', typed);
    const address = begun.headers.location as string;
    const { body } = await morozov.get(address);
    for (const part of ['value="2026-12-01"', 'value="2027-05-31"', '<option value="1" selected>'])
      expect(body).toContain(part);
    expect(body).toMatch(/name="isPublic" value="yes" checked/);
    const refused = await morozov.post(address, { ...fields, kind: 'regulation', title: '', version: '1' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).not.toMatch(/name="(isPublic|pinned)" value="yes" checked/);
  });

  test('begins with the text of the document that it is to replace', async () => {
    const { body } = await morozov.get('/board/drafts/new?replaces=1');
    expect(body).toContain('ПОЛОЖЕНИЕ');
    expect(body).toContain('<option value="1" selected>');
    expect((await petrova.get('/board/drafts/new?replaces=1')).statusCode).toBe(404);
  });

  test('lists people without a script: the staff, and families of an announcement when they are asked for', async () => {
    const staff = (await morozov.get('/board/drafts/new?kind=announcement')).body;
    expect(staff).toContain('Волков Денис Олегович, учитель');
    expect(staff).not.toContain('Петрова Ольга Николаевна');
    const everybody = (await morozov.get('/board/drafts/new?kind=announcement&people=all')).body;
    expect(everybody).toMatch(/Петрова Ольга Николаевна, родитель, 2А, 5Б/);
    const word = `person:${await school.person('petrova')}`;
    const begun = await morozov.post('/board/drafts', { ...fields, kind: 'announcement', audience: ['teacher', word] });
    const kept = (await morozov.get(begun.headers.location as string)).body;
    expect(kept).toContain(`<option value="${word}" selected>Петрова Ольга Николаевна`);
  });
});

describe('a published document', () => {
  test('is corrected on its page; the older one says what stands instead of it', async () => {
    const posted = await sokolova.post('/board', fields);
    const address = posted.headers.location as string;
    const wrong = await sokolova.post(`${address}/correction`, {
      title: 'О дежурстве',
      text: 'Не опаздывать.',
      reason: '',
    });
    expect(wrong.statusCode).toBe(422);
    expect(plain(wrong)).toContain('Напишите, почему исправлен документ');
    expect(wrong.body).toContain('Не опаздывать.');
    const right = { title: 'О дежурстве', text: 'Не опаздывать.', reason: 'Уточнение', anew: 'yes' };
    const corrected = await sokolova.post(`${address}/correction`, right);
    expect(corrected.statusCode).toBe(303);
    expect(plain(await ivanova.get(corrected.headers.location as string))).toContain(
      'Редакция 2 от 24 ноября 2026 года: Уточнение',
    );
    expect(plain(await ivanova.get(address))).toContain('Этот документ заменён. Вместо него:');
    expect((await sokolova.get(`${address}/correction`)).statusCode).toBe(409);
  });

  test('is pinned and opened by who publishes the kind; the fourth pin is refused with a sentence', async () => {
    for (const id of [2, 3]) expect((await sokolova.post(`/board/${id}/pin`, { yes: '1' })).statusCode).toBe(303);
    const fourth = await sokolova.post('/board/4/pin', { yes: '1' });
    expect([fourth.statusCode, plain(fourth).includes('Сначала открепите один из них.')]).toEqual([422, true]);
    expect((await ivanova.post('/board/2/pin', { yes: '' })).statusCode).toBe(403);
    expect((await sokolova.post('/board/4/public', { yes: '1' })).statusCode).toBe(303);
    expect(plain(await petrova.get('/base'))).toContain('Как заполнять электронный журнал');
    await sokolova.post('/board/4/public', { yes: '' });
    expect(plain(await petrova.get('/base'))).not.toContain('Как заполнять электронный журнал');
  });
});

test('the archive is narrowed by state; what is typed for the board never leaves it', async () => {
  const archive = plain(await ivanova.get('/board/archive?state=replaced&kind=regulation'));
  expect(archive).toContain('есть замена, не действует с 26 августа 2026');
  expect(archive).toContain('action="/board/archive"');
  expect(plain(await ivanova.get('/board/archive?state=expired&kind=regulation'))).not.toContain('Положение о ведении');
  expect((await ivanova.get('/board/archive?state=nonsense')).statusCode).toBe(200);
});

test('announcements that are over wait under their own link', async () => {
  school.world.set('2026-11-30T12:30:00+03:00');
  expect(plain(await petrova.get('/announcements'))).not.toContain('Сбор макулатуры');
  expect(plain(await petrova.get('/announcements?archive=1'))).toContain('Сбор макулатуры');
  school.world.set('2026-11-24T12:30:00+03:00');
});
