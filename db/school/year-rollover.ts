import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import type { PeriodKind } from './period.ts';
import { Person } from './person.ts';
import { SchoolYear } from './school-year.ts';

/** What was chosen in the preview of a rollover, as it will be carried out. */
export interface RolloverChoices {
  firstDay: string;
  lastDay: string;
  periods: { kind: PeriodKind; number: number; firstDay: string; lastDay: string }[];
  daysOff: { firstDay: string; lastDay: string; name: string; grade: number | null }[];
  /** Classes of the new year: that go on from one of the old, or begin anew. */
  classes: { former: number | null; grade: number; letter: string; teacher: number | null; shift: number }[];
  /** Of students who don't simply go on with their class. */
  students: { student: number; becomes: 'promoted' | 'conditional' | 'repeating' | 'finished'; to: string | null }[];
  copyLoad: boolean;
  /** The calendar had the new year already; undone, it keeps it. */
  yearStood?: boolean;
}

/** A rollover of the school year: shown first, carried out by the queue, undone while nothing is written in the new year. */
const YearRolloverSchema = defineEntity({
  name: 'YearRollover',
  properties: {
    id: id(),
    fromYear: () => p.manyToOne(SchoolYear),
    /** What it made; none before, or when it is undone. */
    toYear: () => p.manyToOne(SchoolYear).nullable().deleteRule('set null'),
    choices: p.json().$type<RolloverChoices>(),
    /** The digest of the school as it was shown. */
    basis: p.string().length(64),
    orderNumber: p.string().length(20),
    orderDate: day(),
    by: () => p.manyToOne(Person),
    at: moment(),
    state: oneOf(['shown', 'waiting', 'done', 'refused', 'undone'] as const),
    done: p.integer().default(0),
    total: p.integer().default(0),
    /** Of templates/refusals. */
    reason: p.string().nullable(),
    finishedAt: moment().nullable(),
    undoneAt: moment().nullable(),
    undoneBy: () => p.manyToOne(Person).nullable(),
  },
});
export class YearRollover extends YearRolloverSchema.class {}
YearRolloverSchema.setClass(YearRollover);
