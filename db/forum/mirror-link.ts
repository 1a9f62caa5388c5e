import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Section } from './section.ts';

/** Why a mirror ended: by the registrar, by who removed the bot from the group, because the group is gone. */
export const mirrorEnds = ['unlinked', 'removed', 'gone'] as const;
export type MirrorEnd = (typeof mirrorEnds)[number];

/** Why a living mirror stands still: the bot may not keep topics there, or the group has none any more. */
export const mirrorTroubles = ['no-right', 'no-topics'] as const;
export type MirrorTrouble = (typeof mirrorTroubles)[number];

/** A Telegram group with topics that mirrors a section of the forum both ways; one group for a section, one section for a group. */
const MirrorLinkSchema = defineEntity({
  name: 'MirrorLink',
  indexes: [
    {
      name: 'mirror_link_living_section',
      expression: 'create unique index mirror_link_living_section on mirror_link (section_id) where ended_at is null',
    },
    {
      name: 'mirror_link_living_chat',
      expression: 'create unique index mirror_link_living_chat on mirror_link (chat) where ended_at is null',
    },
  ],
  properties: {
    id: id(),
    section: () => p.manyToOne(Section),
    /** The group's own address in the messenger, and what it is called there. */
    chat: p.string(),
    title: p.string(),
    by: () => p.manyToOne(Person),
    /** What was written before is not shown in the group. */
    linkedAt: moment(),
    endedAt: moment().nullable(),
    endReason: oneOf(mirrorEnds).nullable(),
    /** The registrar, where one ended it on the site. */
    endedBy: () => p.manyToOne(Person).nullable(),
    trouble: oneOf(mirrorTroubles).nullable(),
    /** Nothing is said there before this moment: also the lease of who is at work. */
    nextAttemptAt: moment(),
    attempts: p.smallint().default(0),
  },
});
export class MirrorLink extends MirrorLinkSchema.class {}
MirrorLinkSchema.setClass(MirrorLink);
