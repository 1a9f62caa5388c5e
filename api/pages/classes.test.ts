import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSheet } from '#school/spreadsheets.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, studentOf, subjectOf } from '#test/journal.ts';

let school: TestSchool;
let classId: number;
let masha: number;
let petrova: number;
const browsers = new Map<string, TestBrowser>();
const browserOf = async (login: string) => {
  const known = browsers.get(login) ?? (await school.browser(login));
  browsers.set(login, known);
  return known;
};
beforeAll(async () => {
  school = await openTestSchool();
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
  masha = await studentOf(school, 'Петрова Мария');
  petrova = await school.person('petrova');
});
afterAll(() => school.close());

const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
const seen = async (login: string, url: string) => text((await (await browserOf(login)).get(url)).body);
const card = () => `/students/${masha}/card`;

describe('the page of a class', () => {
  it('shows Иванова everybody with telephones and medical groups, and what waits for her', async () => {
    const page = await seen('ivanova', `/classes/${classId}`);
    expect(page).toContain('Класс 5Б Классный руководитель: Иванова Наталья Петровна · 22 ученика');
    expect(page).toContain('Петрова Ольга Николаевна, мать +7 900 555 01 01');
    expect(page).toContain('специальная «А» по 24.12.2026');
    expect(page).toContain('Смирнов Алексей Юрьевич телефон: +7 900 555 01 02 → +7 900 555 01 99');
    expect(page).toContain('Орлов Тимофей Сергеевич освобождение, последний день 28 ноября');
  });

  it('is found from the lessons, from the people and from the reach of families', async () => {
    expect((await (await browserOf('ivanova')).get('/lessons')).body).toContain('href="/classes"');
    expect((await (await browserOf('kuznetsov')).get('/people')).body).toContain('href="/classes"');
    expect((await (await browserOf('morozov')).get('/classes')).body).toContain(`href="/classes/${classId}"`);
    expect((await (await browserOf('volkov')).get('/classes')).body).not.toContain('href="/classes/');
  });

  it('on paper and in the spreadsheet holds no health, unless it was asked for', async () => {
    const health = /специальная|подготовительная|освобождение|Мед\. группа|Медицинская группа/;
    expect(await seen('morozov', `/classes/${classId}/sheet`)).not.toMatch(health);
    expect(await seen('morozov', `/classes/${classId}/sheet?health=on`)).toMatch(/Мед\. группа[\s\S]*специальная «А»/);
    const book = async (search: string) => {
      const answer = await (await browserOf('morozov')).get(`/classes/${classId}/sheet/book${search}`);
      expect(answer.headers['cache-control']).toBe('no-store');
      return (await readSheet({ name: 'class.xlsx', content: answer.rawPayload } as never)).rows;
    };
    const plain = await book('');
    expect(plain.flat().join(' ')).not.toMatch(health);
    const line = plain.find(row => row[1] === 'Петрова Мария Дмитриевна')!;
    expect(line).toContain('Петрова Ольга Николаевна');
    expect(line).toContain('8 900 555-01-01');
    const whole = (await book('?health=on')).find(row => row[1] === 'Петрова Мария Дмитриевна')!;
    expect(whole.slice(-2)).toEqual(['специальная «А»', '2026-12-24']);
  });

  it('takes what Смирнов proposes in one press', async () => {
    const ivanova = await browserOf('ivanova');
    const [waiting] = await query<{ id: number }>(school, `select id from data_correction where state = 'waiting'`);
    const pressed = await ivanova.post(`/corrections/${waiting!.id}?class=${classId}`, { accepted: 'yes' });
    expect(pressed.headers.location).toBe(`/classes/${classId}`);
    const page = await seen('ivanova', `/classes/${classId}`);
    expect(page).not.toContain('Семьи предлагают исправить');
    expect(page).toContain('Смирнов Алексей Юрьевич, отец +7 900 555 01 99');
    expect(await seen('smirnov', '/family-data')).toContain('исправление принято');
  });
});

