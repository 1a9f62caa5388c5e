import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '#db/sample/cast.ts';
import { type Chromium, startChromium } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Somebody of the cast, and an address they came to by links. */
interface Visit {
  login: string;
  address: string;
}

describe('every page', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  /** One of each kind of page, as a family sees it and as the staff do. */
  const visits = new Map<string, Visit>();

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it.each(cast.map(({ login }) => login))(
    'that %s reaches by links is whole, quiet and fits a telephone',
    async login => {
      const page = await chromium.person(login, { viewport: { width: 360, height: 740 } });
      const kindOf = kindsOf(school);
      const faults: string[] = [];
      const seen = new Set<string>();
      const ahead = ['/', '/account', '/messengers'];
      for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
        const { route, kind } = kindOf(address);
        if (seen.has(kind)) continue;
        seen.add(kind);
        const status = (await page.goto(address))?.status();
        if (status !== 200) faults.push(`${address}: ${status}`);
        faults.push(...(await faultsOf(page)).map(fault => `${address}: ${fault}`));
        const links = await linksOf(page);
        ahead.push(...links);
        const isStaff = links.includes('/board');
        if (!visits.has(`${route} ${isStaff}`)) visits.set(`${route} ${isStaff}`, { login, address });
      }
      expect([...faults, ...chromium.complaints.splice(0)]).toEqual([]);
      expect(seen.size).toBeGreaterThan(6);
      await page.context().close();
    },
    300_000,
  );

  it('hinders nobody in a way that axe knows of, in light and in dark', async () => {
    const faults: string[] = [];
    const pages = new Map<string, Page>();
    // The policy of the site would keep axe itself out.
    const options = { bypassCSP: true, colorScheme: 'light' } as const;
    for (const { login, address } of [...visits.values(), { login: '', address: '/sign-in' }]) {
      const page = pages.get(login) ?? (await (login ? chromium.person(login, options) : chromium.stranger(options)));
      pages.set(login, page);
      await page.goto(address);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.addScriptTag({ path: axe });
      const light = await violationsOf(page, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violationsOf(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
      faults.push(...[...light, ...dark].map(fault => `${address} (${login}): ${fault}`));
    }
    expect(faults).toEqual([]);
  }, 600_000);

  it('lets the keyboard skip to its content and shows where it is', async () => {
    const page = await chromium.person('ivanova');
    const faults: string[] = [];
    for (const { login, address } of visits.values()) {
      if (login !== 'ivanova') continue;
      await page.goto(address);
      // An address that leads to a place within a page begins there.
      if (new URL(page.url()).hash) continue;
      await page.keyboard.press('Tab');
      if ((await focused(page)).text !== 'К содержанию') {
        faults.push(`${address}: the first stop is no skip link`);
        continue;
      }
      await page.keyboard.press('Enter');
      for (let stop = 0; stop < 4; stop++) {
        await page.keyboard.press('Tab');
        const { text, shown, inMain, atEnd } = await focused(page);
        if (atEnd) break;
        if (!shown) faults.push(`${address}: nobody sees the focus on «${text}»`);
        if (stop === 0 && !inMain) faults.push(`${address}: the skip link leads to «${text}»`);
      }
    }
    expect(faults).toEqual([]);
  });
});

/** Which page an address brings: its route, and with what kinds of questions it is asked. */
function kindsOf({ server }: OpenHouse): (address: string) => { route: string; kind: string } {
  const routes = server.routeList
    .map(({ url }) => url)
    .sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
    .map(url => ({ url, pattern: new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`) }));
  return address => {
    const { pathname, searchParams } = new URL(address, 'http://school');
    const route = routes.find(({ pattern }) => pattern.test(pathname))?.url ?? pathname;
    return { route, kind: [route, ...[...searchParams.keys()].sort()].join(' ') };
  };
}

/** Addresses of pages of this site that a reader could follow; files are no pages. */
async function linksOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter(
        link =>
          link.origin === location.origin &&
          !link.closest('[hidden]') &&
          !link.hasAttribute('download') &&
          !/\/file$|\/files\/\d+$|\/resources\/\d+$|\.\w+$/.test(link.pathname),
      )
      .map(link => link.pathname + link.search),
  );
}

async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    if (!/^\S.*\s— Звонок$/.test(document.title)) faults.push(`its title is «${document.title}»`);
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) faults.push(`${headings} headings h1`);
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`${scrollWidth} px wide`);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length > 0) faults.push(`twice the id ${twice}`);
    return faults;
  });
}

async function violationsOf(page: Page, options: object): Promise<string[]> {
  return page.evaluate(async options => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document, {
      resultTypes: ['violations'],
      ...options,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)} (${nodes.length})`);
  }, options);
}

interface Axe {
  run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

async function focused(page: Page): Promise<{ text: string; shown: boolean; inMain: boolean; atEnd: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const styles = [element, ...element.querySelectorAll('*'), element.parentElement!].map(one =>
      getComputedStyle(one),
    );
    return {
      text: (element.getAttribute('aria-label') || element.textContent || element.tagName).replace(/\s+/g, ' ').trim(),
      shown: styles.some(style => style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2),
      inMain: document.querySelector('main')!.contains(element),
      atEnd: element === document.body,
    };
  });
}
