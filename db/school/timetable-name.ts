import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { SchoolClass } from './school-class.ts';
import { Subject } from './subject.ts';

/** What a name of another program's timetable may stand for. */
export const timetableNameKinds = ['class', 'subject', 'teacher'] as const;
export type TimetableNameKind = (typeof timetableNameKinds)[number];

/** Whom or what a name in a file means, as somebody said when the program could not tell; the next file is read by it. */
const TimetableNameSchema = defineEntity({
  name: 'TimetableName',
  uniques: [{ properties: ['kind', 'name'] }],
  properties: {
    id: id(),
    kind: oneOf(timetableNameKinds),
    /** As names are compared: small letters, without punctuation. */
    name: p.string().length(200),
    /** One of the three, by the kind. */
    schoolClass: () => p.manyToOne(SchoolClass).nullable(),
    subject: () => p.manyToOne(Subject).nullable(),
    teacher: () => p.manyToOne(Person).nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
  },
});
export class TimetableName extends TimetableNameSchema.class {}
TimetableNameSchema.setClass(TimetableName);
