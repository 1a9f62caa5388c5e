import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '#test/setup/chromium.ts';

/** How long a key waits for its paint, in ms, in a grid of so many cells. */
export interface KeysMeasured {
  cells: number;
  keys: number;
  p50: number;
  p95: number;
  /** Processor time of the page's main thread for one key, and what of it went to scripts, style and layout. */
  cpu: Record<'Task' | 'Script' | 'RecalcStyle' | 'Layout', number>;
}

interface Journal {
  url: string;
  /** Of a signed-in teacher. */
  cookie: string;
}

/** Types down and along an open journal in a real Chromium; from the key's own time stamp to the frame that shows it. */
export async function measureKeys({ url, cookie }: Journal, keys: number): Promise<KeysMeasured> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1366, height: 768 } });
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.evaluate(listen);
    await page.locator('td[tabindex="0"]').focus();
    const spent = await processorTime(page);
    const before = await spent();
    for (let number = 0; number < keys; number++) await page.keyboard.press(keyOf(number));
    const painted = await paints(page, keys);
    const after = await spent();
    const cells = await page.locator('.grid-table tbody td:not(.n)').count();
    const at = (share: number) => painted[Math.floor(painted.length * share)]!;
    const cpu = (part: keyof KeysMeasured['cpu']) => ((after(part) - before(part)) * 1000) / keys;
    return {
      ...{ cells, keys, p50: at(0.5), p95: at(0.95) },
      cpu: { Task: cpu('Task'), Script: cpu('Script'), RecalcStyle: cpu('RecalcStyle'), Layout: cpu('Layout') },
    };
  } finally {
    await browser.close();
  }
}

/** Mostly figures and the next line, as a teacher types; at the foot of a column to the next. */
function keyOf(number: number): string {
  const turn = number % 48;
  if (turn === 47) return 'ArrowRight';
  return turn % 2 === 0 ? (['5', '4', '3'][turn % 3] ?? '5') : turn < 24 ? 'ArrowDown' : 'ArrowUp';
}

/** Runs in the page: notes for each key when its frame was painted. */
function listen(): void {
  const painted: number[] = [];
  const waiting: number[] = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    for (const began of waiting.splice(0)) painted.push(performance.now() - began);
  };
  Object.assign(globalThis, { painted });
  addEventListener('keydown', ({ timeStamp }) => {
    // A message posted from the frame's callback comes after its paint.
    requestAnimationFrame(() => {
      waiting.push(timeStamp);
      channel.port2.postMessage(null);
    });
  });
}

type Noted = { painted: number[] };

async function paints(page: Page, keys: number): Promise<number[]> {
  await page.waitForFunction(most => (globalThis as unknown as Noted).painted.length >= most, keys);
  const painted = await page.evaluate(() => (globalThis as unknown as Noted).painted);
  return painted.toSorted((a, b) => a - b);
}

/** Seconds that the main thread has worked so far: the same on a busy machine and on a quiet one. */
async function processorTime(page: Page): Promise<() => Promise<(part: string) => number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return part => metrics.find(({ name }) => name === `${part}Duration`)!.value;
  };
}
