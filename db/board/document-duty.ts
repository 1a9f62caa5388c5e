import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { Period } from '../school/period.ts';
import { BoardDocument } from './board-document.ts';

export const dutyKinds = ['finals-deadline', 'close-period'] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** What an order obliges to and the program acts on: «выставить до …», «закрыть четверть». */
const DocumentDutySchema = defineEntity({
  name: 'DocumentDuty',
  properties: {
    id: id(),
    document: () => p.manyToOne(BoardDocument).index(),
    kind: oneOf(dutyKinds),
    period: () => p.manyToOne(Period).index(),
    day: day(),
  },
});
export class DocumentDuty extends DocumentDutySchema.class {}
DocumentDutySchema.setClass(DocumentDuty);
