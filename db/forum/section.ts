import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';

/** A section of the staff forum. `key` names it in addresses and in the JSON API. */
const SectionSchema = defineEntity({
  name: 'Section',
  properties: {
    id: id(),
    key: p.string().unique(),
    name: p.string(),
    description: p.string(),
    position: p.smallint(),
    /** Who sees it, and who of them writes in it: «staff» for all who work at the school, or their roles (3.2h). */
    readers: p.array().default(['staff']),
    writers: p.array().default(['staff']),
    /** Its topics are suggestions about the journal, each with a state (3.1a). */
    suggestions: p.boolean().default(false),
    /** Since then nobody writes there and it stands in no list; what was said is still found. */
    archivedAt: moment().nullable(),
  },
});
export class Section extends SectionSchema.class {}
SectionSchema.setClass(Section);
