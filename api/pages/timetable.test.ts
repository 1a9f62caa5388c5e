import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { courseOf, lessonsLaid, placeOf } from '#test/timetable.ts';

// Without JavaScript and by program: Морозов keeps the timetable; mathematics of 5Б is the fourth lesson of Tuesdays.
let school: TestSchool;
let deputy: TestBrowser;
let mother: TestBrowser;
let classId: number;
beforeAll(async () => {
  school = await openTestSchool();
  [deputy, mother] = [await school.browser('morozov'), await school.browser('petrova')];
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
});
afterAll(() => school.close());

const said = (body: string) =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');

describe('pages', () => {
  test('a family opens its class, and nothing else; the staff choose', async () => {
    const body = said((await mother.get(`/timetable?class=${classId}&day=2026-12-30`)).body);
    expect(body).toContain('Расписание: 5Б');
    expect(body).toContain('Сокращённые уроки: перед Новым годом');
    expect(body).toContain('Зимние каникулы');
    expect(body).not.toMatch(/Править|Кто свободен/);
    expect((await mother.get('/timetable?of=room-1')).statusCode).toBe(404);
    const free = said((await deputy.get('/timetable/free?day=2026-11-24&slot=3')).body);
    expect(free).toContain('вторник, 24 ноября, 3-й урок, 10:15–10:55.');
    expect(free).not.toContain('Иванова Наталья Петровна');
  });

  test('without JavaScript a lesson is moved by two links and two buttons', async () => {
    const begun = await deputy.post('/timetable/edit', { since: '2026-11-30', note: '' });
    const editor = begun.headers.location as string;
    const place = await placeOf(school, { className: '5Б', subject: 'Математика', weekday: 2, slot: 4 });
    const what = `${place.courseId}-2-4-both`;
    const page = (await deputy.get(`${editor}?class=${classId}&what=${what}`)).body;
    expect(said(page)).toContain('Математика , Иванова Н. П.: выберите место в неделе.');
    expect(page).toContain('name="to" value="2-6"');
    const put = await deputy.post(editor, { class: `${classId}`, what, to: '2-6', room: '', joint: 'no' });
    expect(put.headers.location).toBe(`${editor}?class=${classId}`);
    // The same once more: what was picked stands there no longer.
    const again = await deputy.post(editor, { class: `${classId}`, what, to: '2-7' });
    expect([again.statusCode, said(again.body)]).toEqual([
      409,
      expect.stringContaining('этот урок убрали или переставили'),
    ]);
    expect(said((await deputy.get(`${editor}/check`)).body)).toContain('Уроков появится в журналах 23');
    expect((await deputy.post(`${editor}/check`)).headers.location).toBe('/timetable/edit');
    const tuesday = { from: '2026-12-01', to: '2026-12-01' } as const;
    expect(await lessonsLaid(school, place.courseId, tuesday)).toEqual(['2026-12-01 6 301']);

    const changes = (await deputy.get('/timetable/edit')).body;
    const [, undo] = /action="(\/timetable\/changes\/\d+\/undo)"/.exec(changes) ?? [];
    await deputy.post(undo!);
    expect(await lessonsLaid(school, place.courseId, tuesday)).toEqual(['2026-12-01 4 301']);
  });

  test('bells are written, set for a day and seen in the diary', async () => {
    const fields = { name: 'Мороз', 'starts-1': '09:00', 'ends-1': '09:30', 'starts-2': '09:40', 'ends-2': '10:10' };
    expect((await deputy.post('/timetable/bells/schedules', fields)).statusCode).toBe(303);
    const [made] = await query<{ id: number }>(school, `select id from bell_schedule where name = 'Мороз'`);
    const special = { schedule: `${made!.id}`, from: '2026-11-26', to: '', shift: '', reason: 'мороз' };
    expect((await deputy.post('/timetable/bells/special', special)).statusCode).toBe(303);
    const masha = await query<{ id: number }>(
      school,
      `select s.id from student s join person p on p.id = s.person_id where p.login = 'masha'`,
    );
    const diary = (await mother.get(`/diary/${masha[0]!.id}?day=2026-11-26`)).body;
    expect(said(diary)).toContain('09:00–09:30 · каб. 301');
    const wrong = await deputy.post('/timetable/bells/schedules', { ...fields, name: 'Ещё', 'ends-1': '09:50' });
    expect([wrong.statusCode, said(wrong.body)]).toEqual([
      422,
      expect.stringContaining('2-й урок начинается раньше, чем кончился предыдущий.'),
    ]);
  });

  test('a room is added, named otherwise and closed', async () => {
    await deputy.post('/timetable/rooms', { name: ' Библиотека ', seats: '40' });
    const [room] = await query<{ id: number; seats: number }>(
      school,
      `select id, seats from room where name = 'Библиотека'`,
    );
    expect(room!.seats).toBe(40);
    await deputy.post(`/timetable/rooms/${room!.id}`, { name: 'Медиацентр', seats: '', closedOn: '2026-12-01' });
    expect(said((await mother.get('/timetable/rooms')).body)).toMatch(/Медиацентр 1 декабря/);
    const taken = await deputy.post('/timetable/rooms', { name: '301', seats: '' });
    expect(said(taken.body)).toContain('Кабинет 301 уже есть.');
  });
});

describe('programs', () => {
  test('change the timetable with the same rules, and hear of clashes', async () => {
    const courseId = await courseOf(school, { className: '5Б', subject: 'Математика' });
    const what = { courseId, weekday: 2, slot: 4 };
    const post = (slot: number, more = {}) =>
      deputy.json('POST', '/api/timetable/changes', {
        ...{ from: '2026-12-07', changes: [{ remove: what }, { place: { courseId, weekday: 2, slot } }] },
        ...more,
      });
    const refused = await post(3);
    expect([refused.statusCode, refused.json().error.kind]).toEqual([409, 'conflict']);
    expect(refused.json().error.message).toMatch(/5Б\s—\sдва урока сразу/);
    const done = (await post(6)).json();
    expect(done).toMatchObject({ removed: 22, added: 22, kept: [], clashes: [] });
    const [entry] = (await deputy.json('GET', '/api/timetable/entries?from=2026-12-07'))
      .json()
      .entries.filter((one: { courseId: number; weekday: number }) => one.courseId === courseId && one.weekday === 2);
    expect(entry).toMatchObject({ slot: 6, room: null, since: '2026-12-07', until: null });
    expect((await deputy.json('GET', '/api/timetable/clashes?from=2026-12-07')).json()).toEqual({ clashes: [] });
    const [change] = (await deputy.json('GET', '/api/timetable/changes')).json();
    expect(change).toMatchObject({ id: done.changeId, source: 'hand', mayUndo: true });
    expect((await deputy.json('DELETE', `/api/timetable/changes/${done.changeId}`)).json()).toMatchObject({
      removed: 22,
    });
  });

  test('read the week and who is free', async () => {
    const week = (await mother.json('GET', `/api/timetable?class=${classId}&day=2026-11-24`)).json();
    expect(week.days[1].lessons[3]).toMatchObject({ subject: 'Математика', room: '301', teacher: 'Иванова Н. П.' });
    const free = (await deputy.json('GET', '/api/timetable/free?day=2026-11-24&slot=2')).json();
    expect(free.teachers.map(({ name }: { name: string }) => name)).toContain('Иванова Наталья Петровна');
    expect((await mother.json('GET', '/api/timetable/free?slot=2')).statusCode).toBe(404);
    expect((await mother.json('GET', '/api/bells')).json().schedules[0]).toMatchObject({
      name: 'Обычные звонки',
      rung: true,
    });
  });
});
