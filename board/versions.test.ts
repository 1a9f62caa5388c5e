import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { base, versionInForce } from './base.ts';
import { changes } from './changes.ts';
import { correctDocument } from './correct-document.ts';
import { document, documentFile } from './document.ts';
import { documents } from './documents.ts';
import { openToFamilies } from './open-to-families.ts';
import { pinDocument } from './pins.ts';
import { type DocumentEntry, postDocument } from './post-document.ts';
import { publicBase, publicDocument } from './public-base.ts';
import { publishDraft } from './publish-draft.ts';
import { remindOfUnread } from './remind-of-unread.ts';
import { beginDraft } from './save-draft.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const post = (login: string, changed: Partial<DocumentEntry> = {}) =>
  school.as(login, act =>
    postDocument(act, {
      ...{
        kind: 'instruction',
        date: act.today,
        title: 'Дежурство',
        text: 'Дежурить у входа.\nС 8:00.',
        audience: ['staff'],
      },
      ...changed,
    }),
  );
const open = (login: string, id: number) => school.as(login, act => document(act, id));
const correct = (login: string, id: number, changed: Partial<Parameters<typeof correctDocument>[2]> = {}) =>
  school.as(login, act =>
    correctDocument(act, id, {
      ...{ title: 'Дежурство', text: 'Дежурить у входа.\nС 7:50.', reason: 'Опечатка во времени', anew: false },
      ...changed,
    }),
  );
const titles = async (login: string, filter = {}) =>
  (await school.as(login, act => documents(act, filter))).documents.map(({ title }) => title);
