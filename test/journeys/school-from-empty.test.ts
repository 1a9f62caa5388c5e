import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDatabase } from '#db/archive/compare.ts';
import { inArchive } from '#db/archive/open-archive.ts';
import { restoreArchive } from '#db/archive/restore.ts';
import { inSession } from '#db/archive/session.ts';
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

  it('the timetable comes from the file of aSc', async () => {
    await registrar.goto('/timetable/import');
    await registrar.getByLabel('Файл расписания').setInputFiles(timetableFile());
    await registrar.getByLabel('С какого дня').fill('2026-08-31');
    await press(registrar, 'Посмотреть, что получится');
    console.log(await words(registrar));
    await registrar.getByRole('button', { name: /^Ввести с/ }).click();
    await sees(registrar, '5А');
    expect(await left()).toMatch(/Расписание В расписании 14 журналов. готово/);
  });
});

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
