import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { messengers } from '../school/chat.ts';
import { Person } from '../school/person.ts';
import { BoardDocument } from './board-document.ts';

/** «Ознакомлен»: who has read a document, when, and through which door. */
const AcknowledgementSchema = defineEntity({
  name: 'Acknowledgement',
  uniques: [{ properties: ['document', 'person'] }],
  properties: {
    id: id(),
    document: () => p.manyToOne(BoardDocument),
    person: () => p.manyToOne(Person).index(),
    at: moment(),
    through: oneOf(['page', ...messengers] as const),
  },
});
export class Acknowledgement extends AcknowledgementSchema.class {}
AcknowledgementSchema.setClass(Acknowledgement);
