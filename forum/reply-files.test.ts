import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docx, jpegOf, pdf, pngOf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, studentOf } from '#test/journal.ts';
import { answerConsultation } from './consultations/answer.ts';
import { ask } from './consultations/ask.ts';
import { consultation } from './consultations/consultations.ts';
import { editReply, type ReplyEdit } from './edit-reply.ts';
import { answerLetter } from './letters/answer-letter.ts';
import { beginLetter } from './letters/begin-letter.ts';
import { letter } from './letters/letter.ts';
import { hideReply, restoreReply } from './moderation/hide-reply.ts';
import { postTopic } from './post-topic.ts';
import { repliesAfter } from './replies.ts';
import { reply } from './reply.ts';
import { replyFile } from './reply-files.ts';
import { replyHistory } from './reply-history.ts';
import type { SeenKind } from './seen-topic.ts';
import { topic } from './topic.ts';

let school: TestSchool;
let topicId: number;
beforeAll(async () => {
  school = await openTestSchool();
  const opening = { section: 'teaching', title: 'Олимпиада', text: 'Кто дежурит?' };
  topicId = await school.as('orlova', act => postTopic(act, opening));
});
afterAll(() => school.close());

const plan = { name: 'План.docx', content: docx };
const scheme = { name: 'Схема.png', content: pngOf(640, 480) };
const order = { name: 'Приказ.pdf', content: pdf };

const answer = (files: { name: string; content: Buffer }[], text = 'Смотрите.') => {
  school.world.pass(10_000);
  return school.as('ivanova', act => reply(act, topicId, { text, files }));
};
const replyNow = (id: number, login = 'volkov') =>
  school.as(login, async act => (await repliesAfter(act, topicId, 0)).find(one => one.id === id)!);
const firstFile = async (id: number) => (await replyNow(id)).files[0]!.id;
const edit = (id: number, how: Partial<ReplyEdit>) =>
  school.as('ivanova', act => editReply(act, id, { text: 'Смотрите.', version: 1, ...how }));
const file = (login: string, replyId: number, fileId: number, kind: SeenKind = 'talk') =>
  school.as(login, act => replyFile(act, replyId, fileId, { kind }));

