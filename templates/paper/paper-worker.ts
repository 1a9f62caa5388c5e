import { parentPort } from 'node:worker_threads';
import { type PaperAnswer, type PaperOrder, paperHere } from './paper-machine.ts';

/** The thread of `openPaperMachine`. */
parentPort!.on('message', async ({ id, document, format }: PaperOrder) => {
  parentPort!.postMessage(await made(id, () => paperHere.make(document, format)));
});

async function made(id: number, make: () => Promise<Buffer>): Promise<PaperAnswer> {
  try {
    return { id, content: await make() };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
