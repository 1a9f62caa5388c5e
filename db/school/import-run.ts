import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';

/** What a file brings in. */
export const importKinds = ['people', 'load', 'timetable'] as const;
export type ImportKind = (typeof importKinds)[number];

/**
 * A spreadsheet that was shown before it is brought in. Its rows are kept only until it is done or a day old: they are
 * personal data. How far it is stands here too, for the page that waits.
 */
const ImportRunSchema = defineEntity({
  name: 'ImportRun',
  properties: {
    id: id(),
    kind: oneOf(importKinds),
    fileName: p.string(),
    rows: p.json().$type<string[][]>().nullable(),
    /** The text of a file that is no spreadsheet, kept as long as rows are. */
    document: p.text().nullable(),
    /** First day of what it brings in, where that has one. */
    since: day().nullable(),
    /** The digest of what was shown: what is written is that and nothing else. */
    basis: p.string().length(64),
    by: () => p.manyToOne(Person).index(),
    at: moment(),
    state: oneOf(['shown', 'waiting', 'done', 'refused'] as const),
    /** Lines written, of how many. */
    done: p.integer().default(0),
    total: p.integer().default(0),
    /** Of templates/refusals. */
    reason: p.string().nullable(),
    finishedAt: moment().nullable(),
  },
});
export class ImportRun extends ImportRunSchema.class {}
ImportRunSchema.setClass(ImportRun);
