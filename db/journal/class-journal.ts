import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { SchoolClass } from '../school/school-class.ts';

/** How far the history of a class had come at the end of a month. */
export interface HistoryMonth {
  /** «2026-11» */
  month: string;
  records: number;
  /** Of the history of the class from its beginning through the last record of the month. */
  hash: string;
}

/**
 * The whole journal of a class on paper, made in the background. The file is thrown away after some weeks; what was printed of
 * the history stays, so that the paper can be held against it for as long as it is kept.
 */
const ClassJournalSchema = defineEntity({
  name: 'ClassJournal',
  properties: {
    id: id(),
    schoolClass: () => p.manyToOne(SchoolClass).deleteRule('cascade').index(),
    by: () => p.manyToOne(Person).index(),
    at: moment(),
    state: oneOf(['waiting', 'done', 'refused', 'failed'] as const),
    /** Parts made, of how many. */
    done: p.integer().default(0),
    total: p.integer().default(0),
    content: p.blob().lazy().nullable(),
    bytes: p.integer().nullable(),
    finishedAt: moment().nullable(),
    /** The moment whose journal it shows. */
    asOf: moment().nullable(),
    /** SHA-256 over every record of the class up to `lastRecord` of the history, as printed. */
    hash: p.string().length(64).nullable().index(),
    records: p.integer().nullable(),
    lastRecord: p.integer().nullable(),
    months: p.json().$type<HistoryMonth[]>().nullable(),
  },
});
export class ClassJournal extends ClassJournalSchema.class {}
ClassJournalSchema.setClass(ClassJournal);
