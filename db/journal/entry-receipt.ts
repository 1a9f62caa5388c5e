import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';

/** An entry that a browser kept while the net was down has arrived: sent again under the same key, it changes nothing. */
const EntryReceiptSchema = defineEntity({
  name: 'EntryReceipt',
  uniques: [{ properties: ['by', 'key'] }],
  properties: {
    id: id(),
    by: () => p.manyToOne(Person),
    key: p.string(),
    at: moment(),
    answer: p.json().$type<Record<string, unknown>>(),
  },
});
export class EntryReceipt extends EntryReceiptSchema.class {}
EntryReceiptSchema.setClass(EntryReceipt);
