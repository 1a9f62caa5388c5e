import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDatabase } from '#db/archive/compare.ts';
import { inArchive } from '#db/archive/open-archive.ts';
import { restoreArchive } from '#db/archive/restore.ts';
import { inSession } from '#db/archive/session.ts';
import type { Connection } from '#db/connection.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';
import {
  counts,
  fathersFile,
  loadFile,
  type SchoolFile,
  staffFile,
  studentsFile,
  timetableFile,
} from '../school-in-files.ts';
import { createDatabase, type TestDatabase } from '../setup/database.ts';

const password = 'в поле берёза стояла';

describe('a school from an empty program, with files only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-empty-'));
  const taken = join(folder, 'export.zip');
  let school: OpenHouse;
  let elsewhere: TestDatabase;
  let chromium: Chromium;
  let registrar: Page;
  let mother: Page;
  let motherLogin = '';

  const ask = <T extends object>(sql: string): Promise<T[]> =>
    inSession(school.connection, async client => (await client.query<T>(sql)).rows);
  /** A page of somebody who has a password, on the day that it is. */
  const signIn = async (login: string, secret = password) => {
    const page = await chromium.stranger({ baseURL: school.address });
    const answer = await page.request.post('/api/session', { data: { login, password: secret } });
    expect([login, answer.status()]).toEqual([login, 200]);
    return page;
  };
  const bringIn = async (file: SchoolFile) => {
    await registrar.goto('/people/import');
    await registrar.getByLabel('Таблица').setInputFiles(file);
    await press(registrar, 'Посмотреть, что получится');
    const seen = await words(registrar);
    await press(registrar, 'Записать');
    await registrar.waitForURL(/\/people\/import\/\d+$/);
    await school.queue.workOff();
    return seen;
  };
  const left = async () => {
    await registrar.goto('/school');
    return words(registrar, '.set-up');
  };

  beforeAll(async () => {
    chromium = await startChromium('http://127.0.0.1');
    elsewhere = await createDatabase(null);
    school = await openWholeSchool({
      at: '2026-08-24T09:00:00+03:00',
      settings: { BACKUP_DIR: join(folder, 'archives') },
      founding: foundIn(chromium),
    });
    registrar = await signIn('zaytseva');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
    await elsewhere.drop();
    rmSync(folder, { recursive: true });
  });

  it('says what is to be done, and where', async () => {
    const todo = await left();
    expect(todo).toMatch(/Учебный год Есть в календаре. готово/);
    expect(todo).toMatch(/Учителя Загрузите список сотрудников. ещё нет/);
    expect(todo).toMatch(/Расписание Загрузите файл или составьте вручную. ещё нет/);
  });

  it('the staff, the students, their parents and the load come from files with headings of their own', async () => {
    expect(await bringIn(await staffFile())).toMatch(new RegExp(`новых: ${counts.staff}`));
    expect(await bringIn(studentsFile())).toMatch(/новых: 36 /);
    expect(await bringIn(fathersFile())).toMatch(/новых: 6 /);
    expect(await bringIn(await loadFile())).toMatch(new RegExp(`новых: ${counts.courses}`));
    const todo = await left();
    expect(todo).toMatch(/Учителя 7 учителей. готово/);
    expect(todo).toMatch(/Директор и заместители Назначены. готово/);
    expect(todo).toMatch(/Классы 4 класса. готово Классные руководители Есть у каждого класса. готово/);
    expect(todo).toMatch(/Ученики 18 учеников. готово Родители 24 родителя. готово/);
    expect(todo).toMatch(/Учебная нагрузка 14 журналов. готово/);
  });

  it('the timetable comes from the file of aSc, from the first day of the year on', async () => {
    await registrar.goto('/timetable/import');
    expect(await registrar.getByLabel('С какого дня').inputValue()).toBe('2026-09-01');
    await registrar.getByLabel('Файл расписания').setInputFiles(timetableFile());
    await press(registrar, 'Посмотреть, что получится');
    await registrar.getByRole('button', { name: /^Ввести с/ }).click();
    await registrar.waitForURL(/\/timetable\?day=2026-09-01$/);
    expect(await left()).toMatch(/Расписание В расписании 14 журналов. готово/);
  });

  it('the slips of 5А are printed in one press; a mother signs in with hers and has the week of her child', async () => {
    await school.clockStrikes('2026-09-14T12:00:00+03:00');
    registrar = await signIn('zaytseva');
    await registrar.goto('/people');
    await press(registrar, 'Листки классу');
    await press(registrar, '5А');
    registrar.on('dialog', dialog => dialog.accept());
    await registrar.getByRole('button', { name: /^Напечатать листки всем/ }).click();
    await registrar.locator('.slip').first().waitFor();
    // Six students, their mothers and their fathers.
    expect(await registrar.locator('.slip').count()).toBe(18);
    const slip = registrar.locator('.slip', { hasText: 'Петрова Ольга' });
    const [login, first] = await slip.locator('code').allInnerTexts();
    motherLogin = login!;
    mother = await chromium.stranger({ baseURL: school.address });
    await mother.goto('/sign-in');
    await mother.getByLabel('Логин').first().fill(login!);
    await mother.getByLabel('Пароль').first().fill(first!);
    await press(mother, 'Войти');
    await sees(mother, 'Придумайте свой, и журнал откроется.');
    await mother.getByLabel('Нынешний пароль').fill(first!);
    await mother.getByLabel('Новый пароль').fill(password);
    await press(mother, 'Сменить пароль');
    await mother.getByText('Придумайте свой, и журнал откроется.').waitFor({ state: 'hidden' });
    await mother.goto('/diary');
    expect(await words(mother)).toMatch(
      /^Петрова Мария Дневник ученика, класс 5А .* Среда, 16 сентября 1 урок Математика 08:30–09:10 · каб. 104 2 урок/,
    );
  });

  it('Иванова falls ill: one press gives her lessons away, and the family knows', async () => {
    await registrar.goto('/substitutions');
    await press(registrar, 'Учитель отсутствует');
    await registrar.getByLabel('Учитель', { exact: true }).selectOption({ label: 'Иванова Наталья Петровна' });
    await registrar.getByLabel('С какого дня').fill('2026-09-16');
    await registrar.getByLabel('По какой день').fill('2026-09-16');
    await press(registrar, 'Показать уроки');
    await sees(registrar, 'без замены: 3 урока');
    await press(registrar, 'Назначить всех сразу');
    await press(registrar, 'Назначить');
    await sees(registrar, 'Замены назначены');
    expect(await words(registrar)).toMatch(/5А, Математика 08:30–09:10, кабинет: 104 Ведёт Волков Д. О./);
    await mother.goto('/diary');
    expect(await words(mother)).toContain('1 урок Математика 08:30–09:10 · каб. 104 замещает Волков Д. О.');
    // The evening before, so that a bag is packed for another lesson.
    await school.clockStrikes('2026-09-15T18:00:00+03:00');
    await mother.goto('/notices');
    expect(await words(mother)).toContain('Мария: 16 сентября, среда, 1-й урок — Математика, ведёт Волков Д. О.');
  });

  it('Маша is moved to 5Б by an order, and her diary follows', async () => {
    const [masha] = await ask<{ id: number }>(
      `select s.id from student s join person p on p.id = s.person_id where p.given_name = 'Мария'`,
    );
    await registrar.goto(`/movement/students/${masha!.id}`);
    const moving = registrar.locator('form', {
      has: registrar.getByRole('button', { name: 'Перевести', exact: true }),
    });
    await moving.getByLabel('Класс', { exact: true }).selectOption({ label: '5Б' });
    await moving.getByLabel('Первый день в новом классе').fill('2026-09-21');
    await moving.getByLabel('Номер приказа').fill('41-у');
    await moving.getByLabel('Дата приказа').fill('2026-09-14');
    await press(registrar, 'Перевести');
    await sees(registrar, 'перевод из 5А в 5Б');
    await school.clockStrikes('2026-09-21T07:00:00+03:00');
    await mother.goto('/diary');
    expect(await words(mother)).toMatch(/^Петрова Мария Дневник ученика, класс 5Б .* Понедельник, 21 сентября сегодня/);
    registrar = await signIn('zaytseva');
    registrar.on('dialog', dialog => dialog.accept());
  });

  it('in June the year is rolled over by an order; on the first of September Маша is in 6Б', async () => {
    school.world.set('2027-06-07T10:00:00+03:00');
    registrar = await signIn('zaytseva');
    registrar.on('dialog', dialog => dialog.accept());
    await registrar.goto('/rollover');
    await registrar.getByLabel('Номер приказа').fill('88-у');
    await press(registrar, 'Посмотреть, что получится');
    expect(await words(registrar)).toMatch(/перейдут: 14 окончат школу: 4 .* 2А 1А 4 6А 5А 5 6Б 5Б 5 /);
    await press(registrar, 'Перевести классы');
    await school.queue.workOff();
    await registrar.reload();
    await sees(registrar, 'Классы переведены');
    await school.clockStrikes('2027-09-01T08:00:00+03:00');
    mother = await signIn(motherLogin);
    await mother.goto('/diary');
    expect(await words(mother)).toMatch(/^Петрова Мария Дневник ученика, класс 6Б/);
    registrar = await signIn('zaytseva');
    registrar.on('dialog', dialog => dialog.accept());
    // A new year, a new load and a new timetable.
    expect(await left()).toMatch(/Учебная нагрузка Загрузите нагрузку или впишите её вручную. ещё нет/);
  });

  it('everything goes out in one archive and comes back in an empty program, row by row', async () => {
    await registrar.goto('/system');
    await press(registrar, 'Подготовить выгрузку');
    await sees(registrar, 'Ждёт своей очереди');
    await school.queue.workOff();
    await registrar.goto('/system');
    const [download] = await Promise.all([
      registrar.waitForEvent('download'),
      registrar.locator('a[download][href*="export"]').first().click(),
    ]);
    await download.saveAs(taken);
    const differing = await inArchive(taken, async archive => {
      await restoreArchive(elsewhere.connection, archive);
      return compareWithDatabase(elsewhere.connection, archive.manifest);
    });
    expect(differing).toEqual([]);
    const count = (connection: Connection) =>
      inSession(connection, async client => (await client.query(figures)).rows[0] as Record<string, number>);
    expect(await count(elsewhere.connection)).toEqual(await count(school.connection));
    // It began at the address of the first start: what comes from this machine is its own.
    expect(chromium.complaints.filter(complaint => !complaint.includes(': http://127.0.0.1:'))).toEqual([]);
  });
});

const figures = `select (select count(*)::int from person) as people, (select count(*)::int from lesson) as lessons,
  (select count(*)::int from enrolment) as stays, (select count(*)::int from substitution) as substitutions`;

/** What a registrar writes on the page of the first start. */
function foundIn(chromium: Chromium): (address: string) => Promise<void> {
  return async address => {
    const page = await chromium.stranger();
    await page.goto(address);
    await page.getByLabel('Краткое название').fill('Школа № 7');
    await page.getByLabel('Полное название').fill('МОУ «Средняя школа № 7»');
    await page.getByLabel('Учебный год начинается').fill('2026');
    await page.getByLabel('Фамилия').fill('Зайцева');
    await page.getByLabel('Имя', { exact: true }).fill('Нина');
    await page.getByLabel('Отчество').fill('Павловна');
    await page.getByLabel('Логин').fill('zaytseva');
    await page.getByLabel('Пароль').fill(password);
    await press(page, 'Открыть школу');
    await sees(page, 'школа открыта');
    await page.context().close();
  };
}
