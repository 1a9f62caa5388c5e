import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';

export const sexes = ['female', 'male'] as const;

/** A human being with an account, whatever roles they hold. */
const PersonSchema = defineEntity({
  name: 'Person',
  properties: {
    id: id(),
    familyName: p.string(),
    givenName: p.string(),
    patronymic: p.string().nullable(),
    sex: oneOf(sexes),
    login: p.string().unique(),
    passwordHash: p.text().nullable().hidden(),
    mustChangePassword: p.boolean().default(false),
    email: p.string().nullable(),
    phone: p.string().nullable(),
    /** Of students and parents (4.2a). */
    address: p.string().length(300).nullable(),
    /** Where a parent works, and as what. */
    workplace: p.string().length(200).nullable(),
    /** Of the staff: when people may come, in their own words. */
    officeHours: p.string().nullable(),
    createdAt: moment(),
    deactivatedAt: moment().nullable(),
  },
});
export class Person extends PersonSchema.class {
  /** «Петрова Ольга Николаевна» */
  get fullName(): string {
    return [this.familyName, this.givenName, this.patronymic].filter(Boolean).join(' ');
  }

  /** «Петрова О. Н.» */
  get shortName(): string {
    return [this.familyName, ...[this.givenName, this.patronymic].filter(Boolean).map(name => `${name![0]}.`)].join(
      ' ',
    );
  }
}
PersonSchema.setClass(Person);
