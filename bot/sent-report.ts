import { readerOfSending, sentFile } from '#journal/reports/subscriptions/sent-report.ts';
import type { House } from '#school/house.ts';
import type { Errand } from '#school/notices.ts';
import { Refusal } from '#school/refusal.ts';
import type { Press } from '#templates/press.ts';
import type { LetterWords, ScreenFile } from './messenger.ts';

/** What goes with the words of a report that was sent. */
export interface SentReport {
  /** None when its reader may have it no longer, when it was thrown away, or when there was nothing to put into one. */
  file: ScreenFile | null;
  letter: LetterWords;
}

/** Due by the clock, or asked for at once. */
const kindsWithFile = ['report-sent', 'report-asked'];

/** The file of such a notice, asked for in its reader's name at the moment it is carried; nothing for any other errand. */
export async function sentReportOf(
  { house, press }: { house: House; press: Press },
  { kind, facts }: Errand,
): Promise<SentReport | undefined> {
  if (!kindsWithFile.includes(kind)) return undefined;
  const { sendingId: id, title, of } = facts as { sendingId: number; title: string; of: object };
  const subject = press.sentence('mail/report-subject', { title, of });
  const reader = await house.asHouse(act => readerOfSending(act, id));
  if (!reader) return { file: null, letter: { subject } };
  const endAt = reader.secret ? { endAt: `/unsubscribe/report/${reader.secret}` } : {};
  return { file: await fileOf(house, { id, personId: reader.personId }), letter: { subject, ...endAt } };
}

async function fileOf(house: House, { id, personId }: { id: number; personId: number }): Promise<ScreenFile | null> {
  try {
    const { name, format, content } = await house.as(personId, act => sentFile(act, id));
    return { name, kind: format, path: `/reports/subscriptions/files/${id}`, make: async () => content };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
