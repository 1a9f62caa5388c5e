import { readXlsx } from 'hucre/xlsx';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpacksWithin } from '#school/zip-size.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { lessonOf, query } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';

// Tuesday, 24 November 2026: 5Б has Русский язык, Физическая культура, История, Математика, Литература.
let school: TestSchool;
let morozov: TestBrowser;
let petrova: TestBrowser;
let classId: number;
let ivanova: number;
beforeAll(async () => {
  school = await openTestSchool({ api: { publicUrl: 'https://journal.example' } });
  morozov = await school.browser('morozov');
  petrova = await school.browser('petrova');
  classId = (await query<{ id: number }>(school, "select id from school_class where grade || letter = '5Б'"))[0]!.id;
  ivanova = await school.person('ivanova');
});
afterAll(() => school.close());

const plain = (text: unknown) => (typeof text === 'string' ? text.replaceAll('\u00a0', ' ') : text);
async function book(path: string, browser = morozov) {
  const { statusCode, headers, rawPayload } = await browser.get(path);
  expect([path, statusCode, headers['content-type']]).toEqual([path, 200, expect.stringContaining('spreadsheetml')]);
  expect(headers['content-disposition']).toMatch(/^attachment; filename="timetable-[\w-]+\.xlsx"$/);
  expect(await unpacksWithin(rawPayload, 10_000_000)).toBe(true);
  return (await readXlsx(rawPayload)).sheets.map(sheet => ({ ...sheet, rows: sheet.rows.map(row => row.map(plain)) }));
}
/** The line of a slot, below the head of the table. */
const slotOf = (rows: unknown[][], slot: number, column = 0) => rows.find(row => row[column] === slot)!;

