import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';

/** A kind of graded work with its weight: ответ 1, контрольная 3 (a setting of the school). */
const WorkKindSchema = defineEntity({
  name: 'WorkKind',
  properties: {
    id: id(),
    name: p.string().unique(),
    weight: p.smallint(),
    /** A planned control work, with its own limits. */
    control: p.boolean().default(false),
    position: p.smallint(),
  },
});
export class WorkKind extends WorkKindSchema.class {}
WorkKindSchema.setClass(WorkKind);
