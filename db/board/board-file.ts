import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { StoredFile } from '../school/stored-file.ts';
import { BoardDocument } from './board-document.ts';
import { BoardDraft } from './board-draft.ts';

/** A file hung on a document, or on a draft until it is published. Editions of one document may share what is stored. */
const BoardFileSchema = defineEntity({
  name: 'BoardFile',
  properties: {
    id: id(),
    document: () => p.manyToOne(BoardDocument).nullable().index(),
    draft: () => p.manyToOne(BoardDraft).nullable().index(),
    file: () => p.manyToOne(StoredFile).index(),
    position: p.smallint(),
  },
});
export class BoardFile extends BoardFileSchema.class {}
BoardFileSchema.setClass(BoardFile);
