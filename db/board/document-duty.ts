import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { FunctionChange } from '../school/function-change.ts';
import { Period } from '../school/period.ts';
import { Training } from '../school/training.ts';
import { BoardDocument } from './board-document.ts';
import { dutyKinds } from './duty-entry.ts';

/**
 * What an order obliges to and the program acts on: «выставить до …», «закрыть четверть», «назначить». An assignment is the line of
 * the log of functions, a training session the session itself: the same records.
 */
const DocumentDutySchema = defineEntity({
  name: 'DocumentDuty',
  properties: {
    id: id(),
    document: () => p.manyToOne(BoardDocument).index(),
    kind: oneOf(dutyKinds),
    period: () => p.manyToOne(Period).nullable().index(),
    change: () => p.manyToOne(FunctionChange).nullable().index(),
    training: () => p.manyToOne(Training).nullable().index(),
    /** The last day of a deadline; of the others the day it takes effect. */
    day: day(),
    /** When the period was closed or opened by it; of the others their records say. */
    doneAt: moment().nullable(),
  },
});
export class DocumentDuty extends DocumentDutySchema.class {}
DocumentDutySchema.setClass(DocumentDuty);
