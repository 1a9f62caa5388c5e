import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { BoardDocument, documentKinds } from './board-document.ts';
import type { DutyEntry } from './duty-entry.ts';

/** A document that is being written: without number and date, which it gets when it is published and its draft goes. */
const BoardDraftSchema = defineEntity({
  name: 'BoardDraft',
  properties: {
    id: id(),
    kind: oneOf(documentKinds),
    title: p.string(),
    text: p.text(),
    audience: p.array().$type<string[]>(),
    acknowledgeBy: day().nullable(),
    /** Of an order: what it will oblige to, as it was typed. */
    duties: p.json().$type<DutyEntry[]>().defaultRaw(`'[]'`),
    effectiveFrom: day().nullable(),
    effectiveUntil: day().nullable(),
    isPublic: p.boolean().default(false),
    pinned: p.boolean().default(false),
    /** Instead of which document it is to be published. */
    replaces: () => p.manyToOne(BoardDocument).nullable(),
    author: () => p.manyToOne(Person),
    editor: () => p.manyToOne(Person),
    editedAt: moment(),
    /** Signs at `publishAt`; any edit takes both away, so that nobody signs what they have not read. */
    publisher: () => p.manyToOne(Person).nullable(),
    publishAt: moment().nullable().index(),
    /** The clock could not publish it: what it says was no longer valid, or its publisher no longer in office. */
    heldAt: moment().nullable(),
    /** Grows with each edit: two editors of one draft are noticed. */
    version: p.integer().version(),
  },
});
export class BoardDraft extends BoardDraftSchema.class {}
BoardDraftSchema.setClass(BoardDraft);
