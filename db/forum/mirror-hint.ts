import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { MirrorLink } from './mirror-link.ts';

/** Who has been told in a thread why their words are not taken: once. Of the person only a hash is kept. */
const MirrorHintSchema = defineEntity({
  name: 'MirrorHint',
  uniques: [{ properties: ['link', 'thread', 'personHash'] }],
  properties: {
    id: id(),
    link: () => p.manyToOne(MirrorLink),
    thread: p.string(),
    personHash: p.string().length(64),
    at: moment(),
  },
});
export class MirrorHint extends MirrorHintSchema.class {}
MirrorHintSchema.setClass(MirrorHint);
