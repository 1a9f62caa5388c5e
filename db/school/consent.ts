import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';

/** What leaves the school's server only with a consent: each messenger but the chat on the site. */
export const consentScopes = ['telegram', 'email', 'push'] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** A person's consent to be written to over one channel (152-ФЗ); never deleted: it is withdrawn. */
const ConsentSchema = defineEntity({
  name: 'Consent',
  indexes: [
    {
      name: 'consent_living',
      expression: 'create unique index consent_living on consent (person_id, scope) where withdrawn_at is null',
    },
  ],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    scope: oneOf(consentScopes),
    form: oneOf(['electronic', 'paper'] as const),
    /** Which text was agreed to: templates/consents/<version>.hbs. */
    textVersion: p.string(),
    /** The day of agreeing; on paper that of the signature. */
    signedOn: day(),
    givenAt: moment(),
    /** Who wrote it down: the person, or the registrar who has the paper. */
    recordedBy: () => p.manyToOne(Person),
    withdrawnAt: moment().nullable(),
    withdrawnBy: () => p.manyToOne(Person).nullable(),
  },
});
export class Consent extends ConsentSchema.class {}
ConsentSchema.setClass(Consent);