const notices = (documentId: number) =>
  query<{ login: string; facts: Record<string, unknown> }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.subject = :subject order by p.login`,
    { subject: `document:${documentId}` },
  );

describe('the regulation of the sample school', () => {
  test('is the second of its line; the first is in the archive, with links both ways and at its own address', async () => {
    const present = await open('ivanova', 1);
    expect(present).toMatchObject({
      version: 2,
      state: 'in-force',
      line: 'regulation-2024-1',
      isPublic: true,
      pinned: true,
    });
    expect(present.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'in-force'],
      [1, 'replaced'],
    ]);
    const older = await open('ivanova', present.versions[1]!.id);
    expect(older).toMatchObject({ state: 'replaced', supersededOn: present.date, mayAcknowledge: false });
    expect(older.replacedBy).toMatchObject({ id: 1 });
    expect(present.replaces).toMatchObject([{ id: older.id }]);
    const archived = await school.as('ivanova', act => documents(act, { archive: true, state: 'replaced' }));
    expect(archived.documents.map(({ id }) => id)).toEqual([older.id]);
    expect(await school.as('ivanova', act => versionInForce(act, 'regulation-2024-1'))).toBe(1);
  });

  test('says what it changed: the day of filling, the hours, and three times the forum', async () => {
    const view = await school.as('ivanova', act => changes(act, 1));
    const lines = view.runs.flatMap(run => run.lines);
    const added = lines.filter(({ kind }) => kind === 'added').map(({ parts }) => parts[0]!.text);
    expect(added).toHaveLength(4);
    expect(added.every(line => line.includes('на форуме') || line.includes('форуме организации'))).toBe(true);
    const inside = lines.filter(({ kind }) => kind === 'changed').flatMap(({ parts }) => parts);
    const said = (kind: string) =>
      inside
        .filter(part => part.kind === kind)
        .map(({ text }) => text)
        .join('|');
    expect(said('removed')).toContain('не позднее трёх дней после');
    expect(said('added')).toContain('ежедневно');
    const first = view.earlier.id;
    expect((await refusalOf(school.as('ivanova', act => changes(act, first)))).kind).toBe('not-found');
  });

  test('is read by families, each version at its address; nothing else of the board is', async () => {
    for (const login of ['petrova', 'masha', 'ivanova']) {
      const { lines } = await school.as(login, publicBase);
      expect(lines.map(({ line }) => line)).toEqual(['regulation-2024-1']);
    }
    const shown = await school.as('petrova', act => publicDocument(act, 'regulation-2024-1'));
    expect(shown).toMatchObject({ version: 2, state: 'in-force' });
    expect(await school.as('petrova', act => publicDocument(act, 'regulation-2024-1', 1))).toMatchObject({
      state: 'replaced',
    });
    const forTeachers = await open('sokolova', 4);
    const hidden = school.as('petrova', act => publicDocument(act, forTeachers.line));
    expect((await refusalOf(hidden)).kind).toBe('not-found');
  });
});

describe('a regulation opened to families', () => {
  test('is closed to them with all its earlier texts', async () => {
    const id = await post('sokolova', { kind: 'regulation', title: 'Об охране', isPublic: true });
    const next = await correct('sokolova', id, { title: 'Об охране', text: 'Пост у входа.' });
    const { line } = await open('sokolova', next);
    const read = (version: number) => school.as('petrova', act => publicDocument(act, line, version));
    expect((await read(1)).text).toContain('С 8:00.');
    await school.as('sokolova', act => openToFamilies(act, next, false));
    for (const version of [1, 2]) expect((await refusalOf(read(version))).kind).toBe('not-found');
    expect((await refusalOf(school.as('petrova', act => publicDocument(act, line)))).kind).toBe('not-found');
    await school.as('sokolova', act => openToFamilies(act, next, true));
    expect((await read(2)).versions).toHaveLength(1);
  });
});

describe('a correction', () => {
  test('keeps number, date and what was acknowledged; tells nobody; the earlier text stays at its address', async () => {
    const id = await post('sokolova');
    await school.as('ivanova', act => acknowledge(act, id, 'page'));
    school.world.set('2026-11-25T10:00:00+03:00');
    const next = await correct('sokolova', id);
    const [was, now] = [await open('ivanova', id), await open('ivanova', next)];
    expect(now).toMatchObject({ number: was.number, date: '2026-11-24', edition: 2, reason: 'Опечатка во времени' });
    expect(now.text).toBe('Дежурить у входа.\nС 7:50.');
    expect(now).toMatchObject({ mayAcknowledge: false, acknowledgedEarlier: true });
    expect(was).toMatchObject({ text: 'Дежурить у входа.\nС 8:00.', state: 'replaced', supersededOn: '2026-11-25' });
    expect(was.replacedBy).toMatchObject({ id: next, edition: 2 });
    expect(now.replaces).toEqual([]);
    expect(await notices(next)).toEqual([]);
    expect(await open('orlova', next)).toMatchObject({ mayAcknowledge: true });
    expect((await refusalOf(school.as('orlova', act => acknowledge(act, id, 'page')))).kind).toBe('conflict');
  });

  test('asks everybody anew where the publisher says so, and says why', async () => {
    const id = await post('sokolova');
    await school.as('ivanova', act => acknowledge(act, id, 'page'));
    const next = await correct('sokolova', id, { anew: true, acknowledgeBy: '2026-11-27' });
    expect(await open('ivanova', next)).toMatchObject({ mayAcknowledge: true, acknowledgeBy: '2026-11-27' });
    const told = await notices(next);
    expect(told).toHaveLength(25);
    expect(told[0]!.facts).toMatchObject({ reason: 'Опечатка во времени', acknowledgeBy: '2026-11-27' });
    const sheet = await school.as('sokolova', act => acknowledgements(act, id));
    expect(sheet.acknowledged).toBe(1);
    expect((await school.as('sokolova', act => acknowledgements(act, next))).acknowledged).toBe(0);
  });

  test('carries the files it does not leave out', async () => {
    const files = ['График.pdf', 'Схема.pdf'].map(name => ({ name, content: pdf }));
    const id = await post('sokolova', { files });
    const [graph, scheme] = (await open('volkov', id)).files;
    const more = [{ name: 'План.pdf', content: pdf }];
    const next = await correct('sokolova', id, { dropFiles: [graph!.id], files: more });
    const now = await open('volkov', next);
    expect(now.files.map(({ name }) => name)).toEqual(['Схема.pdf', 'План.pdf']);
    expect((await school.as('volkov', act => documentFile(act, id, graph!.id))).name).toBe('График.pdf');
    expect((await school.as('volkov', act => documentFile(act, next))).name).toBe('Схема.pdf');
    const alien = school.as('volkov', act => documentFile(act, next, scheme!.id));
    expect((await refusalOf(alien)).kind).toBe('not-found');
  });

  test('is made of the last edition alone, says why, and changes something', async () => {
    const id = await post('sokolova');
    expect(await refusalOf(correct('sokolova', id, { reason: ' ' }))).toMatchObject({ field: 'reason' });
    const same = { text: 'Дежурить у входа.\nС 8:00.' };
    expect(await refusalOf(correct('sokolova', id, same))).toMatchObject({ reason: 'document-unchanged' });
    expect((await refusalOf(correct('ivanova', id))).kind).toBe('not-allowed');
    expect((await refusalOf(correct('petrova', id))).kind).toBe('not-found');
    const [one, other] = await Promise.allSettled([
      correct('sokolova', id, { text: 'Первая' }),
      correct('kuznetsov', id, { text: 'Вторая' }),
    ]);
    const failed = [one, other].filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ reason: { kind: 'conflict' } });
  });
});

describe('a document instead of another', () => {
  test('of the same kind goes on its line from the day it begins', async () => {
    const id = await post('sokolova', { kind: 'regulation', title: 'О форме' });
    const next = await post('sokolova', {
      ...{ kind: 'regulation', title: 'О форме', text: 'Новое.', replaces: id, effectiveFrom: '2026-12-01' },
    });
    const { line } = await open('ivanova', id);
    expect(await open('ivanova', next)).toMatchObject({ line, version: 2, state: 'upcoming' });
    expect(await open('ivanova', id)).toMatchObject({ state: 'in-force', supersededOn: '2026-12-01' });
    expect(await school.as('ivanova', act => versionInForce(act, line))).toBe(id);
    school.world.set('2026-12-01T08:00:00+03:00');
    expect(await school.as('ivanova', act => versionInForce(act, line))).toBe(next);
    expect(await open('ivanova', id)).toMatchObject({ state: 'replaced' });
    const shelf = (await school.as('ivanova', act => base(act, { kind: 'regulation' }))).shelves[0]!;
    expect(shelf.lines.filter(one => one.line === line)).toMatchObject([{ id: next, versions: 2 }]);
    school.world.set('2026-11-25T10:00:00+03:00');
  });

  test('that is corrected before it begins leaves the older in force until then', async () => {
    const id = await post('sokolova', { kind: 'regulation', title: 'О пропусках' });
    const later = {
      kind: 'regulation',
      title: 'О пропусках',
      text: 'Новое.',
      replaces: id,
      effectiveFrom: '2026-12-10',
    };
    const next = await post('sokolova', later);
    const corrected = await correct('sokolova', next);
    expect(await open('ivanova', id)).toMatchObject({ state: 'in-force', supersededOn: '2026-12-10' });
    expect(await open('ivanova', next)).toMatchObject({ state: 'replaced' });
    expect(await open('ivanova', corrected)).toMatchObject({ state: 'upcoming', version: 3 });
  });

  test('that is corrected, and replaced in its turn before it begins, leaves the oldest in force until the last begins', async () => {
    const regulation = { kind: 'regulation', title: 'О дежурных', text: 'Новое.' };
    const oldest = await post('sokolova', { ...regulation, text: 'Старое.' });
    const second = await post('sokolova', { ...regulation, replaces: oldest, effectiveFrom: '2026-12-01' });
    const corrected = await correct('sokolova', second);
    const third = await post('sokolova', { ...regulation, replaces: corrected, effectiveFrom: '2027-01-15' });
    await post('sokolova', { ...regulation, replaces: third, effectiveFrom: '2027-02-01' });
    const { line } = await open('ivanova', oldest);
    expect(await open('ivanova', oldest)).toMatchObject({ state: 'in-force', supersededOn: '2027-02-01' });
    school.world.set('2026-12-02T10:00:00+03:00');
    expect(await school.as('ivanova', act => versionInForce(act, line))).toBe(oldest);
    school.world.set('2026-11-25T10:00:00+03:00');
  });

  test('may be an order for any kind; a document is replaced once, and by nothing of another kind', async () => {
    const id = await post('kuznetsov');
    const order = await post('sokolova', { kind: 'order', title: 'Об отмене инструкции', replaces: id });
    expect(await open('ivanova', id)).toMatchObject({ state: 'replaced' });
    expect((await open('ivanova', order)).replaces).toMatchObject([{ id }]);
    expect((await open('ivanova', order)).line).not.toBe((await open('ivanova', id)).line);
    const again = refusalOf(post('sokolova', { kind: 'order', replaces: id }));
    expect(await again).toMatchObject({ reason: 'document-replaces-replaced', field: 'replaces' });
    const regulation = refusalOf(post('sokolova', { kind: 'regulation', replaces: order }));
    expect(await regulation).toMatchObject({ reason: 'document-replaces-kind' });
    const [deputies] = await query<{ id: number }>(
      school,
      `select max(id) as id from board_document where audience = '{teacher}'`,
    );
    expect(await refusalOf(post('kuznetsov', { replaces: 99_999 }))).toMatchObject({ reason: 'document-replaces' });
    expect(deputies!.id).toBeGreaterThan(0);
  });

  test('is prepared as a draft by the deputy, signed by the director, and told with what it replaces', async () => {
    const id = await post('sokolova', { kind: 'regulation', title: 'О дежурстве' });
    const entry = { title: 'О дежурстве', text: 'Иначе.', audience: ['teacher'], replaces: id, isPublic: true };
    const draft = await school.as('morozov', act => beginDraft(act, 'regulation', entry));
    const next = await school.as('sokolova', act => publishDraft(act, draft));
    expect(await open('volkov', next)).toMatchObject({ version: 2, isPublic: true });
    const [told] = await notices(next);
    expect(told!.facts).toMatchObject({ instead: { kind: 'regulation', number: (await open('volkov', id)).number } });
  });
});

describe('the board', () => {
  test('holds what is in force; what is over is in the archive, and nobody is reminded of it', async () => {
    const until = { title: 'Неделя здоровья', effectiveUntil: '2026-11-26', acknowledgeBy: '2026-11-30' };
    const id = await post('sokolova', { kind: 'announcement', ...until });
    expect(await titles('ivanova', { kind: 'announcement' })).toContain('Неделя здоровья');
    school.world.set('2026-11-27T08:00:00+03:00');
    expect(await titles('ivanova', { kind: 'announcement' })).not.toContain('Неделя здоровья');
    expect(await titles('ivanova', { archive: true })).toContain('Неделя здоровья');
    expect(await open('ivanova', id)).toMatchObject({ state: 'expired', mayAcknowledge: false });
    await school.house.asHouse(remindOfUnread);
    const told = await query<{ facts: object }>(school, `select facts from notice where kind = 'documents-unread'`);
    expect(JSON.stringify(told)).not.toContain('Неделя здоровья');
    school.world.set('2026-11-25T10:00:00+03:00');
  });

  test('keeps at most three pins; a pin goes over to the next version', async () => {
    const [one, two] = [await post('sokolova', { pinned: true }), await post('sokolova')];
    await school.as('sokolova', act => pinDocument(act, two, true));
    expect(await refusalOf(post('sokolova', { pinned: true }))).toMatchObject({
      reason: 'document-pins',
      field: 'pinned',
    });
    const next = await post('sokolova', { title: 'Дежурство у входа', replaces: one, pinned: true });
    expect(await open('ivanova', next)).toMatchObject({ pinned: true });
    expect(await open('ivanova', one)).toMatchObject({ pinned: false });
    const first = (await school.as('ivanova', act => documents(act))).documents.slice(0, 3);
    expect(first.every(({ pinned }) => pinned)).toBe(true);
    expect((await refusalOf(school.as('ivanova', act => pinDocument(act, next, false)))).kind).toBe('not-allowed');
    await school.as('sokolova', act => pinDocument(act, two, false));
    expect(await open('ivanova', two)).toMatchObject({ pinned: false });
  });

  test.each([
    [{ effectiveFrom: '2026-02-30' }, 'effectiveFrom'],
    [{ effectiveFrom: '2026-12-02', effectiveUntil: '2026-12-01' }, 'effectiveUntil'],
    [{ effectiveUntil: '2026-11-01' }, 'effectiveUntil'],
    [{ kind: 'announcement', isPublic: true }, 'isPublic'],
    [{ kind: 'order', isPublic: true }, 'isPublic'],
  ])('refuses %o', async (changed, field) => {
    expect(await refusalOf(post('sokolova', changed))).toMatchObject({ kind: 'invalid', field });
  });
});
