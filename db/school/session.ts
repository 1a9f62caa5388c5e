import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** A signed-in browser. The cookie holds the token, this row only its SHA-256. */
const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    tokenHash: p.string().length(64).unique(),
    csrfToken: p.string(),
    createdAt: moment(),
    lastSeenAt: moment(),
    endedAt: moment().nullable(),
    /** On somebody else's computer: ends by itself after ten idle minutes. */
    shared: p.boolean().default(false),
  },
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
