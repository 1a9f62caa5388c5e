import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { messengers } from './chat.ts';

/** An update as a messenger's webhook gave it, stored before it is answered 200; worked once, keyed by its id. */
const IncomingUpdateSchema = defineEntity({
  name: 'IncomingUpdate',
  uniques: [{ properties: ['messenger', 'updateId'] }],
  properties: {
    id: id(),
    messenger: oneOf(messengers),
    updateId: p.bigint('string'),
    body: p.json().$type<Record<string, unknown>>(),
    receivedAt: moment(),
    doneAt: moment().nullable(),
  },
});
export class IncomingUpdate extends IncomingUpdateSchema.class {}
IncomingUpdateSchema.setClass(IncomingUpdate);
