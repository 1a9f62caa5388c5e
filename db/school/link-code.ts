import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** A one-time code that links a messenger's chat to a person (код привязки); only its SHA-256 is kept. */
const LinkCodeSchema = defineEntity({
  name: 'LinkCode',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    codeHash: p.string().length(64).unique(),
    createdAt: moment(),
    expiresAt: moment(),
    usedAt: moment().nullable(),
    revokedAt: moment().nullable(),
  },
});
export class LinkCode extends LinkCodeSchema.class {}
LinkCodeSchema.setClass(LinkCode);
