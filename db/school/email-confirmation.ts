import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** An address of e-mail that waits for its owner to open the link in a letter; only the SHA-256 of the link's code is kept. */
const EmailConfirmationSchema = defineEntity({
  name: 'EmailConfirmation',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    address: p.string(),
    /** The consent that was agreed to when the address was given. */
    textVersion: p.string(),
    askedAt: moment(),
    /** Set when the letter has gone. */
    codeHash: p.string().length(64).nullable().unique(),
    expiresAt: moment(),
    usedAt: moment().nullable(),
  },
});
export class EmailConfirmation extends EmailConfirmationSchema.class {}
EmailConfirmationSchema.setClass(EmailConfirmation);
