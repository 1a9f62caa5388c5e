import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Person } from '../school/person.ts';

/** КТП: a course's plan for the year. */
const LessonPlanSchema = defineEntity({
  name: 'LessonPlan',
  properties: { id: id(), course: () => p.oneToOne(Course).owner(), by: () => p.manyToOne(Person), at: moment() },
});
export class LessonPlan extends LessonPlanSchema.class {}
LessonPlanSchema.setClass(LessonPlan);

/** A line of the plan; a lesson that was given by it says so. */
const PlannedTopicSchema = defineEntity({
  name: 'PlannedTopic',
  uniques: [{ properties: ['plan', 'number'] }],
  properties: {
    id: id(),
    plan: () => p.manyToOne(LessonPlan),
    number: p.smallint(),
    section: p.text().nullable(),
    title: p.text(),
    hours: p.smallint().default(1),
    plannedOn: day().nullable(),
  },
});
export class PlannedTopic extends PlannedTopicSchema.class {}
PlannedTopicSchema.setClass(PlannedTopic);
