import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { pdf } from '../files.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('writing by keyboard', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let orlova: Page;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
    orlova = await chromium.person('orlova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const key = (name: string) => ivanova.keyboard.press(name);
  /** What the keyboard stands on, as it is read aloud. */
  const standing = (page: Page = ivanova) =>
    page.evaluate(() => {
      const here = document.activeElement!;
      return (here.getAttribute('aria-label') ?? here.textContent).replace(/\s+/g, ' ').trim();
    });
  const text = (page: Page) => page.locator('#answer').getByLabel('Текст');

  it('Иванова walks down the list of topics and opens one, in the Russian layout too', async () => {
    await ivanova.goto('/forum');
    await key('KeyJ');
    expect(await standing()).toMatch(/^Дежурство на переменах/);
    await key('KeyJ');
    await key('KeyK');
    expect(await standing()).toMatch(/^Дежурство на переменах/);
    await key('Enter');
    await ivanova.waitForURL(/\/forum\/topics\/\d+/);
    expect(await words(ivanova, 'h1')).toBe('Дежурство на переменах');
  });

  it('and from reply to reply, each named by number and author', async () => {
    await key('KeyJ');
    const first = await standing();
    expect(first).toMatch(/^Ответ \d+, \S+/);
    await key('KeyJ');
    expect(await standing()).not.toBe(first);
    const outline = await ivanova.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await key('KeyK');
    expect(await standing()).toBe(first);
  });

  it('a question mark shows the keys; letters that are typed are typed', async () => {
    await key('?');
    await sees(ivanova, 'Клавиши форума');
    await key('Escape');
    await key('KeyR');
    await ivanova.keyboard.type('jkunq? ');
    expect(await text(ivanova).inputValue()).toBe('jkunq? ');
    expect(new URL(ivanova.url()).pathname).toMatch(/^\/forum\/topics\/\d+$/);
    await text(ivanova).fill('');
  });

  it('who is disturbed by the keys switches them off', async () => {
    await ivanova.locator('h1').click();
    await key('?');
    await ivanova.getByLabel('Клавиши включены').press('Space');
    await key('Escape');
    const before = await standing();
    await key('KeyJ');
    expect(await standing()).toBe(before);
    await key('?');
    await ivanova.getByLabel('Клавиши включены').press('Space');
    await key('Escape');
  });

  it('she quotes the reply she stands on, pastes a picture, previews, and sends', async () => {
    await orlova.goto(new URL(ivanova.url()).pathname);
    await expect.poll(() => school.live.count()).toBe(2);
    await ivanova.locator('h1').click();
    await ivanova.locator('#reply-5').focus();
    await key('KeyQ');
    await ivanova.waitForURL(/quote=/);
    await ivanova.locator('#answer blockquote').waitFor();
    await expect.poll(() => ivanova.evaluate(() => document.activeElement?.id)).toBe('text');
    await ivanova.keyboard.type('Вот **схема** коридора:');
    await paste(ivanova);
    await sees(ivanova, 'Приложен файл «Картинка 1.png».');

    const preview = ivanova.getByRole('button', { name: 'Просмотр' });
    await preview.focus();
    await key('Enter');
    const box = ivanova.getByRole('region', { name: 'Просмотр' });
    await box.waitFor();
    expect(await box.innerHTML()).toContain('Вот <strong>схема</strong> коридора:');
    expect(await standing()).toBe('Просмотр');

    await text(ivanova).focus();
    school.world.pass(10_000);
    await key('Control+Enter');
    await ivanova.waitForURL(/#reply-\d+$/);
    await sees(ivanova, 'Ответ отправлен.');
    expect(await text(ivanova).inputValue()).toBe('');
  });

  it('Орлова sees it arrive with its picture, whose place was kept, and reacts with one tap', async () => {
    const post = orlova.locator('.post').last();
    await expect.poll(() => words(orlova, '.post:last-of-type .prose')).toContain('Вот схема коридора:');
    const picture = post.getByRole('img', { name: 'Картинка 1.png' });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate(one => (one as HTMLImageElement).naturalWidth)).toBe(40);
    expect(await picture.boundingBox()).toMatchObject({ width: 40, height: 30 });
    await post.locator('[data-react]').click();
    await post.getByRole('button', { name: 'Поддерживаю' }).click();
    await post.getByRole('button', { name: 'Поддерживаю 1', pressed: true }).waitFor();
  });

  it('which Иванова sees at once, with the name', async () => {
    const sign = ivanova.locator('.post').last().getByRole('button', { name: 'Поддерживаю 1' });
    await sign.waitFor();
    await sign.focus();
    const who = ivanova.locator('.post').last().locator('.reaction-who');
    expect(await who.textContent()).toBe('Поддерживаю: Орлова\u00a0М.\u00a0А.');
    await expect.poll(() => who.evaluate(one => getComputedStyle(one).opacity)).toBe('1');
  });

  it('a second tap takes it back, by keyboard, and the keyboard stays there', async () => {
    const post = orlova.locator('.post').last();
    await post.getByRole('button', { name: 'Поддерживаю 1' }).press('Enter');
    await post.getByRole('button', { name: 'Поддерживаю 1' }).waitFor({ state: 'detached' });
    expect(await orlova.evaluate(() => document.activeElement?.closest('.post') !== null)).toBe(true);
  });

  it('files are dropped on the form and taken out again; what is too large is said, and the text stays', async () => {
    await text(orlova).fill('С файлами');
    await drop(orlova, [{ name: 'План.pdf', content: pdf.toString('latin1') }]);
    await sees(orlova, 'Приложен файл «План.pdf».');
    await orlova.getByRole('button', { name: 'Убрать: План.pdf' }).click();
    await sees(orlova, 'Файл «План.pdf» убран.');
    await drop(orlova, [{ name: 'снимок.png', size: 50 * 1024 * 1024 }]);
    await sees(orlova, 'Файл «снимок.png» больше 10 МБ, он не приложен.');
    expect(await orlova.locator('[data-chosen] li').count()).toBe(0);
    expect(await text(orlova).inputValue()).toBe('С файлами');
  });

  it('a file the server refuses comes back with its form: the words and the other files are still there', async () => {
    await drop(orlova, [
      { name: 'План.pdf', content: pdf.toString('latin1') },
      { name: 'игра.png', content: 'MZ' },
    ]);
    school.world.pass(10_000);
    await press(orlova, 'Ответить');
    await sees(orlova, 'Внутри файла «игра.png» не то, что обещает его имя.');
    expect(await text(orlova).inputValue()).toBe('С файлами');
    await orlova.getByRole('button', { name: 'Убрать: игра.png' }).click();
    await press(orlova, 'Ответить');
    await orlova.waitForURL(/#reply-\d+$/);
    await sees(orlova, 'Ответ отправлен.');
    expect(await words(orlova, '.post:last-of-type')).toMatch(/С файлами План\.pdf/);
    // The answer that refused is to be seen in the console of the browser, and nothing else.
    expect(chromium.complaints.filter(one => !one.includes('status of 422'))).toEqual([]);
  });
});

/** A picture of 40 by 30 points comes from the clipboard, as browsers call it. */
async function paste(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext('2d')!.fillRect(0, 0, 20, 30);
    const picture = new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(picture);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
}

async function drop(page: Page, files: { name: string; content?: string; size?: number }[]): Promise<void> {
  await page.locator('form[data-writing]').evaluate((form, dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content = '', size = 0 } of dropped) {
      const bytes = size > 0 ? new Uint8Array(size) : Uint8Array.from(content, sign => sign.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    form.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
}
