import { Readable } from 'node:stream';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { badSheets } from '#test/bad-sheets.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

// What people send instead of a table, to the lists of people and the load, to a plan, to the marks of a journal.
let school: TestSchool;
let chess: SmallClass;
let pages: { browser: TestBrowser; address: string }[];
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await addLesson(school, chess.courseId, { day: '2026-11-24' });
  const [kuznetsov, ivanova] = [await school.browser('kuznetsov'), await school.browser('ivanova')];
  pages = [
    { browser: kuznetsov, address: '/people/import/preview' },
    { browser: ivanova, address: `/journal/${chess.courseId}/plan/preview` },
    { browser: ivanova, address: `/journal/${chess.courseId}/import/preview` },
  ];
});
afterAll(() => school.close());

const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
function send({ browser, address }: { browser: TestBrowser; address: string }, content: Buffer | string, name: string) {
  const form = new FormData();
  form.set('file', new File([content as BlobPart], name));
  return browser.upload(address, form);
}
const kept = () =>
  query<{ n: number }>(
    school,
    `select (select count(*)::int from person) + (select count(*)::int from course) + (select count(*)::int from lesson_plan)
       + (select count(*)::int from mark) + (select count(*)::int from import_run) as n`,
  );

test('each is refused at every page with a sentence beside the form, and nothing is kept', async () => {
  const before = await kept();
  for (const [what, name, content, told] of await badSheets()) {
    for (const page of pages) {
      const { statusCode, body } = await send(page, content, name);
      expect([what, page.address, statusCode, text(body).includes(told) ? told : text(body)]).toEqual([
        ...[what, page.address, 422, told],
      ]);
    }
  }
  expect(await kept()).toEqual(before);
});

test('two hundred megabytes are turned away at the threshold: nearly nothing of them is read', async () => {
  const { browser, address } = pages[0]!;
  for (const length of ['200000000', undefined]) {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 65_536;
        this.push(given > 200_000_000 ? null : Buffer.alloc(65_536));
      },
    });
    const headers = { cookie: browser.cookie, 'content-type': 'multipart/form-data; boundary=x' };
    const sized = length ? { ...headers, 'content-length': length } : headers;
    const { statusCode, body } = await (await school.server()).inject({
      ...{ method: 'POST', url: address, payload: endless, headers: sized },
    });
    expect([statusCode, text(body).includes('Это слишком много для одного раза')]).toEqual([413, true]);
    expect(given).toBeLessThan(2_000_000);
  }
});

test('a cell with a formula is read by what stood there, and a text that looks like one is no name, no subject and no mark', async () => {
  const [people, plan, marks] = pages;
  const link = '=HYPERLINK("http://evil.example","Щукин")';
  const cells = new Map([
    ['1,0', { value: 'Щукин Артём Львович', type: 'formula', formula: 'HYPERLINK("http://evil.example")' }],
  ]);
  const book = {
    name: 'A',
    rows: [
      ['ФИО', 'Класс', 'Дата рождения'],
      [null, '4А', '03.04.2016'],
    ],
    cells,
  };
  const read = await send(people!, Buffer.from(await writeXlsx({ sheets: [book as never] })), 'список.xlsx');
  expect(read.statusCode).toBe(200);
  expect(read.body).not.toContain('evil.example');

  const named = text(
    (await send(people!, `ФИО;Класс;Дата рождения\n"${link.replaceAll('"', '""')}";4А;\n`, 'a.csv')).body,
  );
  expect(named).toContain('не похоже на фамилию, имя и отчество');
  const load = `Класс;Предмет;Учитель;Часов\n5Б;=1+1;Волков Денис Олегович;2\n5Б;Шахматы;=1+1;2\n5Б;Шахматы;Волков Денис Олегович;=2\n`;
  expect(text((await send(people!, load, 'нагрузка.csv')).body)).toContain('не прочитано: 3');
  expect(text((await send(marks!, 'ФИО;24.11\nБыков Борис;=5\n', 'a.csv')).body)).toContain(
    '«&#x3D;5» — не отметка и не пропуск',
  );

  // A topic may say what it likes: it is a text here, and stays one in every table that is taken out.
  const shown = await send(plan!, `№;Тема урока\n1;"${link.replaceAll('"', '""')}"\n`, 'план.csv');
  expect(shown.body).toContain('&#x3D;HYPERLINK');
});

test('one bad line among a thousand is named with its row and reason, in a list of people and in a load', async () => {
  const [people] = pages;
  const letters = [...'абвгдежзик'];
  const rows = Array.from({ length: 1000 }, (_, at) =>
    [
      ...[`Зимин${letters[at % 10]}${letters[Math.floor(at / 10) % 10]}${letters[Math.floor(at / 100)]} Пётр Ильич`],
      ...[`${1 + (at % 11)}А`, at === 613 ? '32.01.2015' : '01.02.2015'],
    ].join(';'),
  );
  const list = await send(people!, `ФИО;Класс;Дата рождения\n${rows.join('\n')}\n`, 'список.csv');
  expect(text(list.body)).toMatch(
    /новых: 999 .*Не будет записано: 1 .*Строка 615 .*Дата рождения «32.01.2015» не читается/,
  );

  const courses = Array.from({ length: 1000 }, (_, at) =>
    [`5${'БВ'[at % 2]}`, `Кружок ${letters[at % 10]}${at}`, 'Волков Денис Олегович', at === 77 ? 'много' : '1'].join(
      ';',
    ),
  );
  const load = await send(people!, `Класс;Предмет;Учитель;Часов\n${courses.join('\n')}\n`, 'нагрузка.csv');
  const said = text(load.body);
  expect(said).toMatch(/новых: 999 .*Не будет записано: 1 .*Строка 79 /);
  expect(said).toContain('Будут созданы классы: 5В. Если это описка');
});

test('programs are told the same of rows that are none', async () => {
  const { browser } = pages[0]!;
  const look = async (body: object) => {
    const { statusCode } = await browser.json('POST', '/api/people/import/preview', body);
    return statusCode;
  };
  const heads = ['ФИО', 'Класс', 'Дата рождения'];
  expect(await look({ rows: [heads, ['Щукин\ud800 Артём Львович', '4А', '03.04.2016']] })).toBe(200);
  expect(await look({ rows: [heads, ['Щукин\0 Артём', '4А', '']] })).toBe(422);
  expect(await look({ rows: [Array(501).fill('ФИО')] })).toBe(422);
  expect(await look({ rows: [heads, [['Щукин'], {}, 5]] })).toBe(422);
  expect(await look({ rows: Array(20_001).fill([]) })).toBe(422);
  expect(await look({ rows: [heads, ['x'.repeat(1001), '', '']] })).toBe(422);
  expect(await look({ rows: 'ФИО' })).toBe(422);
  // As many as a file may hold are read, though their names are much longer than a form's.
  const many = Array.from({ length: 20_000 - 1 }, (_, at) => [`Щукин ${at}`.padEnd(60, 'а'), '4А', '03.04.2016']);
  expect(await look({ rows: [heads, ...many] })).toBe(200);
});
