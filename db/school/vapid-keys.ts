import { defineEntity, p } from '@mikro-orm/core';
import { moment } from '../columns.ts';

/** How push services know this school (RFC 8292): one pair, made at the first start; browsers subscribe under its public half. */
const VapidKeysSchema = defineEntity({
  name: 'VapidKeys',
  properties: {
    id: p.integer().primary(),
    publicKey: p.string(),
    privateKey: p.string().hidden(),
    madeAt: moment(),
  },
});
export class VapidKeys extends VapidKeysSchema.class {}
VapidKeysSchema.setClass(VapidKeys);
