import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { messengers } from '../school/chat.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';
import { SchoolClass } from '../school/school-class.ts';
import { Student } from '../school/student.ts';

/** Sent to the parents by their ways, or printed to be signed and brought back. */
export const parentNoticeWays = ['sent', 'paper'] as const;
export type ParentNoticeWay = (typeof parentNoticeWays)[number];

/** What a notice says of one subject, as it stood on its day: nothing of it changes afterwards. */
export interface NoticedSubject {
  subject: string;
  teacher: string;
  /** A 2 comes out or stands; else the result is borderline. */
  failing: boolean;
  /** The mark that comes out, or the teacher's. */
  mark: number | 'not-attested';
  expected: boolean;
  /** In hundredths; null where there are no marks. */
  mean: number | null;
  marks: number;
  /** Of a borderline result, in hundredths. */
  threshold: number | null;
  /** Works not handed in. */
  owed: { waiting: number; overdue: number };
}

/** The trace of clause 3.2f: whose family was told that the child fails or is near to it, of what, by whom, when, how; ADR 042. */
const ParentNoticeSchema = defineEntity({
  name: 'ParentNotice',
  properties: {
    id: id(),
    student: () => p.manyToOne(Student).index(),
    /** The class at that time; it is told in the name of its class teacher. */
    schoolClass: () => p.manyToOne(SchoolClass),
    period: () => p.manyToOne(Period),
    way: oneOf(parentNoticeWays),
    subjects: p.json().$type<NoticedSubject[]>(),
    by: () => p.manyToOne(Person),
    at: moment(),
    /** Before it had gone out, or before the paper came back: nobody was told. */
    takenBackAt: moment().nullable(),
    takenBackBy: () => p.manyToOne(Person).nullable(),
    /** The paper was brought back signed: on which day, who says so, when. */
    returnedOn: day().nullable(),
    returnedBy: () => p.manyToOne(Person).nullable(),
    returnedAt: moment().nullable(),
  },
  indexes: [{ properties: ['schoolClass', 'period'] }],
});
export class ParentNotice extends ParentNoticeSchema.class {}
ParentNoticeSchema.setClass(ParentNotice);

/** A parent to whom a notice was sent, and when they said «Ознакомлен». */
const NoticedParentSchema = defineEntity({
  name: 'NoticedParent',
  uniques: [{ properties: ['parentNotice', 'parent'] }],
  properties: {
    id: id(),
    parentNotice: () => p.manyToOne(ParentNotice),
    parent: () => p.manyToOne(Person).index(),
    confirmedAt: moment().nullable(),
    through: oneOf(['page', ...messengers] as const).nullable(),
  },
});
export class NoticedParent extends NoticedParentSchema.class {}
NoticedParentSchema.setClass(NoticedParent);
