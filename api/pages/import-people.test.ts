import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importWork } from '#jobs/import.ts';
import { openQueue, type Queue } from '#jobs/queue.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { openLog } from '../../log.ts';

let school: TestSchool;
let queue: Queue;
let kuznetsov: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool({
    queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('silent') })),
  });
  await queue.prepare({ import: importWork(school.house) });
  kuznetsov = await school.browser('kuznetsov');
});
afterAll(async () => {
  await queue.stop();
  await school.close();
});

const book = async (rows: unknown[][]) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'Список', rows: rows as never }] }));
function send(content: Buffer | string, name: string) {
  const form = new FormData();
  form.set('file', new File([content as BlobPart], name));
  return kuznetsov.upload('/people/import/preview', form);
}
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
const idIn = (html: string) => /action="\/people\/import\/(\d+)"/.exec(html)![1]!;

const heads = ['Фамилия', 'Имя', 'Отчество', 'Класс', 'Дата рождения', 'Пол', 'Телефон матери', 'Мать'];
const child = ['Щукин', 'Артём', 'Львович', '4А', '03.04.2016', 'м', '8 900 123-45-67', 'Щукина Алёна Игоревна'];

test('a book of twelve hundred students is shown with its one bad row, and brought in by the queue', async () => {
  const letters = 'АБВГДЕЖЗИК';
  const rows = Array.from({ length: 1200 }, (_, index) => [
    `Новосёлов${letters[index % 10]!.toLowerCase()}${letters[Math.floor(index / 10) % 10]!.toLowerCase()}`,
    `Пётр${letters[Math.floor(index / 100)] ?? 'Л'}${index >= 1000 ? 'я' : ''}`.replace(/[А-Я]$/u, letter =>
      letter.toLowerCase(),
    ),
    'Ильич',
    `${1 + (index % 11)}${letters[Math.floor(index / 11) % 6]}`,
    index === 700 ? 'весной' : new Date(Date.UTC(2010, 0, 1 + index)),
    'м',
    `8900${String(1000000 + index)}`,
    `Новосёлова${letters[index % 10]!.toLowerCase()} Ольга Игоревна`,
  ]);
  const shown = await send(await book([['Список школы'], heads, ...rows]), 'ученики.xlsx');
  expect(shown.statusCode).toBe(200);
  const said = text(shown.body);
  expect(said).toContain('Не будет записано: 1');
  expect(said).toMatch(/Строка 703 .*Дата рождения «весной» не читается/);
  const id = idIn(shown.body);
  const confirmed = await kuznetsov.post(`/people/import/${id}`);
  expect([confirmed.statusCode, confirmed.headers.location]).toEqual([303, `/people/import/${id}`]);
  const waiting = await kuznetsov.get(`/people/import/${id}`);
  expect([waiting.headers.refresh, text(waiting.body)]).toEqual(['1', expect.stringContaining('Записываем')]);
  await queue.workOff();
  const done = await kuznetsov.get(`/people/import/${id}`);
  expect([done.headers.refresh, text(done.body)]).toEqual([undefined, expect.stringContaining('Всё записано')]);
  const [{ students } = { students: 0 }] = await query<{ students: number }>(
    school,
    `select count(*)::int as students from student s join person p on p.id = s.person_id where p.family_name like 'Новосёлов%'`,
  );
  expect(students).toBe(1199);
});

test('what is no list, a macro, a program or too large is refused with its reason', async () => {
  expect(text((await send('Имя\nПётр\n', 'список.csv')).body)).toContain('Не видно заголовков');
  expect((await send(await book([heads, child]), 'список.xlsm')).statusCode).toBe(422);
  expect((await send('%PDF-1.7', 'список.pdf')).statusCode).toBe(422);
  expect((await kuznetsov.post('/people/import/preview', {})).statusCode).toBe(422);
  const formula = ['=1+1', ...child.slice(1)];
  expect(text((await send([heads, formula].map(row => row.join(';')).join('\n'), 'список.csv')).body)).toContain(
    'не похоже на фамилию, имя и отчество',
  );
});

test('the samples are read by the program itself', async () => {
  for (const [name, found] of [
    ['staff', 'без изменений'],
    ['students', 'Непонятно, тот ли это ученик'],
    ['load', 'Строка'],
  ] as const) {
    const { statusCode, rawPayload } = await kuznetsov.get(`/people/import/samples/${name}`);
    expect([name, statusCode]).toEqual([name, 200]);
    const shown = await send(rawPayload, 'образец.xlsx');
    expect([name, shown.statusCode, text(shown.body)]).toEqual([name, 200, expect.stringContaining(found)]);
  }
  expect((await kuznetsov.get('/people/import/samples/constructor')).statusCode).toBe(404);
});

test('programs look, bring in and ask how far it is', async () => {
  const rows = [heads, child];
  const seen = (await kuznetsov.json('POST', '/api/people/import/preview', { rows })).json();
  expect(seen).toMatchObject({ kind: 'people', counts: { new: 2, changed: 0, same: 0, unread: 0 }, newSubjects: [] });
  const done = await kuznetsov.json('POST', `/api/people/import/${seen.id}`);
  expect(done.json()).toMatchObject({ state: 'done', reason: null });
  expect((await kuznetsov.json('GET', `/api/people/import/${seen.id}`)).json()).toMatchObject({ state: 'done' });
  const again = (await kuznetsov.json('POST', '/api/people/import/preview', { rows })).json();
  expect(again.counts).toEqual({ new: 0, changed: 0, same: 2, unread: 0 });
});

/** The letters of Windows-1251 that a list needs. */
function windows1251(text: string): Buffer {
  const byteOf = (letter: string) => {
    const code = letter.codePointAt(0)!;
    if (code < 128) return code;
    if (letter === 'Ё') return 0xa8;
    if (letter === 'ё') return 0xb8;
    return letter === '№' ? 0xb9 : code - 0x410 + 0xc0;
  };
  return Buffer.from([...text].map(byteOf));
}

test('columns in any order, in any encoding, under any title, are the same list', async () => {
  const order = fc.shuffledSubarray(
    heads.map((_, at) => at),
    { minLength: heads.length, maxLength: heads.length },
  );
  const encoding = fc.constantFrom('utf-8', 'windows-1251', 'xlsx');
  const delimiter = fc.constantFrom(';', ',', '\t');
  const titles = fc.constantFrom<string[][]>([], [['Школа № 7'], []], [['Список учеников', '', 'на 1 сентября']]);
  await fc.assert(
    fc.asyncProperty(order, encoding, delimiter, titles, async (columns, way, between, above) => {
      const rows = [...above, columns.map(at => heads[at]!), columns.map(at => child[at]!)];
      const csv = rows.map(row => row.join(between)).join('\r\n');
      const shown =
        way === 'xlsx'
          ? await send(await book(rows), 'список.xlsx')
          : await send(way === 'utf-8' ? csv : windows1251(csv), 'список.csv');
      expect(shown.statusCode).toBe(200);
      const said = text(shown.body);
      // He and his mother came in with the test before.
      expect(said).toContain('без изменений: 2');
      expect(said).not.toContain('не прочитано');
    }),
    { numRuns: 25 },
  );
});
