import type { Act } from '#school/act.ts';
import { dayOf } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { recordModeration } from '../moderation/record.ts';
import { readReason } from '../text.ts';
import { keepingSection } from './keeping-section.ts';

/** So long nothing must have been said in a section that is put away. */
export const quietDays = 30;

/**
 * Puts a section away, or opens it again: nobody writes there and it stands in no list, while what was said is still found and
 * read. Refusals: not-found, not-allowed; invalid under reason; conflict while people talk there.
 */
export async function archiveSection(
  act: Act,
  key: string,
  typed: { archived: boolean; reason: string },
): Promise<void> {
  const section = await keepingSection(act, key);
  const reason = readReason(typed.reason);
  if ((section.archivedAt !== null) === typed.archived) return;
  if (typed.archived) await refuseWhileTalking(act, section.id);
  section.archivedAt = typed.archived ? act.at : null;
  recordModeration(act, { deed: typed.archived ? 'section-archive' : 'section-reopen', section, reason });
}

async function refuseWhileTalking(act: Act, sectionId: number): Promise<void> {
  const [row] = await act.em.execute<{ last: string | null }[]>(
    'select max(last_reply_at) as last from topic where section_id = ?',
    [sectionId],
  );
  if (!row?.last) return;
  const last = new Date(row.last);
  if (last.getTime() <= act.at.getTime() - quietDays * 24 * 60 * 60_000) return;
  throw new Refusal('conflict', 'section/talking', { facts: { day: dayOf(last, act.timeZone), days: quietDays } });
}
