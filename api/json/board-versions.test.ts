import { afterAll, beforeAll, expect, test } from 'vitest';
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

const regulation = { kind: 'regulation', title: 'О дежурстве', text: 'Дежурить у входа.', audience: ['staff'] };

test('a draft is begun, saved, left to the clock, and published', async () => {
  const begun = await morozov.json('POST', '/api/board/drafts', { ...regulation, pinned: true });
  expect(begun.statusCode).toBe(201);
  const { id } = begun.json();
  expect((await morozov.json('GET', '/api/board/drafts')).json().drafts).toContainEqual(
    expect.objectContaining({ id, kind: 'regulation', author: 'Морозов А. П.', publishAt: null, held: false }),
  );
  const { version } = (await morozov.json('GET', `/api/board/drafts/${id}`)).json();
  const saved = { ...regulation, text: 'Дежурить у входа и в столовой.', effectiveFrom: '2026-12-01', version };
  expect((await morozov.json('PUT', `/api/board/drafts/${id}`, saved)).statusCode).toBe(204);
  expect((await morozov.json('PUT', `/api/board/drafts/${id}`, saved)).statusCode).toBe(409);
  expect((await morozov.json('POST', `/api/board/drafts/${id}/publication`, {})).statusCode).toBe(403);

  const planned = await sokolova.json('POST', `/api/board/drafts/${id}/publication`, { at: '2026-11-25T08:00' });
  expect(planned.json()).toEqual({ id: null });
  const waiting = (await sokolova.json('GET', `/api/board/drafts/${id}`)).json();
  expect(waiting).toMatchObject({ publishAt: '2026-11-25T05:00:00.000Z', publisher: 'Соколова Е. В.', duties: [] });
  const published = (await sokolova.json('POST', `/api/board/drafts/${id}/publication`, {})).json();
  expect((await ivanova.json('GET', `/api/board/${published.id}`)).json()).toMatchObject({
    ...{ state: 'upcoming', effectiveFrom: '2026-12-01', pinned: false, line: 'regulation-2026-2', version: 1 },
  });
  expect((await sokolova.json('DELETE', `/api/board/drafts/${id}`)).statusCode).toBe(404);
});

test('a document is replaced and corrected; its line is read in the base, what is over in the archive', async () => {
  const post = async (body: object) =>
    (await sokolova.json('POST', '/api/board', { ...regulation, date: '2026-11-24', ...body })).json().id;
  const first = await post({});
  const second = await post({ text: 'Дежурить у выхода.', replaces: first, isPublic: true });
  const correction = { title: 'О дежурстве', text: 'Дежурить у выходов.', reason: 'Опечатка', anew: false };
  const corrected = await sokolova.json('POST', `/api/board/${second}/correction`, correction);
  expect(corrected.statusCode).toBe(201);
  const third = corrected.json().id;
  expect((await sokolova.json('POST', `/api/board/${second}/correction`, correction)).statusCode).toBe(409);

  const now = (await ivanova.json('GET', `/api/board/${third}`)).json();
  expect(now).toMatchObject({ edition: 2, version: 3, reason: 'Опечатка', replaces: [], replacedBy: null });
  expect(now.versions.map((one: { id: number }) => one.id)).toEqual([third, second, first]);
  expect((await ivanova.json('GET', `/api/board/base/${now.line}`)).json().id).toBe(third);
  const { shelves } = (await ivanova.json('GET', '/api/board/base?kind=regulation')).json();
  expect(shelves[0].lines).toContainEqual(expect.objectContaining({ id: third, versions: 3 }));
  const archive = (await ivanova.json('GET', '/api/board/archive?state=replaced')).json();
  expect(archive.documents.map((one: { id: number }) => one.id)).toEqual(expect.arrayContaining([first, second]));

  const changed = (await ivanova.json('GET', `/api/board/${third}/changes`)).json();
  expect(changed).toMatchObject({ changed: 1, title: null, earlier: { id: second } });
  expect(changed.runs[0].lines[0].parts).toEqual([
    { kind: 'same', text: 'Дежурить у ' },
    { kind: 'removed', text: 'выхода' },
    { kind: 'added', text: 'выходов' },
    { kind: 'same', text: '.' },
  ]);
  expect((await petrova.json('GET', `/api/base/${now.line}`)).json()).toMatchObject({ version: 3, edition: 2 });
  expect((await petrova.json('GET', `/api/base/${now.line}?version=1`)).statusCode).toBe(404);
});

test('the director pins, unpins, opens to families and shuts again', async () => {
  expect((await sokolova.json('PUT', '/api/board/2/pin', { pinned: true })).statusCode).toBe(204);
  const { documents } = (await ivanova.json('GET', '/api/board')).json();
  expect(documents[0]).toMatchObject({ id: 2, pinned: true });
  expect((await sokolova.json('PUT', '/api/board/2/public', { isPublic: true })).statusCode).toBe(422);
  expect((await sokolova.json('PUT', '/api/board/1/public', { isPublic: false })).statusCode).toBe(204);
  expect((await petrova.json('GET', '/api/base/regulation-2024-1')).statusCode).toBe(404);
  expect((await petrova.json('GET', '/api/base')).json().lines).not.toContainEqual(
    expect.objectContaining({ line: 'regulation-2024-1' }),
  );
});

test('people are found by name by those who write documents', async () => {
  const found = await morozov.json('GET', `/api/board/people?kind=order&q=${encodeURIComponent('волк')}`);
  const word = `person:${await school.person('volkov')}`;
  expect(found.json()).toEqual([
    { word, name: 'Волков Денис Олегович', roles: ['teacher'], classes: null, student: false },
  ]);
});
