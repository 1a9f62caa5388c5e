import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { InputFile } from 'grammy';

/** Three times a narrow screen: sharp on every phone, some 60 KB. */
const pixels = 1080;

/** Nothing is looked for in the machine it runs on: the picture is the same everywhere. */
const { resolve } = createRequire(import.meta.url);
const fontFiles = ['400Regular', '600SemiBold', '700Bold'].map(weight =>
  resolve(`@expo-google-fonts/golos-text/${weight}/GolosText_${weight}.ttf`),
);

/** A drawing as a PNG to be uploaded; drawn beside the program's own thread, kept nowhere. */
export async function pngOf(svg: string): Promise<InputFile> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: pixels },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Golos Text' },
  });
  return new InputFile(image.asPng(), 'picture.png');
}
