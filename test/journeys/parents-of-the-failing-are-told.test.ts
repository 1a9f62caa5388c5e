import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import type { TestBrowser } from '../house.ts';
import { query, studentOf } from '../journal.ts';
import { pdfPages } from '../pdf.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

let school: OpenSchool;
let alexey: Person;
let ivanova: TestBrowser;
let smirnov: TestBrowser;
let classId: number;
let dima: number;

beforeAll(async () => {
  school = await openSchoolWithTelegram();
  dima = await studentOf(school, 'Смирнов Дмитрий');
  // The sample's own notices are of another day.
  await query(school, 'delete from noticed_parent');
  await query(school, 'delete from parent_notice');
  // Twos in mathematics at every lesson of the quarter: it comes out a 2.
  await query(
    school,
    `update mark m set value = 2 from lesson l join course c on c.id = l.course_id join subject j on j.id = c.subject_id
     where l.id = m.lesson_id and m.student_id = :dima and m.value is not null and j.name = 'Математика' and l.day >= '2026-11-09'`,
    { dima },
  );
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
     select l.id, :dima, 1, 2, 1, (select id from person where login = 'ivanova'), '2026-11-23T10:00:00Z'
     from lesson l join course c on c.id = l.course_id join subject j on j.id = c.subject_id join school_class k on k.id = c.school_class_id
     where j.name = 'Математика' and k.grade = 5 and k.letter = 'Б' and l.day between '2026-11-09' and '2026-11-23'
       and not exists (select from mark m where m.lesson_id = l.id and m.student_id = :dima)`,
    { dima },
  );
  [ivanova, smirnov] = [await school.browser('ivanova'), await school.browser('smirnov')];
  alexey = await school.linkedPhone('smirnov', { id: 503, first_name: 'Алексей' });
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
const page = async (browser: TestBrowser, url: string) => text((await browser.get(url)).body);

it('Иванова presses «Уведомить» beside Дима; his father hears of it in Telegram after five minutes, and confirms there', async () => {
  expect(await page(ivanova, `/parent-notices?class=${classId}`)).toMatch(
    /Смирнов Дмитрий не успевает .*Математика.*: выходит 2/,
  );
  const sent = await ivanova.post(`/parent-notices/send?class=${classId}`, { only: `${dima}` });
  expect(sent.headers.location).toContain('/parent-notices?');
  school.world.set('2026-11-24T12:36:00+03:00');
  const notice = await alexey.receives('уведомление родителям');
  expect(notice.text.replaceAll('\u00a0', ' ')).toMatch(
    /Смирнов Дмитрий, 5Б.*\n.*за II четверть\n(.*\n)*.*Математика \(Иванова Н. П.\): пока выходит 2/,
  );
  alexey.presses('Ознакомлен(а)', notice);
  expect((await alexey.receives('вы ознакомились')).text).toContain('Иванова');
});

it('Иванова sees the day in the list, the deputy sees it in form 4', async () => {
  expect(await page(ivanova, `/parent-notices?class=${classId}`)).toContain(
    'ознакомлены Отправлено 24 ноября в 12:30, Иванова Н. П. Смирнов А. Ю.: подтверждено 24 ноября в 12:36, Telegram',
  );
  const morozov = await school.browser('morozov');
  expect(await page(morozov, `/reports/preliminary-results?of=${classId}`)).toContain(
    'ознакомлены 24 ноября; отправлено 24 ноября, Иванова Н. П.',
  );
  expect(await page(morozov, `/students/${dima}/card`)).toContain('Уведомления о неуспеваемости');
});

it('a second press says when it was sent, and asks', async () => {
  const asked = await ivanova.post(`/parent-notices/send?class=${classId}`, { only: `${dima}` });
  expect(asked.statusCode).toBe(409);
  expect(text(asked.body)).toContain(
    'Смирнов Дмитрий: отправлено 24 ноября в 12:30. Отправить ещё раз? Отправить ещё раз Не надо',
  );
});

it('the father reads it on the site as well; nothing waits for him any more', async () => {
  const [trace] = (await smirnov.json('GET', '/api/family-notices')).json().notices;
  expect(trace).toBeUndefined();
  const [{ id }] = (await query<{ id: number }>(school, 'select id from parent_notice')) as [{ id: number }];
  expect(await page(smirnov, `/family-notices/${id}`)).toContain('вы ознакомились 24 ноября в 12:36');
});

it('whom nothing reaches is told on paper: printed, signed, entered with one press', async () => {
  const found = (await ivanova.json('GET', `/api/parent-notices?classId=${classId}`)).json();
  const paper = found.students.filter((one: { failing: boolean; isTold: boolean }) => one.failing && !one.isTold);
  expect(paper.length).toBeGreaterThan(0);
  expect(paper.every((one: { onlyPaper: boolean }) => one.onlyPaper)).toBe(true);
  const refused = await ivanova.post(`/parent-notices/send?class=${classId}`, { only: `${paper[0].studentId}` });
  expect(text(refused.body)).toContain(`До родителей сообщение не дойдёт: ${paper[0].student}`);
  const printed = await ivanova.post(`/parent-notices/print?class=${classId}`, { all: 'untold' });
  const ids = /paper=([\d,%C]+)/.exec(String(printed.headers.location))![1]!.replaceAll('%2C', ',');
  const file = await ivanova.get(`/parent-notices/pdf?ids=${ids}`);
  const pages = await pdfPages(file.rawPayload);
  expect(pages).toHaveLength(Math.ceil(paper.length / 2));
  for (const one of paper) expect(pages.map(({ text }) => text).join()).toContain(one.student);
  school.world.set('2026-11-26T09:00:00+03:00');
  const [first] = ids.split(',');
  await ivanova.post(`/parent-notices/${first}/returned?class=${classId}`, { day: '2026-11-25' });
  expect(await page(await school.browser('sokolova'), `/reports/preliminary-results?of=${classId}`)).toContain(
    'подписано 25 ноября; напечатано 24 ноября, Иванова Н. П.',
  );
});