describe('the page of a student', () => {
  it('keeps what was typed beside a sentence at each wrong field', async () => {
    const ivanova = await browserOf('ivanova');
    const shown = JSON.stringify({ phone: '+79005550101' });
    const fields = { [`shown[${petrova}]`]: shown, [`phone[${petrova}]`]: '12', [`email[${petrova}]`]: 'нет' };
    const refused = await ivanova.post(card(), fields);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="12"');
    expect(text(refused.body)).toContain('Это не похоже на номер телефона.');
    expect(text(refused.body)).toContain('Это не похоже на адрес электронной почты.');
  });

  it('writes only the fields that were changed: what a colleague corrected meanwhile stays', async () => {
    const ivanova = await browserOf('ivanova');
    await query(school, `update person set workplace = 'музей' where id = :petrova`, { petrova });
    const shown = JSON.stringify({ phone: '+79005550101', workplace: 'библиотека № 3, библиотекарь' });
    const fields = {
      ...{ [`shown[${petrova}]`]: shown, [`phone[${petrova}]`]: '8 900 555 01 77' },
      [`workplace[${petrova}]`]: 'библиотека № 3, библиотекарь',
    };
    expect((await ivanova.post(card(), fields)).headers.location).toBe(card());
    const [row] = await query<object>(school, 'select phone, workplace from person where id = :petrova', { petrova });
    expect(row).toEqual({ phone: '+79005550177', workplace: 'музей' });
  });

  it('takes a parent and a certificate; «осв.» is none of the groups', async () => {
    const ivanova = await browserOf('ivanova');
    const wrong = await ivanova.post(`/students/${masha}/parents`, { name: 'Петров', kinship: 'father' });
    expect(text(wrong.body)).toContain('Напишите фамилию, имя и отчество.');
    const father = {
      name: 'Петров Дмитрий Олегович',
      kinship: 'father',
      since: '2026-11-24',
      phone: '',
      email: '',
      known: '',
    };
    await ivanova.post(`/students/${masha}/parents`, father);
    expect(await seen('ivanova', card())).toContain('Петров Дмитрий Олегович, отец');
    const certificate = { kind: 'special-b', since: '2026-12-25', until: '2027-05-31', number: '5' };
    const exempt = await ivanova.post(`/students/${masha}/certificates`, { ...certificate, kind: 'осв.' });
    expect(text(exempt.body)).toContain('Выберите группу или освобождение.');
    await ivanova.post(`/students/${masha}/certificates`, certificate);
    expect(await seen('ivanova', card())).toContain('специальная «Б», № 5 с 25 декабря 2026 по 31 мая 2027');
  });

  it('asks Кузнецов whether a namesake is the same person', async () => {
    const kuznetsov = await browserOf('kuznetsov');
    const fields = { name: 'Смирнов Алексей Юрьевич', kinship: 'guardian', since: '2026-11-24', phone: '', email: '' };
    const asked = await kuznetsov.post(`/students/${masha}/parents`, fields);
    expect(text(asked.body)).toContain('Смирнов Алексей Юрьевич логин smirnov, дети: Смирнов Дмитрий (5Б)');
    expect(text(asked.body)).toContain('Другой человек с тем же именем');
  });

  it('shows Морозов everything and nothing to press', async () => {
    const { body } = await (await browserOf('morozov')).get(card());
    expect(text(body)).toContain('специальная «А»');
    const forms = body.match(/<form[^>]*method="post"[^>]*>/g) ?? [];
    expect(forms.filter(tag => /students|certificates|corrections/.test(tag))).toEqual([]);
  });
});

describe('other pages', () => {
  it('subgroups are placed by radio buttons and divided in one press', async () => {
    const ivanova = await browserOf('ivanova');
    const english = await subjectOf(school, 'Английский язык');
    const address = `/classes/${classId}/subgroups?subject=${english}`;
    expect(await seen('ivanova', address)).toContain('1-я подгруппа: 11 учеников');
    const early = await ivanova.post(address, { since: '2020-01-01', [`place[${masha}]`]: 'none' });
    expect(text(early.body)).toContain('Выберите день учебного года');
    const placed = await ivanova.post(address, { since: '2026-12-01', [`place[${masha}]`]: 'none' });
    expect(placed.headers.location).toContain('day=2026-12-01');
    const later = await seen('ivanova', `${address}&day=2026-12-01`);
    expect(later).toContain('не распределено: 1');
    expect(later).toMatch(/Петрова Мария [12]-я 1 сентября 2026 30 ноября 2026/);
    await ivanova.post(address, { since: '2026-12-02', even: 'yes' });
    expect(await seen('ivanova', `${address}&day=2026-12-02`)).not.toContain('не распределено');
  });

  it('readings are filtered; a person’s page of the registrar is one of them', async () => {
    await (await browserOf('kuznetsov')).get(`/people/${petrova}`);
    const found = await seen('sokolova', '/card-readings?reader=кузн&from=2026-11-24&to=2026-11-24');
    expect(found).toContain('Кузнецов Илья Сергеевич карточка человека Петрова Ольга Николаевна');
    expect(found).not.toContain('Иванова Наталья Петровна карточка');
    expect(await seen('sokolova', '/card-readings?from=2026-02-31')).toContain('Укажите день.');
    const kept = await (await browserOf('kuznetsov')).post('/card-readings/days', { days: '365' });
    expect(kept.headers.location).toBe('/card-readings');
    expect(await seen('sokolova', '/card-readings')).toContain('Записи хранятся 365 дней.');
  });

  it('a parent sees the family’s own data, no health, and proposes a correction', async () => {
    const before = await seen('petrova', '/family-data');
    expect(before).toContain('Петрова Мария Дмитриевна, 5Б');
    expect(before).not.toMatch(/Смирнов|специальная|справк/);
    const browser = await browserOf('petrova');
    const wrong = await browser.post(`/family-data/${petrova}`, {
      phone: 'нет',
      email: '',
      address: '',
      workplace: '',
    });
    expect(text(wrong.body)).toContain('Это не похоже на номер телефона.');
    expect(wrong.body).toContain('value="нет"');
    await browser.post(`/family-data/${petrova}`, { phone: '+79005550111' });
    expect(await seen('petrova', '/family-data')).toContain('исправление ждёт ответа');
    expect((await browser.get('/account')).body).toContain('href="/family-data"');
    expect((await (await browserOf('volkov')).get('/account')).body).not.toContain('href="/family-data"');
  });
});

