import { defineEntity, p } from '@mikro-orm/core';
import { id, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** What a person may choose about: each matter holds one or more kinds of notices (school/tellings/matters.ts). */
export const matters = [
  'mark',
  'absence',
  'homework',
  'forecast',
  'final',
  'substitution',
  'letter',
  'announcement',
  'missing',
  'stood-in',
  'absence-note',
  'reply',
  'mention',
  'topic',
] as const;
export type Matter = (typeof matters)[number];

export const tellingChoices = ['at-once', 'digest', 'never'] as const;
export type Choice = (typeof tellingChoices)[number];

/** How a person wants to be told of one matter, of one child where the matter is about children. No row: the usual way. */
const TellingChoiceSchema = defineEntity({
  name: 'TellingChoice',
  uniques: [
    {
      name: 'telling_choice_once',
      expression:
        'create unique index telling_choice_once on telling_choice (person_id, matter, coalesce(student_id, 0))',
    },
  ],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person),
    student: () => p.manyToOne(Student).nullable(),
    matter: oneOf(matters),
    choice: oneOf(tellingChoices),
  },
});
export class TellingChoice extends TellingChoiceSchema.class {}
TellingChoiceSchema.setClass(TellingChoice);

/** When a person is told: local times «21:00». No row: the usual hours, which are the defaults here. */
const TellingHoursSchema = defineEntity({
  name: 'TellingHours',
  properties: {
    person: () => p.oneToOne(Person).owner().primary(),
    /** The same time twice: no quiet hours. */
    quietFrom: p.string().default('21:00'),
    quietUntil: p.string().default('07:00'),
    digestAt: p.string().default('19:00'),
    /** Marks are hidden until they are touched, where a messenger can do that. */
    spoiler: p.boolean().default(false),
  },
});
export class TellingHours extends TellingHoursSchema.class {}
TellingHoursSchema.setClass(TellingHours);
