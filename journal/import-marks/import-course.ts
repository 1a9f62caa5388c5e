import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { NamedStudent } from '#school/imports/match-name.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { loadLessons } from '../lesson-head.ts';
import { type PlanCourse, seenCourse } from '../plan/plan-course.ts';
import type { Sheet, SheetStudent } from '../sheet.ts';
import { studentsOfLessons } from '../students-with-cells.ts';
import { workKinds } from '../work-kinds.ts';

/** The course whose journal marks are brought into. For its teacher, in a year that goes on. Refuses: not-found, not-allowed, conflict. */
export async function importCourse(act: Act, courseId: number): Promise<PlanCourse> {
  const course = await seenCourse(act, courseId);
  permit(act, 'fillLesson', { ...course, substituteId: null });
  if (course.pastYear) throw new Refusal('conflict', 'import/past-year');
  return course;
}

/** Lessons of a course laid open together, in their order: by days, or by ids (then nobody else writes until the act ends). */
export async function openSheets(
  act: Act,
  courseId: number,
  { days, ids }: { days?: readonly Day[]; ids?: readonly number[] },
): Promise<Sheet[]> {
  const chosen = ids ? 'l.id = any(:ids)' : 'l.day = any(:days)';
  const lessons = await loadLessons(act, {
    where: `l.course_id = :courseId and ${chosen}`,
    params: { courseId, days: `{${(days ?? []).join(',')}}`, ids: `{${(ids ?? []).join(',')}}` },
    toWrite: ids !== undefined,
  });
  const [students, kinds] = [
    await studentsOfLessons(
      act,
      lessons.map(({ id }) => id),
    ),
    await workKinds(act),
  ];
  return lessons.map(lesson => ({ lesson, students: students.get(lesson.id)!, workKinds: kinds, changes: [] }));
}

/** Everybody of these lessons, with patronymics, to be told from each other. */
export async function namedStudents(act: Act, sheets: readonly Sheet[]): Promise<NamedStudent[]> {
  const everybody = new Map<number, SheetStudent>(sheets.flatMap(({ students }) => [...students]));
  const rows = await act.em.execute<{ id: number; patronymic: string | null }[]>(
    'select s.id, p.patronymic from student s join person p on p.id = s.person_id where s.id = any(:ids)',
    { ids: `{${[...everybody.keys()].join(',')}}` },
  );
  const patronymics = new Map(rows.map(({ id, patronymic }) => [id, patronymic]));
  return [...everybody.values()].map(({ id, name }) => ({ id, name, patronymic: patronymics.get(id) ?? null }));
}
