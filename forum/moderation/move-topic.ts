import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { announceTopic } from '../announce.ts';
import { touchMirror } from '../mirror/touch.ts';
import { readReason } from '../text.ts';
import { moderatedTopic } from './moderated-topic.ts';
import { keepNewsAmongReaders } from './news-of-reply.ts';
import { recordModeration } from './record.ts';

/** Moves a topic into another section (3.2h). Refusals: not-found, not-allowed; invalid under section and reason. */
export async function moveTopic(act: Act, id: number, typed: { section: string; reason: string }): Promise<void> {
  const topic = await moderatedTopic(act, id);
  const toSection = await act.em.findOne(Section, { key: typed.section });
  if (!toSection || toSection.archivedAt || !may(act.by, 'readSection', toSection))
    return invalid('topic-section', 'section');
  const reason = readReason(typed.reason);
  const fromSection = topic.section ?? null;
  if (fromSection === toSection) return;
  topic.section = toSection;
  recordModeration(act, { deed: 'move', topic, reason, fromSection, toSection });
  await act.em.flush();
  await keepNewsAmongReaders(act, id);
  await announceTopic(act, id);
  await touchMirror(act, id);
}
