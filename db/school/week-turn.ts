import { defineEntity } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';

/** A timetable of two weeks has a week A and a week B. */
export const weekNames = ['A', 'B'] as const;
export type WeekName = (typeof weekNames)[number];

/** From this Monday on the weeks are counted anew, beginning with this one; a school year begins with A of itself. */
const WeekTurnSchema = defineEntity({
  name: 'WeekTurn',
  properties: { id: id(), monday: day().unique(), week: oneOf(weekNames) },
});
export class WeekTurn extends WeekTurnSchema.class {}
WeekTurnSchema.setClass(WeekTurn);
