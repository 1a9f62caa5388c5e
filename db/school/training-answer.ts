import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { messengers } from './chat.ts';
import { Person } from './person.ts';
import { Training } from './training.ts';

/** An invited person's last word: comes, or does not. */
const TrainingAnswerSchema = defineEntity({
  name: 'TrainingAnswer',
  uniques: [{ properties: ['training', 'person'] }],
  properties: {
    id: id(),
    training: () => p.manyToOne(Training),
    person: () => p.manyToOne(Person).index(),
    coming: p.boolean(),
    at: moment(),
    through: oneOf(['page', ...messengers] as const),
  },
});
export class TrainingAnswer extends TrainingAnswerSchema.class {}
TrainingAnswerSchema.setClass(TrainingAnswer);
