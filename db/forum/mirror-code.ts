import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Section } from './section.ts';

/** A one-time code by which a group of a messenger becomes the mirror of a section; only its SHA-256 is kept. */
const MirrorCodeSchema = defineEntity({
  name: 'MirrorCode',
  properties: {
    id: id(),
    section: () => p.manyToOne(Section).index(),
    by: () => p.manyToOne(Person),
    codeHash: p.string().length(64).unique(),
    createdAt: moment(),
    expiresAt: moment(),
    usedAt: moment().nullable(),
  },
});
export class MirrorCode extends MirrorCodeSchema.class {}
MirrorCodeSchema.setClass(MirrorCode);
