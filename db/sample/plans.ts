import type { Day } from '../day.ts';
import type { LessonPlan, PlannedTopic } from '../journal/lesson-plan.ts';
import type { CoursePlan } from './courses.ts';
import { byCourse, type Sheet } from './lessons.ts';
import type { Row } from './rows.ts';
import { planLineOf } from './topics/topic-of.ts';

interface PlanBook {
  lessonPlans: Row<LessonPlan>[];
  plannedTopics: Row<PlannedTopic>[];
}

/**
 * The plans of the year as teachers handed them in before it began, and in every filled lesson the line it was given by.
 * Courses of `without` wait for theirs.
 */
export function layOutPlans(
  sheets: readonly Sheet[],
  options: { clock: (day: Day, minutes: number) => Date; firstDay: Day; without: (course: CoursePlan) => boolean },
): PlanBook {
  const book: PlanBook = { lessonPlans: [], plannedTopics: [] };
  const at = options.clock(options.firstDay, 8 * 60);
  for (const [course, own] of byCourse(sheets)) {
    if (options.without(course)) continue;
    const plan = book.lessonPlans.length + 1;
    book.lessonPlans.push({ id: plan, course: course.id, by: course.teacher, at });
    layOutTopics(book, { plan, own });
  }
  return book;
}

function layOutTopics(book: PlanBook, { plan, own }: { plan: number; own: readonly Sheet[] }): void {
  for (const lessons of Map.groupBy(own, sheet => planLineOf(sheet).index).values()) {
    const [first] = lessons;
    const id = book.plannedTopics.length + 1;
    const number = planLineOf(first!).index + 1;
    const title = planLineOf(first!).topic;
    const plannedOn = first!.row.day;
    book.plannedTopics.push({ id, plan, number, section: null, title, hours: lessons.length, plannedOn });
    for (const { row } of lessons) if (row.topic) row.plannedTopic = id;
  }
}
