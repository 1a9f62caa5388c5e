import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';
import { SchoolClass } from './school-class.ts';
import { Student } from './student.ts';
import { Subject } from './subject.ts';

/** A part of a class with its own teacher and journal in one subject (foreign language, technology). */
const SubgroupSchema = defineEntity({
  name: 'Subgroup',
  uniques: [{ properties: ['schoolClass', 'subject', 'number'] }],
  properties: {
    id: id(),
    schoolClass: () => p.manyToOne(SchoolClass),
    subject: () => p.manyToOne(Subject),
    number: p.smallint(),
  },
});
export class Subgroup extends SubgroupSchema.class {}
SubgroupSchema.setClass(Subgroup);

/** A student's stay in a subgroup. */
const SubgroupMemberSchema = defineEntity({
  name: 'SubgroupMember',
  properties: {
    id: id(),
    subgroup: () => p.manyToOne(Subgroup).index(),
    student: () => p.manyToOne(Student).index(),
    since: day(),
    until: day().nullable(),
  },
});
export class SubgroupMember extends SubgroupMemberSchema.class {}
SubgroupMemberSchema.setClass(SubgroupMember);
