import { chromium } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '#test/setup/chromium.ts';

/** A telephone and its net: delay in ms, kilobits a second down and up, how many times slower than this machine it counts. */
export interface Profile {
  name: string;
  latency: number;
  down: number;
  up: number;
  slower: number;
}

/** The profiles of Lighthouse: «slow 4G», and a cheap telephone on an ordinary 4G. */
export const profiles: readonly Profile[] = [
  { name: 'slow 4G, processor 4 times slower', latency: 150, down: 1600, up: 750, slower: 4 },
  { name: '4G, processor 4 times slower', latency: 70, down: 9000, up: 3000, slower: 4 },
  { name: '3G, processor 6 times slower', latency: 300, down: 700, up: 300, slower: 6 },
];

interface Paint {
  /** From the request to the first paint with content, and to the largest, in ms; the middle one of several visits. */
  first: number;
  largest: number;
}

interface Visit {
  url: string;
  cookie: string;
}

/** First visits (nothing kept, in a browser of 360 × 740) to a page, each in a window of its own. */
export async function measurePaint({ url, cookie }: Visit, profile: Profile, visits: number): Promise<Paint> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    const paints: Paint[] = [];
    for (let visit = 0; visit < visits; visit++) {
      const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 } });
      const [name, value] = cookie.split('=') as [string, string];
      await context.addCookies([{ name, value, url }]);
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: profile.latency,
        downloadThroughput: (profile.down * 1000) / 8,
        uploadThroughput: (profile.up * 1000) / 8,
      });
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: profile.slower });
      await page.goto(url, { waitUntil: 'load' });
      paints.push(await page.evaluate(paintTimes));
      await context.close();
    }
    const middle = (of: (paint: Paint) => number) => paints.map(of).toSorted((a, b) => a - b)[Math.floor(visits / 2)]!;
    return { first: middle(({ first }) => first), largest: middle(({ largest }) => largest) };
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
function paintTimes(): Promise<Paint> {
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
  return new Promise(resolve => {
    new PerformanceObserver(list => resolve({ first, largest: list.getEntries().at(-1)!.startTime })).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
}
