import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { castMember } from '#db/sample/cast.ts';
import { chromiumFlags, chromiumPath } from './setup/chromium.ts';

/** One Chromium for a file of journeys; each person has a context of their own, as if on a computer of their own. */
export interface Chromium {
  /** A page where nobody is signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
  /** A page of somebody of the cast, already signed in. */
  person(login: string, options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong unseen on any page: errors of scripts, what the policy has stopped, requests to other hosts. */
  complaints: string[];
  close(): Promise<void>;
}

/** Starts Chromium for the site at the address. */
export async function startChromium(address: string): Promise<Chromium> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  const complaints: string[] = [];

  const stranger = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      ...{ baseURL: address, locale: 'ru-RU', timezoneId: 'Europe/Moscow', viewport: { width: 1366, height: 768 } },
      ...options,
    });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    listen(page, address, complaints);
    return page;
  };
  return {
    stranger,
    person: async (login, options) => {
      const page = await stranger(options);
      const { password } = castMember(login);
      const answer = await page.request.post('/api/session', { data: { login, password } });
      if (!answer.ok()) throw new Error(`${login} could not sign in: ${await answer.text()}`);
      return page;
    },
    complaints,
    close: () => browser.close(),
  };
}

function listen(page: Page, address: string, complaints: string[]): void {
  const complain = (text: string) => complaints.push(`${page.url()}: ${text}`);
  page.on('pageerror', error => complain(error.message));
  page.on('console', message => {
    // The status of the page itself is for the journey to look at: some are refused on purpose.
    const isOwnStatus = message.location().url === page.url() && /^Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isOwnStatus) complain(message.text());
  });
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== address) complain(request.url());
  });
}

/** Waits until the person sees the text; a blank in it stands for any spacing. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  const sought = typeof text === 'string' ? text : new RegExp(text.source.replaceAll(' ', '\\s+'), text.flags);
  await page.getByText(sought).first().waitFor();
}

/** What stands there to be read, from one word to the next. */
export async function words(page: Page, selector = 'main'): Promise<string> {
  const texts = await page.locator(selector).allInnerTexts();
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Presses the button or follows the link with that name. */
export async function press(page: Page, name: string): Promise<void> {
  const named = { name, exact: true };
  await page.getByRole('button', named).or(page.getByRole('link', named)).first().click();
}

/** Walks there with the Tab key, as somebody without a mouse. */
export async function tabTo(target: Locator): Promise<void> {
  const isThere = () => target.evaluate(element => element === document.activeElement);
  for (let steps = 0; steps < 200; steps++) {
    await target.page().keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error(`the Tab key never reaches ${target}`);
}

/** The answer to what is said in the web chat, once it is there. */
export async function say(page: Page, text: string): Promise<Heard> {
  return hear(page, async () => {
    await page.getByLabel('Сообщение').fill(text);
    await page.keyboard.press('Enter');
  });
}

/** The answer to a button of the last message. */
export async function choose(page: Page, label: string): Promise<Heard> {
  return hear(page, () =>
    page.locator('.message.from-bot').last().getByRole('button', { name: label, exact: true }).click(),
  );
}

export interface Heard {
  text: string;
  buttons: string[];
}

const bubble = '.message.from-bot[data-turn]';

async function hear(page: Page, ask: () => Promise<void>): Promise<Heard> {
  const heard = await page.locator(bubble).count();
  await ask();
  const answer = page.locator(bubble).nth(heard);
  await answer.waitFor();
  return {
    text: plain((await answer.locator('.bubble').allInnerTexts()).join()),
    buttons: (await answer.getByRole('button').allInnerTexts()).map(plain),
  };
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
