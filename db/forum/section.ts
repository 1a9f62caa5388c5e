import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';

/** A section of the staff forum. `key` names it in addresses and in the JSON API. */
const SectionSchema = defineEntity({
  name: 'Section',
  properties: {
    id: id(),
    key: p.string().unique(),
    name: p.string(),
    description: p.string(),
    position: p.smallint(),
  },
});
export class Section extends SectionSchema.class {}
SectionSchema.setClass(Section);
