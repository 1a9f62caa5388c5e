import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Reply } from './reply.ts';
import { Section } from './section.ts';
import { Topic } from './topic.ts';

export const moderationDeeds = [
  ...(['pin', 'unpin', 'close', 'open', 'move'] as const),
  ...(['hide', 'restore', 'split', 'merge', 'close-poll'] as const),
  ...(['section-create', 'section-change', 'section-archive', 'section-reopen'] as const),
] as const;

/** A line of the moderation log: who did what to which topic or section, and why (3.2h). Never changed afterwards. */
const ModerationSchema = defineEntity({
  name: 'Moderation',
  properties: {
    id: id(),
    deed: oneOf(moderationDeeds),
    /** None where a section itself was changed. */
    topic: () => p.manyToOne(Topic).nullable().index(),
    section: () => p.manyToOne(Section).nullable(),
    /** Of «section-change»: what stood there before, and what after. */
    change: p.json().$type<Record<string, [before: unknown, after: unknown]>>().nullable(),
    /** Of «hide» and «restore». */
    reply: () => p.manyToOne(Reply).nullable(),
    /** Of «split» the new topic, of «merge» the one that took the replies in. */
    otherTopic: () => p.manyToOne(Topic).nullable(),
    /** Of «move». */
    fromSection: () => p.manyToOne(Section).nullable(),
    toSection: () => p.manyToOne(Section).nullable(),
    /** Nothing only where authors hide or restore their own words. */
    reason: p.text().nullable(),
    by: () => p.manyToOne(Person),
    at: moment().index(),
  },
});
export class Moderation extends ModerationSchema.class {}
ModerationSchema.setClass(Moderation);
