import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, lessonOf, query, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';

// Анна of 3К is Смирнов's second child here.
let school: TestSchool;
let chess: SmallClass;
let anna: number;
let tuesday: number;
beforeAll(async () => {
  school = await openTestSchool({ api: { publicUrl: 'https://journal.example' } });
  chess = await smallClass(school);
  [anna] = chess.students;
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since) select id, :anna, 'father', '2026-09-01' from person where login = 'smirnov'`,
    { anna },
  );
  tuesday = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  await addLesson(school, chess.courseId, { day: '2026-12-01', slot: 2 });
  await addLesson(school, chess.courseId, { day: '2026-12-02', slot: 19 });
});
afterAll(() => school.close());

const stranger = async (url: string, headers: Record<string, string> = {}) =>
  (await school.server()).inject({ method: 'GET', url, headers });
/** Opens a feed as the person and gives its address in this house. */
const openFeed = async (login: string, page: string) => {
  const { body } = await (await school.browser(login)).post(page);
  return new URL(/value="(https:[^"]*\.ics)"/.exec(body)![1]!).pathname;
};
const read = async (address: string) => {
  const { body } = await stranger(address);
  const calendar = new ICAL.Component(ICAL.parse(body));
  return { body, calendar, events: calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one)) };
};
const substitute = (lesson: number, login: string) => standIn(school, { lessonId: lesson, login });

describe('the feed of Анна’s lessons', () => {
  let address: string;
  beforeAll(async () => {
    address = await openFeed('smirnov', `/diary/${anna}/calendar`);
  });

  test('is a calendar that another program reads: times, room, teacher, and no other name', async () => {
    const { calendar, events, body } = await read(address);
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Уроки 3К');
    const [first, , third] = events;
    expect(events).toHaveLength(3);
    // 8:30 in Moscow.
    expect(first!.startDate.toJSDate().toISOString()).toBe('2026-11-24T05:30:00.000Z');
    expect(first!.endDate.toJSDate().toISOString()).toBe('2026-11-24T06:10:00.000Z');
    expect(first!.summary).toBe('Шахматы');
    expect(first!.description).toBe('Учитель: Иванова Н. П.');
    // A slot without a bell lasts the day.
    expect(third!.startDate.isDate).toBe(true);
    expect(body).not.toMatch(/Арсеньева|Анна|Смирнов|Фёдорова/);
  });

  test('keeps to the form: no line over 75 octets, each ended by CR LF, ids that stay', async () => {
    const dima = await studentOf(school, 'Смирнов Дмитрий');
    const { body, events } = await read(await openFeed('smirnov', `/diary/${dima}/calendar`));
    expect(events.length).toBeGreaterThan(50);
    expect(body.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(body.split('\r\n').filter(line => Buffer.byteLength(line) > 75)).toEqual([]);
    const ids = events.map(({ uid }) => uid);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^lesson-\d+\.student-\d+@journal\.example$/);
  });

  test('is not sent again while nothing has changed', async () => {
    const first = await stranger(address);
    const tag = first.headers.etag as string;
    school.world.pass(60_000);
    const again = await stranger(address, { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(first.headers['cache-control']).toBe('private, no-cache');
  });

  test('a substitution is seen at once, as a later state of the same event; taken back, as one later still', async () => {
    const before = (await read(address)).events[0]!;
    await substitute(tuesday, 'volkov');
    const during = (await read(address)).events[0]!;
    expect([during.uid, during.sequence]).toEqual([before.uid, before.sequence + 1]);
    expect(during.summary).toBe('Шахматы (замещение)');
    expect(during.description).toBe('Замещает Волков Д. О.');
    await query(school, 'delete from substitution where lesson_id = :tuesday', { tuesday });
    const after = (await read(address)).events[0]!;
    expect([after.uid, after.sequence, after.summary]).toEqual([before.uid, before.sequence + 2, 'Шахматы']);
  });

  test('is kept as a hash alone, and shown once', async () => {
    const token = address.slice('/calendar/'.length, -'.ics'.length);
    const rows = await query(school, 'select * from calendar_feed');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await (await school.browser('smirnov')).get(`/diary/${anna}/calendar`)).body).not.toContain(token);
  });

  test('a new address ends the old one; ended, there is none', async () => {
    const smirnov = await school.browser('smirnov');
    const next = await openFeed('smirnov', `/diary/${anna}/calendar`);
    expect((await stranger(address)).statusCode).toBe(404);
    expect((await stranger(next)).statusCode).toBe(200);
    await smirnov.post(`/diary/${anna}/calendar/end`);
    expect((await stranger(next)).statusCode).toBe(404);
    expect((await smirnov.get(`/diary/${anna}/calendar`)).body).toContain('Календарь не подключён');
  });

  test('ends with the guardianship and with the account', async () => {
    const feed = await openFeed('smirnov', `/diary/${anna}/calendar`);
    await query(school, `update guardianship set until = '2026-11-23' where student_id = :anna`, { anna });
    expect((await stranger(feed)).statusCode).toBe(404);
    await query(school, 'update guardianship set until = null where student_id = :anna', { anna });
    expect((await stranger(feed)).statusCode).toBe(200);
    await query(school, `update person set deactivated_at = now() where login = 'smirnov'`);
    expect((await stranger(feed)).statusCode).toBe(404);
    await query(school, `update person set deactivated_at = null where login = 'smirnov'`);
  });
});

describe('other feeds', () => {
  test('a teacher’s: the lessons she gives, those of her substitutes not, with the class', async () => {
    const feed = await openFeed('ivanova', '/lessons/calendar');
    const { events, calendar } = await read(feed);
    expect(calendar.getFirstPropertyValue('name')).toBe('Мои уроки');
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
    const ofMaths = (all: ICAL.Event[]) => all.find(({ uid }) => uid.startsWith(`lesson-${maths}.person-`));
    expect(ofMaths(events)?.summary).toBe('Математика, 5Б');
    await substitute(maths, 'volkov');
    expect(ofMaths((await read(feed)).events)).toBeUndefined();
    const volkov = (await read(await openFeed('volkov', '/lessons/calendar'))).events;
    expect(ofMaths(volkov)?.summary).toBe('Математика, 5Б (замещение)');
  });

  test('a student’s own', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    const { events } = await read(await openFeed('masha', `/diary/${masha}/calendar`));
    expect(events.length).toBeGreaterThan(50);
  });

  test('none of somebody else’s child, nor for who only controls; a guessed address is nothing', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    const status = async (login: string, path: string) => (await (await school.browser(login)).post(path)).statusCode;
    expect(await status('smirnov', `/diary/${masha}/calendar`)).toBe(404);
    expect(await status('sokolova', `/diary/${masha}/calendar`)).toBe(403);
    expect(await status('petrova', '/lessons/calendar')).toBe(403);
    for (const file of ['x.ics', `${'A'.repeat(22)}.ics`, `${'A'.repeat(22)}`, '..%2Fx.ics']) {
      expect((await stranger(`/calendar/${file}`)).statusCode, file).toBe(404);
    }
  });
});
