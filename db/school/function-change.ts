import { defineEntity, p } from '@mikro-orm/core';
import { BoardDocument } from '../board/board-document.ts';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { SchoolClass } from './school-class.ts';

/** The functions of the regulation that the director assigns (6.1); who stands in for the registrar has all of the registrar's deeds. */
export const functionNames = [
  'director',
  'deputy',
  'registrar',
  'substitute-registrar',
  'teacher',
  'class-teacher',
] as const;
export type FunctionName = (typeof functionNames)[number];

/**
 * One line of the log of functions (6.1): who was assigned to what or relieved of it, from which day, by which order. A line is
 * never deleted: planned, it may be withdrawn; when its day has come, `Assignment` or the class follows it.
 */
const FunctionChangeSchema = defineEntity({
  name: 'FunctionChange',
  properties: {
    id: id(),
    deed: oneOf(['assign', 'relieve'] as const),
    function: oneOf(functionNames),
    person: () => p.manyToOne(Person).index(),
    /** Of a class teacher. */
    schoolClass: () => p.manyToOne(SchoolClass).nullable().index(),
    /** From the beginning of this day. */
    day: day(),
    /** The last day, where it was said. */
    until: day().nullable(),
    /** The order of «Учительская». */
    document: () => p.manyToOne(BoardDocument).nullable().index(),
    /** The order on paper only. */
    orderNumber: p.string().length(20).nullable(),
    orderDate: day().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    /** The temporary assignment whose end this is: the class goes back. */
    endOf: () => p.manyToOne(FunctionChange).nullable(),
    doneAt: moment().nullable(),
    withdrawnAt: moment().nullable(),
    withdrawnBy: () => p.manyToOne(Person).nullable(),
  },
});
export class FunctionChange extends FunctionChangeSchema.class {}
FunctionChangeSchema.setClass(FunctionChange);
