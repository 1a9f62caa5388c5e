import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';

/** A school subject, with its abbreviation: «Русский язык», «рус. яз.». */
const SubjectSchema = defineEntity({
  name: 'Subject',
  properties: {
    id: id(),
    name: p.string().unique(),
    shortName: p.string(),
    /** Its place on papers; those of one place stand in alphabetical order. */
    position: p.smallint().default(0),
  },
});
export class Subject extends SubjectSchema.class {}
SubjectSchema.setClass(Subject);
