import { Worker } from 'node:worker_threads';
import { pdf } from './pdf.ts';
import type { PaperDocument } from './sheet.ts';
import { spreadsheet } from './spreadsheet.ts';

export type PaperFormat = 'pdf' | 'xlsx';

/** Makes files of sheets. */
export interface PaperMachine {
  make(document: PaperDocument, format: PaperFormat): Promise<Buffer>;
  /** What is being made is broken off; later nothing is made any more. */
  stop(): Promise<void>;
}

/** Works here and now. */
export const paperHere: PaperMachine = {
  make: (document, format) => (format === 'xlsx' ? spreadsheet(document) : pdf(document)),
  stop: async () => {},
};

/** What the worker is asked, and what it answers. */
export interface PaperOrder {
  id: number;
  document: PaperDocument;
  format: PaperFormat;
}
export type PaperAnswer = { id: number; content: Uint8Array } | { id: number; failure: string };

interface Waiting {
  resolve(content: Buffer): void;
  reject(error: Error): void;
}

/** Works in a thread of its own, one file after another, so that everybody else is answered meanwhile; begun at first use. */
export function openPaperMachine(): PaperMachine {
  let worker: Worker | undefined;
  let orders = 0;
  const waiting = new Map<number, Waiting>();

  const failAll = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const begin = () => {
    const begun = new Worker(new URL('./paper-worker.ts', import.meta.url));
    begun.unref();
    begun.on('message', (answer: PaperAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('content' in answer) one?.resolve(Buffer.from(answer.content));
      else one?.reject(new Error(answer.failure));
    });
    begun.on('error', failAll);
    begun.on('exit', () => failAll(new Error('the thread that makes paper has ended')));
    return begun;
  };

  return {
    make: (document, format) =>
      new Promise((resolve, reject) => {
        worker ??= begin();
        const id = ++orders;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, document, format } satisfies PaperOrder);
      }),
    stop: async () => void (await worker?.terminate()),
  };
}
