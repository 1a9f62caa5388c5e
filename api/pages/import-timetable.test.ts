import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AscSections, ascOf, ascText, windows1251 } from '#test/asc-file.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { courseOf } from '#test/timetable.ts';

// Кузнецов, who enters the timetable, brings in a file of 5Б.
let school: TestSchool;
let kuznetsov: TestBrowser;
let file: AscSections;
let maths: number;
beforeAll(async () => {
  school = await openTestSchool();
  kuznetsov = await school.browser('kuznetsov');
  file = await ascOf(school, { classes: ['5Б'] });
  maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
});
afterAll(() => school.close());

function send(content: Buffer | string, from = '2026-12-07') {
  const form = new FormData();
  form.set('file', new File([content as BlobPart], 'расписание.xml'));
  form.set('from', from);
  return kuznetsov.upload('/timetable/import/preview', form);
}
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
const idIn = (html: string) => /action="\/timetable\/import\/(\d+)/.exec(html)![1]!;
const card = () => file.cards!.find(({ attributes }) => attributes.lessonid === `L${maths}`)!.attributes;

test('a file is shown with what changes and what is not read, its names are said, and it is put in force', async () => {
  expect(text((await kuznetsov.get('/timetable/edit')).body)).toContain('Из файла aSc');
  const [subject] = file.subjects!.filter(({ attributes }) => attributes.name === 'Математика');
  Object.assign(subject!.attributes, { name: 'Матем.: база', short: '' });
  card().period = '7';
  const shown = await send(windows1251(ascText(file, { encoding: 'windows-1251' })));
  expect(shown.statusCode).toBe(200);
  expect(text(shown.body)).toContain('Предмет «Матем.: база»');
  expect(text(shown.body)).toMatch(
    /Предмета «Матем\.: база» в школе нет\. 5-Б · Матем\.: база · Иванова Н\. П\. \(строка \d+, 5 уроков в неделю\)/,
  );
  const id = idIn(shown.body);
  const meaning = /value="(subject:\d+:Матем\.: база)">Математика</.exec(shown.body)![1]!;
  const again = await kuznetsov.post(`/timetable/import/${id}/names`, { meaning });
  const said = text(again.body);
  expect([again.statusCode, said]).toEqual([200, expect.stringContaining('предметов без изменений: 14')]);
  expect(said).toMatch(/Математика Иванова Н\. П\. пн \d, каб\. 301 пн 7, каб\. 301/);
  expect(said).not.toContain('не прочитано');
  const done = await kuznetsov.post(`/timetable/import/${id}`);
  expect([done.statusCode, done.headers.location]).toEqual([303, '/timetable?day=2026-12-07']);
  expect((await send(ascText(file))).body).toContain('Записывать нечего');
  expect(await query(school, "select 1 from timetable_change where source = 'file'")).toHaveLength(1);
});

test('the load that is lacking is taken as a table that the lists understand', async () => {
  const strange = structuredClone(file);
  strange.lessons!.find(({ attributes }) => attributes.id === `L${maths}`)!.attributes.groupids = strange.groups!.find(
    ({ attributes }) => attributes.name === 'Мальчики',
  )!.attributes.id!;
  const shown = await send(ascText(strange));
  const book = await kuznetsov.get(`/timetable/import/${idIn(shown.body)}/load`);
  expect(book.statusCode).toBe(200);
  const { sheets } = await readXlsx(book.rawPayload);
  expect(sheets[0]!.rows.map(row => row.map(cell => (typeof cell === 'string' ? text(cell) : cell)))).toEqual([
    ['Класс', 'Предмет', 'Подгруппа', 'Учитель', 'Часов в неделю'],
    ['5-Б', 'Матем.: база', 'Мальчики', 'Иванова Н. П.', 5],
  ]);
  const form = new FormData();
  form.set('file', new File([book.rawPayload as BlobPart], 'нагрузка.xlsx'));
  expect(text((await kuznetsov.upload('/people/import/preview', form)).body)).toContain('новых: 1');
});

test('what is no timetable, and a day that has come, are refused at their fields', async () => {
  expect((await send('<html/>')).body).toMatch(/Это не расписание aSc/);
  expect(text((await send(ascText(file), '2026-11-24')).body)).toContain('Расписание меняется с 25 ноября или позже');
  expect((await send('')).statusCode).toBe(422);
  const body = text((await kuznetsov.post('/timetable/import/preview', { from: 'x' })).body);
  expect(body).toContain('Выберите файл расписания.');
});

test('programs look, say what names mean, put in force and ask', async () => {
  card().period = '8';
  const seen = await kuznetsov.json('POST', '/api/timetable/import/preview', {
    xml: ascText(file),
    from: '2026-12-14',
  });
  expect(seen.json()).toMatchObject({ counts: { changed: 1, puts: 1, takes: 1 }, unread: [], hard: 0 });
  const { id } = seen.json();
  const subject = (
    await query<{ id: number }>(
      school,
      "select id from subject where name = 'Шахматы' or name = 'Математика' order by name",
    )
  )[0]!.id;
  const names = [{ kind: 'subject', name: 'Матем.: база', id: subject }];
  expect((await kuznetsov.json('POST', `/api/timetable/import/${id}/names`, { names })).json()).toMatchObject({
    counts: { changed: 1 },
  });
  expect((await kuznetsov.json('GET', `/api/timetable/import/${id}`)).json()).toMatchObject({ state: 'shown' });
  const done = await kuznetsov.json('POST', `/api/timetable/import/${id}`, {});
  expect(done.json()).toEqual({ id, fileName: '', from: '2026-12-14', state: 'done' });
});
