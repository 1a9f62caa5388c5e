import { defineEntity, p } from '@mikro-orm/core';
import { BoardDocument } from '../board/board-document.ts';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';

/** A training session or a seminar for the staff (3.2a): where, when, and who is invited. Called off it stays, with the reason. */
const TrainingSchema = defineEntity({
  name: 'Training',
  properties: {
    id: id(),
    title: p.string(),
    text: p.text(),
    place: p.string(),
    startsAt: moment().index(),
    endsAt: moment(),
    /** Roles, «staff» for all of the staff, `person:<id>` for one of them; never who holds it. */
    audience: p.array().$type<string[]>(),
    /** So many may come; nothing where there is room for everybody. */
    capacity: p.smallint().nullable(),
    /** Who announced and holds it. */
    organiser: () => p.manyToOne(Person),
    /** The order that appoints it. */
    document: () => p.manyToOne(BoardDocument).nullable().index(),
    announcedAt: moment(),
    /** When title, place, time or audience last changed. */
    changedAt: moment().nullable(),
    cancelledAt: moment().nullable(),
    cancelledReason: p.text().nullable(),
    cancelledBy: () => p.manyToOne(Person).nullable(),
    /** When who came was last written down; nothing as long as nobody has. */
    markedAt: moment().nullable(),
    markedBy: () => p.manyToOne(Person).nullable(),
    /** When the reminder of the last hour was told; a moved session is reminded of anew. */
    hourToldAt: moment().nullable(),
    /** Grows with each edit: two editors are noticed, and calendars know the newer event. */
    version: p.integer().version(),
  },
});
export class Training extends TrainingSchema.class {}
TrainingSchema.setClass(Training);
