import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let address: string;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await addLesson(school, chess.courseId, { day: '2026-11-20' });
  await addLesson(school, chess.courseId, { day: '2026-11-24' });
  ivanova = await school.browser('ivanova');
  address = `/journal/${chess.courseId}/import`;
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const decode = (value: string) =>
  value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const hidden = (html: string) => ({
  entries: decode(/name="entries" value="([^"]*)"/.exec(html)![1]!),
  basis: decode(/name="basis" value="([^"]*)"/.exec(html)![1]!),
});
const stored = async () =>
  (
    await query<{ mark: string }>(
      school,
      `select p.family_name || ' ' || l.day || ' ' || m.value as mark from mark m join lesson l on l.id = m.lesson_id
       join student s on s.id = m.student_id join person p on p.id = s.person_id
       where l.course_id = :courseId and m.replaced_at is null order by 1`,
      { ...chess },
    )
  ).map(({ mark }) => mark);

function send(content: string, name = 'отметки.csv') {
  const form = new FormData();
  form.set('file', new File([content], name));
  return ivanova.upload(`${address}/preview`, form);
}

const table =
  'Шахматы\n№;ФИО;20.11;24.11;Средний\n1;Арсеньева Анна;5;4/3;4\n2;Быкова & Ко;5;;\n3;Быков Борис;осв.;7;\n';

test('a table is shown with what has no place, and written when confirmed', async () => {
  const start = await ivanova.get(address);
  expect(text(start.body)).toContain('До подтверждения ничего не записывается.');
  const shown = await send(table);
  expect(shown.statusCode).toBe(200);
  const said = text(shown.body);
  expect(said).toContain('новых записей: 2');
  expect(said).toContain('Строка 4 : Ученика «Быкова & Ко» на этих уроках нет.'.replace('&', '&amp;'));
  expect(said).toContain('Строка 5, столбец C («осв.»): Запись «осв.» в журнал не вносится');
  expect(said).toContain('Строка 5, столбец D («7»): Быков Борис: отметка — целое число от 2 до 5.');
  expect(said).toContain('Столбцы без даты не переносятся: E («Средний»)');
  expect(await stored()).toEqual([]);
  const sent = hidden(shown.body);
  const saved = await ivanova.post(address, { ...sent, kind: '2' });
  expect([saved.statusCode, saved.headers.location]).toEqual([303, `/journal/${chess.courseId}`]);
  expect(await stored()).toEqual(['Арсеньева 2026-11-20 5', 'Арсеньева 2026-11-24 3', 'Арсеньева 2026-11-24 4']);
  // Sent again, as by a second press of the button, it is stopped and writes nothing.
  const again = await ivanova.post(address, sent);
  expect([again.statusCode, text(again.body)]).toEqual([409, expect.stringContaining('журнал изменили')]);
  const same = await send(table);
  expect(text(same.body)).toContain('без изменений: 2');
  expect(same.body).not.toContain('Записать в журнал');
});

test('a wrong file comes back with its reason, wrong entries are refused', async () => {
  const noDates = await send('ФИО;Отметка\nБыков Борис;5\n');
  expect([noDates.statusCode, text(noDates.body)]).toEqual([422, expect.stringContaining('не видно строки с датами')]);
  expect(text((await send('%PDF-1.7', 'отметки.pdf')).body)).toContain('Таблица с отметками');
  expect((await ivanova.post(`${address}/preview`, {})).statusCode).toBe(422);
  for (const entries of ['', 'x', '{}', '[[1,2]]', '[["1",2,"5"]]', '[[1,2,3]]', '[[99999999999,2,"5"]]']) {
    expect([entries, (await ivanova.post(address, { entries })).statusCode]).toEqual([entries, 422]);
  }
  expect((await ivanova.get('/journal/x/import')).statusCode).toBe(404);
});

test('others may not, and see no such page', async () => {
  for (const [login, status] of [
    ['sokolova', 403],
    ['volkov', 404],
    ['petrova', 404],
  ] as const) {
    expect([login, (await (await school.browser(login)).get(address)).statusCode]).toEqual([login, status]);
  }
});

test('programs preview rows and write entries', async () => {
  const api = `/api/journal/${chess.courseId}/import`;
  const rows = [
    ['ФИО', '20.11'],
    ['Волошина Вера', '4'],
    ['Никто', '5'],
  ];
  const seen = await ivanova.json('POST', `${api}/preview`, { rows });
  expect(seen.statusCode).toBe(200);
  const { unplaced, counts, entries, basis } = seen.json();
  expect(unplaced).toEqual([
    { row: 3, column: null, text: 'Никто', reason: 'import/unknown-name', message: expect.stringContaining('Никто') },
  ]);
  expect(counts).toEqual({ fresh: 1, changed: 0, same: 0 });
  expect((await ivanova.json('POST', api, { entries, basis })).statusCode).toBe(200);
  expect(await stored()).toContain('Волошина 2026-11-20 4');
  expect((await ivanova.json('POST', api, { entries, basis })).statusCode).toBe(409);
  expect((await ivanova.json('POST', api, { entries: [[1, 2]] })).statusCode).toBe(422);
});
