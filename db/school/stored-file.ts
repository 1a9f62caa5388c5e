import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** A file somebody attached. Its bytes live in the database, so that a backup has them and no half-written file exists. */
const StoredFileSchema = defineEntity({
  name: 'StoredFile',
  properties: {
    id: id(),
    name: p.string(),
    type: p.string(),
    size: p.integer(),
    sha256: p.string().length(64),
    content: p.blob().lazy(),
    by: () => p.manyToOne(Person),
    at: moment(),
  },
});
export class StoredFile extends StoredFileSchema.class {}
StoredFileSchema.setClass(StoredFile);
