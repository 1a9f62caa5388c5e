import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { publishScheduled } from '../jobs/publish-scheduled.ts';
import { document, documentFile } from './document.ts';
import { documents } from './documents.ts';
import { type DraftLine, draft, draftForm, drafts } from './drafts.ts';
import { publishDraft, scheduleDraft } from './publish-draft.ts';
import { beginDraft, type DraftEntry, dropDraft, saveDraft } from './save-draft.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'delete from board_draft');
});
afterAll(() => school.close());

const words: DraftEntry = { title: 'О дежурстве', text: 'Приказываю.', audience: ['staff'] };
const begin = (login: string, kind: string, changed: Partial<DraftEntry> = {}) =>
  school.as(login, act => beginDraft(act, kind, { ...words, ...changed }));
const open = (login: string, id: number) => school.as(login, act => draft(act, id));
const listed = async (login: string) =>
  (await school.as(login, drafts)).drafts.map(({ title, author }: DraftLine) => `${title}, ${author}`);
const count = async (table: string) =>
  (await query<{ n: number }>(school, `select count(*)::int as n from ${table}`))[0]!.n;

describe('a draft of Морозов for an order', () => {
  let id: number;
  beforeAll(async () => {
    id = await begin('morozov', 'order');
  });

  test('is nobody’s notice and on nobody’s board, and seen by Соколова who may sign it', async () => {
    const notices = await count('notice');
    await begin('morozov', 'order', { title: 'Второй' });
    expect(await count('notice')).toBe(notices);
    expect((await school.as('ivanova', act => documents(act))).documents.some(row => row.title === 'О дежурстве')).toBe(
      false,
    );
    expect(await listed('sokolova')).toContain('О дежурстве, Морозов А. П.');
    expect(await listed('kuznetsov')).toEqual([]);
    expect((await refusalOf(open('kuznetsov', id))).kind).toBe('not-found');
    expect((await refusalOf(open('petrova', id))).kind).toBe('not-found');
    expect(await refusalOf(school.as('ivanova', drafts))).toMatchObject({ reason: 'not-allowed/writeDrafts' });
    expect((await school.as('morozov', act => draftForm(act, 'order'))).mayPublish).toBe(false);
  });

  test('is not published by him', async () => {
    const refused = await refusalOf(school.as('morozov', act => publishDraft(act, id)));
    expect(refused.reason).toBe('not-allowed/postOrder');
    const planned = await refusalOf(school.as('morozov', act => scheduleDraft(act, id, '2026-11-25T08:00')));
    expect(planned.reason).toBe('not-allowed/postOrder');
  });

  test('edited by two at once loses neither text: the second is told', async () => {
    const { version } = await open('sokolova', id);
    await school.as('sokolova', act => saveDraft(act, id, { ...words, text: 'Приказываю: дежурить.', version }));
    const late = school.as('morozov', act => saveDraft(act, id, { ...words, text: 'Я писал другое.', version }));
    expect(await refusalOf(late)).toMatchObject({ kind: 'conflict', reason: 'draft-conflict', field: 'text' });
    expect(await open('morozov', id)).toMatchObject({ text: 'Приказываю: дежурить.', editor: 'Соколова Е. В.' });
  });

  test('gets the next number, today’s date and her signature when she publishes it', async () => {
    const documentId = await school.as('sokolova', act => publishDraft(act, id));
    expect(await school.as('ivanova', act => document(act, documentId))).toMatchObject({
      ...{ kind: 'order', number: 6, date: '2026-11-24', text: 'Приказываю: дежурить.' },
      signer: { role: 'director' },
      mayAcknowledge: true,
    });
    expect((await refusalOf(open('sokolova', id))).kind).toBe('not-found');
  });
});

test('drafts leave no gap: thrown away, refused and published ones in any order', async () => {
  const dropped = await begin('sokolova', 'regulation');
  const empty = await begin('sokolova', 'regulation', { text: '' });
  const whole = await begin('sokolova', 'regulation', { files: [{ name: 'Порядок.pdf', content: pdf }] });
  await school.as('sokolova', act => dropDraft(act, dropped));
  const refused = await refusalOf(school.as('sokolova', act => publishDraft(act, empty)));
  expect(refused).toMatchObject({ kind: 'invalid', field: 'text' });
  const id = await school.as('sokolova', act => publishDraft(act, whole));
  expect((await school.as('sokolova', act => document(act, id))).number).toBe(2);
  expect((await school.as('volkov', act => documentFile(act, id))).content.equals(pdf)).toBe(true);
});

