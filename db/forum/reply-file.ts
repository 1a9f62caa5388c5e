import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { StoredFile } from '../school/stored-file.ts';
import { Reply } from './reply.ts';

/**
 * A file that hangs on a reply, from one edit to another: taken away, it leaves a trace and stays with the texts it stood under. A
 * letter to a whole class hangs one file on a reply for each family.
 */
const ReplyFileSchema = defineEntity({
  name: 'ReplyFile',
  properties: {
    id: id(),
    reply: () => p.manyToOne(Reply).index(),
    file: () => p.manyToOne(StoredFile),
    /** Of a picture: its points, so that a page keeps its place while it loads. */
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    at: moment(),
    removedAt: moment().nullable(),
  },
});
export class ReplyFile extends ReplyFileSchema.class {}
ReplyFileSchema.setClass(ReplyFile);
