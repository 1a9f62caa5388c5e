import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';

/** The answer given when the entry with this key arrived first; nothing when it is new. */
export async function answerBefore<T extends object>(act: Act, key: string | undefined): Promise<T | undefined> {
  if (key === undefined) return undefined;
  const [receipt] = await prepared<{ answer: T }>(
    act.em,
    'select answer from entry_receipt where by_id = :by and key = :key',
    { by: act.by.id, key },
  );
  return receipt?.answer;
}

/** Keeps the answer, in the transaction of the entry: written both or neither. */
export async function keepAnswer(act: Act, key: string | undefined, answer: object): Promise<void> {
  if (key === undefined) return;
  await prepared(act.em, 'insert into entry_receipt (by_id, key, at, answer) values (:by, :key, :at, :answer)', {
    by: act.by.id,
    key,
    at: act.at,
    answer: JSON.stringify(answer),
  });
}
