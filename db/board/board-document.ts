import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { StoredFile } from '../school/stored-file.ts';

export const documentKinds = ['order', 'regulation', 'instruction', 'announcement'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What stands in «Учительская»: an Order, a Regulation, an instruction or an Announcement. Numbered per kind and year. */
const BoardDocumentSchema = defineEntity({
  name: 'BoardDocument',
  uniques: [{ properties: ['kind', 'year', 'number'] }],
  properties: {
    id: id(),
    kind: oneOf(documentKinds),
    year: p.smallint(),
    number: p.integer(),
    date: day(),
    title: p.string(),
    text: p.text(),
    signer: () => p.manyToOne(Person),
    /** Roles, or «staff» for all of the staff. */
    audience: p.array().$type<string[]>(),
    file: () => p.manyToOne(StoredFile).nullable(),
    publishedAt: moment(),
    /** The last day to say «Ознакомлен»; without one nobody is reminded. */
    acknowledgeBy: day().nullable(),
  },
});
export class BoardDocument extends BoardDocumentSchema.class {}
BoardDocumentSchema.setClass(BoardDocument);
