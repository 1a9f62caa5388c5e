import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Topic } from './topic.ts';

export const consultationStates = ['new', 'in-work', 'answered', 'closed'] as const;
export type ConsultationState = (typeof consultationStates)[number];

/** A question to the registrar, with a state and a time by which it is to be answered; its words are a topic (2.6). */
const ConsultationSchema = defineEntity({
  name: 'Consultation',
  indexes: [{ properties: ['state', 'dueAt'] }],
  properties: {
    id: id(),
    topic: () => p.oneToOne(Topic).owner(),
    state: oneOf(consultationStates),
    dueAt: moment(),
    /** The registrar who has taken it. */
    takenBy: () => p.manyToOne(Person).nullable(),
    answeredAt: moment().nullable(),
    closedAt: moment().nullable(),
  },
});
export class Consultation extends ConsultationSchema.class {}
ConsultationSchema.setClass(Consultation);
