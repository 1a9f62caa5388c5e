import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { StoredFile } from '../school/stored-file.ts';
import { Lesson } from './lesson.ts';

/** A link or a file of a lesson or of its homework (1.2: networked learning resources); taken away, it leaves a trace. */
const LessonResourceSchema = defineEntity({
  name: 'LessonResource',
  properties: {
    id: id(),
    lesson: () => p.manyToOne(Lesson).index(),
    title: p.string(),
    url: p.text().nullable(),
    file: () => p.manyToOne(StoredFile).nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    removedAt: moment().nullable(),
  },
});
export class LessonResource extends LessonResourceSchema.class {}
LessonResourceSchema.setClass(LessonResource);
