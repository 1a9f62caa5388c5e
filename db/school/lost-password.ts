import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** A letter's link that sets a new password in place of a lost one, once; only the SHA-256 of its code is kept. */
const LostPasswordSchema = defineEntity({
  name: 'LostPassword',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    codeHash: p.string().length(64).unique(),
    sentAt: moment(),
    expiresAt: moment(),
    usedAt: moment().nullable(),
  },
});
export class LostPassword extends LostPasswordSchema.class {}
LostPasswordSchema.setClass(LostPassword);