describe('files of a talk', () => {
  test('hang under the reply of Иванова, a picture with its size, and Волков opens them', async () => {
    const { id } = await answer([scheme, plan, { name: 'Фото.jpg', content: jpegOf({ turned: true }) }]);
    const { files } = await replyNow(id);
    expect(files).toEqual([
      { id: files[0]!.id, name: 'Схема.png', size: scheme.content.length, picture: { width: 640, height: 480 } },
      { id: files[1]!.id, name: 'План.docx', size: docx.length, picture: null },
      { id: files[2]!.id, name: 'Фото.jpg', size: jpegOf({ turned: true }).length, picture: { width: 2, height: 3 } },
    ]);
    const opened = await file('volkov', id, files[0]!.id);
    expect(opened).toMatchObject({ name: 'Схема.png', type: 'image/png', inline: true });
    expect(opened.content.equals(scheme.content)).toBe(true);
  });

  test('come with the text that opens a topic too', async () => {
    const typed = { section: 'teaching', title: 'С файлом', text: 'Вот он.', files: [order] };
    const opened = await school.as('orlova', act => postTopic(act, typed));
    const view = await school.as('volkov', act => topic(act, opened));
    expect(view.replies[0]!.files).toMatchObject([{ name: 'Приказ.pdf', picture: null }]);
  });

  test('speak for themselves: no word is asked where there is one, and one is where there is none', async () => {
    const { id } = await answer([scheme], ' ');
    expect(await replyNow(id)).toMatchObject({ text: '', files: [{ name: 'Схема.png' }] });
    const bare = await refusalOf(answer([], ' '));
    expect(bare).toMatchObject({ reason: 'reply-text-empty', field: 'text' });
    const only = await firstFile(id);
    const stripped = await refusalOf(edit(id, { text: '', removed: [only] }));
    expect(stripped).toMatchObject({ reason: 'reply-text-empty', field: 'text' });
  });

  test('are not found by families, under another reply, and where there is none', async () => {
    const { id } = await answer([scheme]);
    const other = await answer([plan]);
    const fileId = await firstFile(id);
    for (const login of ['petrova', 'masha']) expect((await refusalOf(file(login, id, fileId))).kind).toBe('not-found');
    expect((await refusalOf(file('volkov', other.id, fileId))).kind).toBe('not-found');
    expect((await refusalOf(file('volkov', 1_000_000, fileId))).kind).toBe('not-found');
    for (const kind of ['letter', 'consultation'] as const)
      expect((await refusalOf(file('ivanova', id, fileId, kind))).kind).toBe('not-found');
  });

  test('are not found by who may not read the section', async () => {
    const { id } = await answer([scheme]);
    const fileId = await firstFile(id);
    await query(school, `update section set readers = '{deputy}' where key = 'teaching'`);
    expect((await refusalOf(file('volkov', id, fileId))).kind).toBe('not-found');
    expect((await file('morozov', id, fileId)).name).toBe('Схема.png');
    await query(school, `update section set readers = '{staff}' where key = 'teaching'`);
  });

  test('of a hidden reply are there for its author and who keeps order, and for all again once it is back', async () => {
    const { id } = await answer([scheme]);
    const fileId = await firstFile(id);
    await school.as('morozov', act => hideReply(act, id, { reason: 'Лица детей' }));
    expect((await replyNow(id)).files).toEqual([]);
    expect((await replyNow(id, 'kuznetsov')).files).toHaveLength(1);
    expect((await refusalOf(file('volkov', id, fileId))).kind).toBe('not-found');
    for (const login of ['ivanova', 'morozov', 'kuznetsov'])
      expect((await file(login, id, fileId)).name).toBe('Схема.png');
    await school.as('morozov', act => restoreReply(act, id, { reason: 'Лиц не видно' }));
    expect((await file('volkov', id, fileId)).name).toBe('Схема.png');
  });

  test('are ten at most, and each refusal names its file', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.pdf`, content: pdf }));
    expect(await refusalOf(answer(many))).toMatchObject({ reason: 'forum/files-many', field: 'files' });
    const { id } = await answer(many.slice(1));
    const more = await refusalOf(edit(id, { files: [plan] }));
    expect(more).toMatchObject({ reason: 'forum/files-many', field: 'files' });
    const wrong = await refusalOf(answer([plan, { name: 'игра.exe', content: pdf }]));
    expect(wrong).toMatchObject({ reason: 'file-kind', field: 'files', facts: { name: 'игра.exe' } });
    const svg = { name: 'картинка.svg', content: Buffer.from('<svg onload="alert(1)"/>') };
    expect(await refusalOf(answer([svg]))).toMatchObject({ reason: 'file-kind', field: 'files' });
    const html = { name: 'картинка.png', content: Buffer.from('<!doctype html><script>alert(1)</script>') };
    expect(await refusalOf(answer([html]))).toMatchObject({ reason: 'file-content', field: 'files' });
    const cut = { name: 'видео.png', content: Buffer.alloc(0), tooLarge: true };
    expect(await refusalOf(answer([cut]))).toMatchObject({ reason: 'file-too-large', field: 'files' });
  });

  test('what is refused leaves neither words nor files', async () => {
    const count = () =>
      query(school, 'select (select count(*) from reply) as said, (select count(*) from stored_file) as kept');
    const before = await count();
    await refusalOf(answer([plan, { name: 'игра.exe', content: pdf }]));
    expect(await count()).toEqual(before);
  });
});

describe('an edit of files', () => {
  test('adds and takes away, and the history shows what hung on each text', async () => {
    const { id } = await answer([scheme, plan]);
    const [first, second] = (await replyNow(id)).files;
    school.world.pass(60_000);
    await edit(id, { removed: [first!.id], files: [order] });
    const now = await replyNow(id);
    expect(now).toMatchObject({ version: 2, editedAt: school.world.now() });
    expect(now.files.map(({ name }) => name)).toEqual(['План.docx', 'Приказ.pdf']);
    school.world.pass(60_000);
    await edit(id, { text: 'Только слова.', version: 2, removed: now.files.map(one => one.id) });
    const { versions } = await school.as('volkov', act => replyHistory(act, id));
    expect(versions.map(({ text, files }) => [text, ...files.map(({ name }) => name)])).toEqual([
      ['Только слова.'],
      ['Смотрите.', 'План.docx', 'Приказ.pdf'],
      ['Смотрите.', 'Схема.png', 'План.docx'],
    ]);
    expect((await file('volkov', id, first!.id)).name).toBe('Схема.png');
    await school.as('morozov', act => hideReply(act, id, { reason: 'Не по теме' }));
    expect((await refusalOf(file('volkov', id, second!.id))).kind).toBe('not-found');
  });

  test('begun from an older version is refused, and nothing is taken away', async () => {
    const { id } = await answer([scheme]);
    const [only] = (await replyNow(id)).files;
    school.world.pass(60_000);
    await edit(id, { text: 'С телефона' });
    const refused = await refusalOf(edit(id, { removed: [only!.id], files: [plan] }));
    expect(refused).toMatchObject({ kind: 'conflict', reason: 'reply-conflict' });
    expect((await replyNow(id)).files.map(({ name }) => name)).toEqual(['Схема.png']);
  });

  test('takes away no file of another reply', async () => {
    const [one, other] = [await answer([scheme]), await answer([plan])];
    const [theirs] = (await replyNow(other.id)).files;
    await edit(one.id, { text: 'Иначе.', removed: [theirs!.id] });
    expect((await replyNow(other.id)).files).toHaveLength(1);
  });
});

describe('files of letters and questions', () => {
  test('are seen by those who write to each other, the director not, and gone for good when taken away', async () => {
    const [toId, studentId] = [await school.person('ivanova'), await studentOf(school, 'Петрова Мария')];
    const typed = { toId, studentId, text: 'Справка.', files: [scheme] };
    const id = (await school.as('petrova', act => beginLetter(act, typed)))[0]!;
    await school.as('ivanova', act => answerLetter(act, id, { text: '', files: [order] }));
    const { replies } = await school.as('petrova', act => letter(act, id));
    expect(replies.map(({ files }) => files.map(({ name }) => name))).toEqual([['Схема.png'], ['Приказ.pdf']]);
    const [part, second] = [replies[0]!.id, replies[1]!.id];
    const fileId = replies[0]!.files[0]!.id;
    for (const login of ['petrova', 'ivanova'])
      expect((await file(login, part, fileId, 'letter')).name).toBe('Схема.png');
    for (const login of ['sokolova', 'morozov', 'masha', 'smirnov'])
      expect((await refusalOf(file(login, part, fileId, 'letter'))).kind, login).toBe('not-found');
    expect((await refusalOf(file('ivanova', part, fileId))).kind).toBe('not-found');
    const removed = [replies[1]!.files[0]!.id];
    await school.as('ivanova', act =>
      editReply(act, second, { text: 'Приказа не будет.', version: 1, removed }, 'letter'),
    );
    expect((await refusalOf(file('ivanova', second, removed[0]!, 'letter'))).kind).toBe('not-found');
  });

  test('to a whole class are kept once and open to each family', async () => {
    school.world.pass(60_000);
    const [fifth] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
    const classId = fifth!.id;
    const count = async () =>
      Number((await query<{ count: string }>(school, 'select count(*) from stored_file'))[0]!.count);
    const before = await count();
    const ids = await school.as('ivanova', act => beginLetter(act, { classId, text: 'Собрание.', files: [order] }));
    expect(ids.length).toBeGreaterThan(10);
    expect(await count()).toBe(before + 1);
    const views = await school.as('ivanova', async act =>
      Promise.all([letter(act, ids[0]!), letter(act, ids.at(-1)!)]),
    );
    for (const { replies } of views) expect(replies[0]!.files).toMatchObject([{ name: 'Приказ.pdf' }]);
  });

  test('of a question are for who asked and the registrar', async () => {
    const id = await school.as('petrova', act => ask(act, { text: 'Не входит.', files: [scheme] }));
    await school.as('kuznetsov', act => answerConsultation(act, id, { text: 'Вот как.', files: [order] }));
    const { replies } = await school.as('petrova', act => consultation(act, id));
    expect(replies.map(({ files }) => files.map(({ name }) => name))).toEqual([['Схема.png'], ['Приказ.pdf']]);
    const { id: part, files } = replies[0]!;
    for (const login of ['petrova', 'kuznetsov'])
      expect((await file(login, part, files[0]!.id, 'consultation')).size).toBe(scheme.content.length);
    for (const login of ['sokolova', 'ivanova', 'smirnov'])
      expect((await refusalOf(file(login, part, files[0]!.id, 'consultation'))).kind, login).toBe('not-found');
  });
});

test('a page of replies asks as many queries with files and reactions as without', async () => {
  const open = { section: 'free', title: 'Два одинаковых', text: 'Начало.' };
  school.world.pass(60_000);
  const bare = await school.as('orlova', act => postTopic(act, open));
  const full = await school.as('orlova', act => postTopic(act, open));
  for (let said = 0; said < 3; said++) {
    await school.as('volkov', act => reply(act, bare, { text: 'Да.' }));
    await school.as('ivanova', act => reply(act, full, { text: 'Да.', files: [scheme, plan] }));
  }
  await query(
    school,
    `insert into reaction (reply_id, kind, person_id, at)
     select r.id, k.kind, p.id, now() from reply r, person p, unnest('{support,thanks}'::text[]) k(kind)
     where r.topic_id = :full and p.id <> r.author_id and p.login = any('{volkov,sokolova,orlova}')`,
    { full },
  );
  const count = (id: number) => school.countQueries(() => school.as('morozov', act => topic(act, id, { page: 1 })));
  expect(await count(full)).toBe(await count(bare));
});
