import type { Act } from '#school/act.ts';
import { excerpt } from '#school/typed-text.ts';
import { registrars } from './registrars.ts';

interface Said {
  topicId: number;
  text: string;
  /** How many files hang on it. */
  files: number;
}

/** Tells those who keep the journal of a question, or of more to one that was answered. */
export async function tellRegistrars(act: Act, said: Said & { again: boolean }): Promise<void> {
  const { topicId, text, again, files } = said;
  const facts = { topicId, author: act.by.shortName, again, siteText: excerpt(text), files };
  for (const id of await registrars(act)) {
    if (id !== act.by.id) act.tell(id, { kind: 'consultation', subject: `consultation:${topicId}`, facts });
  }
}

/** Tells who asked of the answer. */
export function tellAsker(act: Act, askerId: number, { topicId, text, files }: Said): void {
  const facts = { topicId, siteText: excerpt(text), files };
  act.tell(askerId, { kind: 'consultation-answered', subject: `consultation:${topicId}`, facts });
}
