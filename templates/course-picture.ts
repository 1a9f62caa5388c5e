import { type Course, coursePlot } from './course-plot.ts';
import type { Press } from './press.ts';

/** A course with whom and what it is about (journal/student-course.ts). */
export interface NamedCourse extends Course {
  student: { givenName: string };
  subject: (Course['subject'] & { name: string }) | null;
  period: { kind: string; number: number } | null;
}

/** The picture of a course that stands alone, as SVG text; nothing without a mark. Only the given name says whose it is. */
export function coursePicture(press: Press, { student, subject, period, points }: NamedCourse): string | undefined {
  if (!subject || !period || points.length === 0) return undefined;
  const view = { name: student.givenName, subject: subject.name, period, mean: points.at(-1)!.mean };
  return press.fragment('course-picture', { ...view, plot: coursePlot({ subject, points }) }).trim();
}
