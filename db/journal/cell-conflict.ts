import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';
import { Lesson } from './lesson.ts';
import { WorkKind } from './work-kind.ts';

/** What became of it: the late entry was taken, what stood was left, or its author has written another or given it up. */
export const conflictEnds = ['entry', 'standing', 'renewed', 'withdrawn'] as const;

/** An entry into a cell that somebody had changed meanwhile, and which waits for the owner of the lesson to decide (3.2b). */
const CellConflictSchema = defineEntity({
  name: 'CellConflict',
  indexes: [
    {
      name: 'cell_conflict_open',
      expression: 'create index cell_conflict_open on cell_conflict (lesson_id) where settled_at is null',
    },
  ],
  properties: {
    id: id(),
    lesson: () => p.manyToOne(Lesson).index(),
    student: () => p.manyToOne(Student),
    by: () => p.manyToOne(Person),
    /** The whole of what was to stand there, and what its author believed to stand there. */
    typed: p.string(),
    base: p.string(),
    workKind: () => p.manyToOne(WorkKind).nullable(),
    at: moment(),
    settledBy: () => p.manyToOne(Person).nullable(),
    settledAt: moment().nullable(),
    chosen: oneOf(conflictEnds).nullable(),
  },
});
export class CellConflict extends CellConflictSchema.class {}
CellConflictSchema.setClass(CellConflict);
