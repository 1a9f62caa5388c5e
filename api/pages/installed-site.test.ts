import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const open = async (url: string, login?: string) => (await school.browser(login)).get(url);

describe('the site that is installed', () => {
  test('gives the worker that keeps pages, never from a cache', async () => {
    const answer = await open('/service-worker.js');
    expect(answer.headers['content-type']).toMatch('javascript');
    expect(answer.headers['cache-control']).toMatch('max-age=0');
  });

  test('names itself and its icons, each of which is there in the size it says', async () => {
    const answer = await open('/public/manifest.webmanifest');
    expect(answer.headers['content-type']).toMatch('application/manifest+json');
    const { icons, start_url, scope, display } = answer.json();
    expect({ start_url, scope, display }).toEqual({ start_url: '/', scope: '/', display: 'standalone' });
    const pictures = icons.filter(({ type }: { type: string }) => type === 'image/png');
    for (const { src, sizes } of pictures) {
      const { statusCode, rawPayload } = await open(src);
      expect(statusCode, src).toBe(200);
      // The head of a PNG: its width and height.
      expect(`${rawPayload.readUInt32BE(16)}x${rawPayload.readUInt32BE(20)}`, src).toBe(sizes);
    }
    expect(pictures.map(({ purpose, sizes }: { purpose: string; sizes: string }) => `${purpose} ${sizes}`)).toEqual([
      ...['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512'],
    ]);
  });

  test('every page leads to the manifest and carries the hidden line for when there is no net', async () => {
    const { body } = await open('/', 'petrova');
    expect(body).toContain('rel="manifest" href="/public/manifest.webmanifest"');
    expect(body).toMatch(/data-kept-line hidden><span>Без сети, по состоянию на 12:30, 24.ноября/);
    // The very words that the worker uncovers.
    expect(readFileSync('api/public/service-worker.js', 'utf8')).toContain("'data-kept-line hidden'");
  });

  test('has a page for a place without a net that knows nobody, whoever asks', async () => {
    const [stranger, olga] = [await open('/offline'), await open('/offline', 'petrova')];
    expect(olga.statusCode).toBe(200);
    expect(olga.body).toBe(stranger.body);
    expect(olga.body).not.toContain('Петрова');
  });
});