test('a draft may be unfinished, but not wrong', async () => {
  expect(await begin('kuznetsov', 'instruction', { text: '', audience: [] })).toBeGreaterThan(0);
  for (const [field, changed] of [
    ['title', { title: ' ' }],
    ['audience', { audience: ['parents'] }],
    ['acknowledgeBy', { acknowledgeBy: '2026-02-30' }],
    ['duty0Kind', { duties: [{ kind: 'dance' as 'assign' }] }],
  ] as const)
    expect(await refusalOf(begin('sokolova', 'order', changed))).toMatchObject({ kind: 'invalid', field });
  expect((await refusalOf(begin('kuznetsov', 'order'))).reason).toBe('not-allowed/writeDraft');
});

describe('an announcement that Морозов leaves to the clock', () => {
  const publish = async (at: string) => {
    school.world.set(at);
    await publishScheduled(school.house);
  };
  const published = async (title: string) =>
    (await school.as('sokolova', act => documents(act, { kind: 'announcement' }))).documents.find(
      row => row.title === title,
    );
  const plan = async (title: string, at: string, changed: Partial<DraftEntry> = {}) => {
    const id = await begin('morozov', 'announcement', { ...changed, title });
    await school.as('morozov', act => scheduleDraft(act, id, at));
    return id;
  };

  test('is published at its moment, once, in his name, and told then', async () => {
    school.world.set('2026-11-24T12:30:00+03:00');
    await plan('Планёрка', '2026-11-25T08:00');
    await publish('2026-11-25T07:59:30+03:00');
    expect(await published('Планёрка')).toBeUndefined();
    const before = await count('notice');
    school.world.set('2026-11-25T08:00:10+03:00');
    await Promise.all([publishScheduled(school.house), publishScheduled(school.house)]);
    expect(await published('Планёрка')).toMatchObject({ date: '2026-11-25', signer: 'Морозов А. П.' });
    expect((await count('notice')) - before).toBe(25);
  });

  test('waits for a new moment when somebody has changed it', async () => {
    const id = await plan('Собрание', '2026-11-25T10:00');
    const { version } = await open('sokolova', id);
    await school.as('sokolova', act => saveDraft(act, id, { ...words, title: 'Собрание', version }));
    expect(await open('morozov', id)).toMatchObject({ publishAt: null, publisher: null });
    await publish('2026-11-25T10:01:00+03:00');
    expect(await published('Собрание')).toBeUndefined();
  });

  test('stays a draft and says so when he is no longer deputy; the next one goes out all the same', async () => {
    const id = await plan('Не вовремя', '2026-11-25T11:00');
    const other = await begin('sokolova', 'announcement', { title: 'Вовремя' });
    await school.as('sokolova', act => scheduleDraft(act, other, '2026-11-25T11:00'));
    const morozov = await school.person('morozov');
    const setUntil = (until: string | null) =>
      query(school, `update assignment set until = :until where person_id = :id and role = 'deputy'`, {
        until,
        id: morozov,
      });
    await setUntil('2026-11-24');
    await publish('2026-11-25T11:00:00+03:00');
    expect(await published('Вовремя')).toBeDefined();
    expect(await open('sokolova', id)).toMatchObject({ held: true, publishAt: null });
    await setUntil(null);
  });

  test('goes out though one before it fails in a way that nobody foresaw; that is said, and tried again', async () => {
    await plan('Сломанное', '2026-11-25T12:00');
    await plan('Целое', '2026-11-25T12:00');
    await query(school, `alter table board_document add constraint no_broken check (title <> 'Сломанное')`);
    await expect(publish('2026-11-25T12:00:00+03:00')).rejects.toThrow('no_broken');
    expect(await published('Целое')).toBeDefined();
    await query(school, 'alter table board_document drop constraint no_broken');
    await publish('2026-11-25T12:01:00+03:00');
    expect(await published('Сломанное')).toBeDefined();
    school.world.set('2026-11-25T11:00:00+03:00');
  });

  test('has no moment that is past, far off, or no moment, and no last day before it', async () => {
    const id = await begin('morozov', 'announcement', { acknowledgeBy: '2026-11-26' });
    const refused = (at: string) => refusalOf(school.as('morozov', act => scheduleDraft(act, id, at)));
    for (const at of ['2026-11-25T10:59', '2028-01-01T08:00', 'завтра', '2026-11-31T08:00', '2026-11-30T25:00'])
      expect(await refused(at)).toMatchObject({ kind: 'invalid', field: 'publishAt' });
    expect(await refused('2026-11-27T08:00')).toMatchObject({ field: 'acknowledgeBy' });
  });
});

test('the list asks the database no more when there is more in it', async () => {
  const before = await school.countQueries(() => school.as('sokolova', drafts));
  for (let n = 0; n < 5; n++) await begin('sokolova', 'order', { title: `Приказ ${n}` });
  expect(await school.countQueries(() => school.as('sokolova', drafts))).toBe(before);
});
