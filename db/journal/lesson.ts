import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Person } from '../school/person.ts';
import { TimetableEntry } from '../school/timetable-entry.ts';
import { PlannedTopic } from './lesson-plan.ts';
import { WorkKind } from './work-kind.ts';

/** One lesson of a course on a day, laid out from the timetable, filled by its teacher or a substitute. */
const LessonSchema = defineEntity({
  name: 'Lesson',
  uniques: [{ properties: ['course', 'day', 'slot'] }],
  indexes: [{ properties: ['day', 'slot'] }],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    entry: () => p.manyToOne(TimetableEntry).nullable(),
    day: day(),
    slot: p.smallint(),
    room: p.string(),
    topic: p.text().nullable(),
    homework: p.text().nullable(),
    /** «Не задано», said explicitly. */
    noHomework: p.boolean().default(false),
    filledAt: moment().nullable(),
    filledBy: () => p.manyToOne(Person).nullable(),
    /** The lesson for which the homework is due; without one, the course's next. */
    homeworkFor: () => p.manyToOne(Lesson).nullable().index(),
    /** The control work planned for this lesson. */
    control: () => p.manyToOne(WorkKind).nullable(),
    /** The line of the plan this lesson was given by. */
    plannedTopic: () => p.manyToOne(PlannedTopic).nullable(),
    /** Attendance was taken, even if nobody was missing. */
    attendanceAt: moment().nullable(),
    /** Since when the lesson owes nothing: topic, homework and attendance are there; null while one of them is missing. */
    completeAt: moment().nullable(),
  },
});
export class Lesson extends LessonSchema.class {}
LessonSchema.setClass(Lesson);
