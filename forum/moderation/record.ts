import { Moderation, type moderationDeeds } from '#db/forum/moderation.ts';
import type { Reply } from '#db/forum/reply.ts';
import type { Section } from '#db/forum/section.ts';
import type { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';

interface Entry {
  deed: (typeof moderationDeeds)[number];
  topic?: Topic;
  section?: Section;
  reason: string | null;
  change?: Record<string, [before: unknown, after: unknown]>;
  reply?: Reply;
  otherTopic?: Topic;
  fromSection?: Section | null;
  toSection?: Section;
}

/** Writes a line of the moderation log. */
export function recordModeration(act: Act, entry: Entry): void {
  act.em.create(Moderation, { ...entry, by: act.em.getReference(Person, act.by.id), at: act.at });
}
