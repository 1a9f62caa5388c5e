import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { LessonHead } from './lesson-head.ts';

/** What was set on the course's last day of lessons before this one. */
export async function previousHomework(act: HouseAct, { courseId, day }: Pick<LessonHead, 'courseId' | 'day'>) {
  const [row] = await act.em.execute<{ lessonId: number; day: Day; homework: string | null; noHomework: boolean }[]>(
    `select l.id as "lessonId", l.day::text as day, l.homework, l.no_homework as "noHomework"
     from lesson l where l.course_id = :courseId and l.day < :day
     order by l.day desc, l.homework is null, l.slot desc limit 1`,
    { courseId, day },
  );
  return row ?? null;
}
