import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { documentWords } from './words.ts';

export const documentKinds = ['order', 'regulation', 'instruction', 'announcement'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/**
 * What stands in «Учительская»: an Order, a Regulation, an instruction or an Announcement. Numbered per kind and year. Its words are
 * never changed: a correction is another row of the same number, the next edition; a document instead of this one is another row
 * of the same line, the next version.
 */
const BoardDocumentSchema = defineEntity({
  name: 'BoardDocument',
  uniques: [{ properties: ['kind', 'year', 'number', 'edition'] }, { properties: ['line', 'version'] }],
  indexes: [
    {
      name: 'board_document_words',
      expression: `create index board_document_words on board_document using gin (${documentWords('title', 'text')})`,
    },
  ],
  properties: {
    id: id(),
    kind: oneOf(documentKinds),
    year: p.smallint(),
    number: p.integer(),
    /** 1 as it was first published; corrections of the same number follow. */
    edition: p.smallint().default(1),
    /** Names the versions of one document in an address for ever: «regulation-2026-1», after the first of them. */
    line: p.string(),
    /** Its place in the line. */
    version: p.smallint().default(1),
    /** Of a correction: why. */
    reason: p.text().nullable(),
    date: day(),
    title: p.string(),
    text: p.text(),
    signer: () => p.manyToOne(Person),
    /** Roles, «staff» for all of the staff, families and classes of an announcement, «person:<id>» for a chosen one. */
    audience: p.array().$type<string[]>(),
    /** A regulation or an instruction that families may read too. */
    isPublic: p.boolean().default(false),
    publishedAt: moment(),
    /** The last day to say «Ознакомлен»; without one nobody is reminded. */
    acknowledgeBy: day().nullable(),
    /** The first day in force; nothing is its date. */
    effectiveFrom: day().nullable(),
    /** The last day in force, known from the beginning. */
    effectiveUntil: day().nullable(),
    /** From this day another document stands instead of it, or (without one) it is in force no longer. */
    supersededOn: day().nullable(),
    supersededBy: () => p.manyToOne(BoardDocument).nullable().index(),
    /** Stands above the others since then. */
    pinnedAt: moment().nullable(),
  },
});
export class BoardDocument extends BoardDocumentSchema.class {}
BoardDocumentSchema.setClass(BoardDocument);