describe('programs', () => {
  it('read and keep cards like the pages', async () => {
    const ivanova = await browserOf('ivanova');
    const whole = (await ivanova.json('GET', `/api/classes/${classId}`)).json();
    const own = whole.students.find((one: { studentId: number }) => one.studentId === masha);
    expect(own).toMatchObject({ number: 16, medical: { group: { kind: 'special-a', until: '2026-12-24' } } });
    const bare = (await ivanova.json('GET', `/api/classes/${classId}?health=false`)).json();
    expect(bare.students.every((one: { medical: unknown }) => one.medical === null)).toBe(true);
    const people = [{ personId: petrova, address: 'ул. Новая, д. 2' }];
    expect((await ivanova.json('PUT', `/api/students/${masha}/contacts`, { people })).statusCode).toBe(204);
    const student = (await ivanova.json('GET', `/api/students/${masha}/card`)).json();
    expect(student.changes[0]).toMatchObject({ field: 'address', after: 'ул. Новая, д. 2' });
    const entry = { kind: 'basic', since: '2025-09-01', until: '2025-12-31' };
    const { id } = (await ivanova.json('POST', `/api/students/${masha}/certificates`, entry)).json();
    expect((await ivanova.json('DELETE', `/api/certificates/${id}`)).statusCode).toBe(204);
  });

  it('place subgroups, propose and settle corrections, end parents, read the readings', async () => {
    const [ivanova, family] = [await browserOf('ivanova'), await browserOf('petrova')];
    const english = await subjectOf(school, 'Английский язык');
    const placing = { subjectId: english, since: '2026-12-03' };
    const even = await ivanova.json('PUT', `/api/classes/${classId}/subgroups`, placing);
    expect(even.json()).toEqual({ moved: 0 });
    const view = (await ivanova.json('GET', `/api/classes/${classId}/subgroups?day=2026-12-03`)).json();
    expect(view.subjects[0]).toMatchObject({ subject: 'Английский язык', unplaced: 0 });
    const { id } = (
      await family.json('POST', `/api/family-data/${petrova}/corrections`, { workplace: 'архив' })
    ).json();
    expect((await family.json('GET', '/api/family-data')).json().people[0].waiting).toEqual({ workplace: 'архив' });
    const settled = await ivanova.json('POST', `/api/corrections/${id}/settlement`, { accepted: true });
    expect(settled.statusCode).toBe(204);
    const father = { name: 'Петров Дмитрий Олегович', kinship: 'father' };
    expect((await ivanova.json('POST', `/api/students/${masha}/parents`, father)).statusCode).toBe(409);
    const [row] = await query<{ id: number }>(school, `select id from person where login = 'petrov.d'`);
    const end = await ivanova.json('PUT', `/api/students/${masha}/parents/${row!.id}/end`, { until: '2026-11-24' });
    expect(end.statusCode).toBe(204);
    const readings = (await (await browserOf('sokolova')).json('GET', '/api/card-readings?person=петров')).json();
    expect(readings.total).toBeGreaterThan(2);
    const kept = await (await browserOf('kuznetsov')).json('PUT', '/api/card-readings/days', { days: 730 });
    expect(kept.statusCode).toBe(204);
  });
});