describe('the book', () => {
  test('of a class hangs on a wall: days across, slots down, room and teacher in each cell, head in sight', async () => {
    const [sheet, ...others] = await book(`/timetable/wall/class-${classId}.xlsx`, petrova);
    expect([sheet!.name, others]).toEqual(['5Б', []]);
    const head = sheet!.rows.findIndex(row => row[0] === '№');
    expect(sheet!.rows[head]).toEqual(['№', 'Время', 'Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница']);
    expect(sheet!.rows.slice(0, head).flat()).toEqual(
      expect.arrayContaining(['Расписание: 5Б', 'на 24 ноября 2026 года']),
    );
    expect(slotOf(sheet!.rows, 4)[1]).toBe('11:15–11:55');
    expect(slotOf(sheet!.rows, 4)[3]).toBe('Математика, 301, Иванова Н. П.');
    expect(slotOf(sheet!.rows, 2)[2]).toMatch(/^Английский язык \(1\), 243, .*\nАнглийский язык \(2\), 241, /);
    expect(sheet!.freezePane?.rows).toBe(head + 1);
    expect(sheet!.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 'a4', fitToWidth: 1 });
    expect(sheet!.pageSetup!.printArea).toMatch(/A\$?1:\$?G/);
    expect(sheet!.pageSetup!.printTitlesRow).toBeDefined();
  });

  test('of a teacher names the classes', async () => {
    const [sheet] = await book(`/timetable/wall/teacher-${ivanova}.xlsx`);
    expect(slotOf(sheet!.rows, 4)[3]).toBe('5Б Математика, 301');
  });

  test('of the whole school has all classes in one table, then a sheet for each; of the teachers the same', async () => {
    const [all, ...classes] = await book('/timetable/wall/classes.xlsx');
    const names = (
      await query<{ name: string }>(school, 'select grade || letter as name from school_class order by grade, letter')
    ).map(({ name }) => name);
    expect(classes.map(({ name }) => name)).toEqual(names);
    const head = all!.rows.find(row => row[1] === '№')!;
    expect(head).toEqual(['День', '№', ...names]);
    const tuesday = all!.rows.findIndex(row => row[0] === 'Вт');
    expect(all!.rows[tuesday + 3]![head.indexOf('5Б')]).toBe('Математика, 301');
    const [teachers, ...each] = await book('/timetable/wall/teachers.xlsx');
    expect(each.map(({ name }) => name)).toContain('Иванова Н. П.');
    const row = teachers!.rows.find(([name]) => name === 'Иванова Н. П.')!;
    expect(row.filter(cell => cell === '5Б')).toHaveLength(5);
  });

  test('of a day to come is that of the timetable then', async () => {
    const [sheet] = await book(`/timetable/wall/class-${classId}.xlsx?day=2026-12-07`);
    expect(sheet!.rows.flat()).toContain('на 7 декабря 2026 года');
    expect((await morozov.get('/timetable/wall/classes.xlsx?day=2026-13-07')).statusCode).toBe(422);
  });

  test('is a paper too', async () => {
    const { statusCode, rawPayload } = await morozov.get(`/timetable/wall/class-${classId}.pdf`);
    expect([statusCode, rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });
});

describe('the calendar', () => {
  const read = async (path: string, browser = morozov) => {
    const { statusCode, body, headers } = await browser.get(path);
    expect([path, statusCode, headers['content-type']]).toEqual([path, 200, 'text/calendar; charset=utf-8']);
    const calendar = new ICAL.Component(ICAL.parse(body));
    return { calendar, body, events: calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one)) };
  };

  test('of a class has its lessons of two months with times, rooms, teachers', async () => {
    const { calendar, events, body } = await read(`/timetable/calendar/class-${classId}.ics`, petrova);
    expect(calendar.getFirstPropertyValue('name')).toBe('Уроки: 5Б');
    const maths = events.find(
      ({ summary, startDate }) => summary === 'Математика' && startDate.toString().startsWith('2026-11-24'),
    )!;
    // The fourth lesson, 11:15 in Moscow.
    expect([maths.startDate.toJSDate().toISOString(), maths.endDate.toJSDate().toISOString()]).toEqual([
      '2026-11-24T08:15:00.000Z',
      '2026-11-24T08:55:00.000Z',
    ]);
    expect([plain(maths.location), plain(maths.description)]).toEqual(['каб. 301', 'Учитель: Иванова Н. П.']);
    expect(events.length).toBeGreaterThan(150);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    expect(body).not.toMatch(/Петров|Смирнов/);
  });

  test('of a teacher has what she gives herself, others’ lessons too, and those not that another gives for her', async () => {
    const lesson = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
    const history = await lessonOf(school, { className: '5Б', subject: 'История', day: '2026-11-27' });
    await standIn(school, { lessonId: lesson });
    await standIn(school, { lessonId: history, login: 'ivanova', reason: 'курсы' });
    const { events } = await read(`/timetable/calendar/teacher-${ivanova}.ics`);
    const on = (day: string) =>
      events.filter(({ startDate }) => startDate.toString().startsWith(day)).map(({ summary }) => summary);
    expect(on('2026-11-25')).not.toContain('Математика, 5Б');
    expect(on('2026-11-26')).toContain('Математика, 5Б');
    expect(on('2026-11-27')).toContain('История, 5Б (замещение)');
  });
});

test('none of them is for who may not see that timetable, and an address that is none is not found', async () => {
  const status = async (browser: TestBrowser, path: string) => (await browser.get(path)).statusCode;
  const other = (await query<{ id: number }>(school, "select id from school_class where grade || letter = '7А'"))[0]!
    .id;
  for (const path of [
    `/timetable/wall/class-${other}.xlsx`,
    `/timetable/calendar/class-${other}.ics`,
    `/timetable/wall/teacher-${ivanova}.xlsx`,
    `/timetable/calendar/teacher-${ivanova}.ics`,
    ...['/timetable/wall/classes.xlsx', '/timetable/wall/teachers.pdf', '/timetable/wall/room-1.xlsx'],
  ])
    expect([path, await status(petrova, path)]).toEqual([path, 404]);
  for (const path of [
    'wall/school.xlsx',
    'wall/class-x.xlsx',
    'wall/class-1.doc',
    'calendar/room-1.ics',
    'calendar/classes.ics',
    'wall/class-999999.pdf',
  ])
    expect([path, await status(morozov, `/timetable/${path}`)]).toEqual([path, 404]);
  const { body } = await petrova.get(`/timetable?class=${classId}`);
  expect(body).toContain(`href="/timetable/calendar/class-${classId}.ics?day=2026-11-24" download`);
  expect(body).not.toContain('/timetable/wall/classes.xlsx');
});
