import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '#templates/plain-text.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('the registrar prints a slip', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let kuznetsov: Page;
  let smirnov: Page;
  const slip = { password: '', code: '' };

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    kuznetsov = await chromium.person('kuznetsov');
    smirnov = await chromium.person('smirnov');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const signIn = async (page: Page, password: string) => {
    await page.getByLabel('Логин').fill('smirnov');
    await page.getByLabel('Пароль').fill(password);
    await press(page, 'Войти');
  };

  it('Кузнецов finds Смирнов among the people by a few letters', async () => {
    await kuznetsov.goto('/');
    await press(kuznetsov, 'Люди');
    await kuznetsov.getByLabel('Имя или логин').fill('смирнов ал');
    await press(kuznetsov, 'Найти');
    await kuznetsov.waitForURL(/search=/);
    await kuznetsov.getByRole('link', { name: 'Родители' }).click();
    await kuznetsov.getByRole('link', { name: 'Смирнов Алексей Юрьевич' }).click();
    expect(await words(kuznetsov, '.facts')).toMatch(/Кто родитель, 5Б Логин smirnov/);
  });

  it('a slip is not printed by a slip of the hand: the page asks first', async () => {
    const asked: string[] = [];
    kuznetsov.once('dialog', dialog => {
      asked.push(dialog.message());
      return dialog.dismiss();
    });
    await press(kuznetsov, 'Сбросить пароль и напечатать листок');
    expect(asked).toEqual(['Прежний пароль перестанет подходить, открытые входы закроются. Продолжить?']);
    await smirnov.goto('/diary');
    expect(await words(smirnov, 'h1')).toContain('Смирнов');
  });

  it('the slip shows login, first password and link code, and shows them once', async () => {
    kuznetsov.once('dialog', dialog => dialog.accept());
    await press(kuznetsov, 'Сбросить пароль и напечатать листок');
    await sees(kuznetsov, 'Листок для входа');
    const text = await words(kuznetsov, '.slip');
    expect(text).toContain('Смирнов Алексей Юрьевич');
    const read = /Логин smirnov Первый пароль (\S+) Код привязки (\S+)/.exec(text);
    Object.assign(slip, { password: read![1], code: read![2] });
    expect(slip).toEqual({
      password: expect.stringMatching(/^[a-z2-9]{8}$/),
      code: expect.stringMatching(/^[a-z2-9]{10}$/),
    });
    await kuznetsov.emulateMedia({ media: 'print' });
    expect(await kuznetsov.locator('.slip').isVisible()).toBe(true);
    expect(await kuznetsov.locator('nav.tabs-nav').isVisible()).toBe(false);
    await kuznetsov.emulateMedia({ media: 'screen' });
    await kuznetsov.getByRole('link', { name: 'Смирнов Алексей Юрьевич' }).click();
    expect(await words(kuznetsov, 'body')).not.toContain(slip.password);
  });

  it('Смирнов is asked to sign in again; the old password will not do', async () => {
    await smirnov.goto('/diary');
    await smirnov.waitForURL(/\/sign-in\?next=/);
    await signIn(smirnov, 'kolokol-smirnov');
    await sees(smirnov, 'Логин или пароль не подходит. Проверьте раскладку и попробуйте ещё раз.');
    expect(await smirnov.getByLabel('Логин').inputValue()).toBe('smirnov');
    expect(await smirnov.getByLabel('Пароль').inputValue()).toBe('');
  });

  it('with the password of the slip he sees nothing before he has changed it', async () => {
    await signIn(smirnov, slip.password);
    await smirnov.waitForURL(/\/account$/);
    await sees(smirnov, 'Придумайте свой, и журнал откроется.');
    for (const address of ['/diary', '/chat', '/']) {
      await smirnov.goto(address);
      expect(new URL(smirnov.url()).pathname).toBe('/account');
    }
    expect((await smirnov.request.get('/api/chat')).status()).toBe(403);
  });

  it('a short password gets its sentence; a good one opens the diary of Дима', async () => {
    const change = async (current: string, next: string) => {
      await smirnov.getByLabel('Нынешний пароль').fill(current);
      await smirnov.getByLabel('Новый пароль').fill(next);
      await press(smirnov, 'Сменить пароль');
    };
    await change(slip.password, 'дима');
    await sees(smirnov, 'Пароль короче восьми знаков. Придумайте длиннее.');
    await change('kolokol-smirnov', 'синий трамвай у моста');
    await sees(smirnov, 'Нынешний пароль не подходит. Проверьте раскладку.');
    await change(slip.password, 'синий трамвай у моста');
    await sees(smirnov, 'Пароль изменён');
    await press(smirnov, 'Дневник');
    await smirnov.waitForURL(/\/diary/);
    expect(await words(smirnov, 'h1')).toMatch(/^Смирнов Дмитрий/);
  });

  it('the code of the slip links a chat in a messenger, once', async () => {
    const send = async (address: string, text: string) => {
      const from = { messenger: 'telegram' as const, address };
      return plainText((await school.bot.answer({ from, key: `${address} ${text}`, text })).text);
    };
    expect(await send('7001', slip.code)).toMatch(/^Чат привязан\./);
    expect(await send('7001', 'отметки')).toMatch(/^Дмитрий, 5Б/);
    expect(await send('7002', slip.code)).toContain('Новый код можно взять так');
    await smirnov.goto('/messengers');
    expect(await words(smirnov)).toMatch(/Telegram с 24 ноября, 12:30/);
  });

  it('nobody but the registrar comes near it', async () => {
    for (const login of ['sokolova', 'petrova']) {
      const page = await chromium.person(login);
      await page.goto('/');
      expect(await page.getByRole('link', { name: 'Люди' }).count(), login).toBe(0);
      expect((await page.goto('/people'))?.status(), login).toBeGreaterThanOrEqual(403);
    }
    expect(chromium.complaints).toEqual([]);
  });
});
