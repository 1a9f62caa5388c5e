// Draws the icons of the installed site (api/public/icons/*.png) from their drawings; run after changing one of these.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '#test/setup/chromium.ts';

const folder = `${import.meta.dirname}/../api/public`;
const icons = [
  { drawing: 'favicon.svg', name: 'icon', sizes: [192, 512] },
  { drawing: 'icons/maskable.svg', name: 'maskable', sizes: [180, 192, 512] },
  { drawing: 'icons/badge.svg', name: 'badge', sizes: [96] },
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
for (const { drawing, name, sizes } of icons) {
  const source = readFileSync(`${folder}/${drawing}`).toString('base64');
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<body style="margin:0"><img src="data:image/svg+xml;base64,${source}" width="${size}" height="${size}" style="display:block">`,
    );
    await page.screenshot({ path: `${folder}/icons/${name}-${size}.png`, omitBackground: true });
    await page.close();
  }
}
await browser.close();
