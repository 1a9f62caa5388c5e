import { writeBook } from '../write-book.ts';
import samples from './samples.json' with { type: 'json' };

export type SampleName = keyof typeof samples;

/** A file to begin from: the columns as they may be named, with a few lines to be replaced; nothing when there is no such one. */
export async function importSample(name: string): Promise<{ fileName: string; content: Buffer } | undefined> {
  if (!Object.hasOwn(samples, name)) return undefined;
  const { fileName, columns, rows } = samples[name as SampleName];
  return { fileName: `${fileName}.xlsx`, content: await writeBook([{ name: fileName, columns, rows }]) };
}
