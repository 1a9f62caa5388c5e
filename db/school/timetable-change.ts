import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { TimetableEntry } from './timetable-entry.ts';

export const changeSources = ['hand', 'draft', 'file'] as const;

/** One change of the timetable, made at once, valid from a day; before that day it may be undone. */
const TimetableChangeSchema = defineEntity({
  name: 'TimetableChange',
  properties: {
    id: id(),
    since: day(),
    by: () => p.manyToOne(Person),
    at: moment(),
    source: oneOf(changeSources),
    note: p.string().nullable(),
    undoneAt: moment().nullable(),
    undoneBy: () => p.manyToOne(Person).nullable(),
  },
});
export class TimetableChange extends TimetableChangeSchema.class {}
TimetableChangeSchema.setClass(TimetableChange);

/** What a change did to an entry: added it, or ended it on its day; then with the end it had before. */
const TimetableChangeLineSchema = defineEntity({
  name: 'TimetableChangeLine',
  properties: {
    id: id(),
    change: () => p.manyToOne(TimetableChange).index(),
    entry: () => p.manyToOne(TimetableEntry).index(),
    added: p.boolean(),
    untilBefore: day().nullable(),
  },
});
export class TimetableChangeLine extends TimetableChangeLineSchema.class {}
TimetableChangeLineSchema.setClass(TimetableChangeLine);
