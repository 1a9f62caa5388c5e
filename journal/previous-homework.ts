import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isDueOn } from './homework-due.ts';
import type { LessonHead } from './lesson-head.ts';

/** What was set for this lesson: at the course's last day of lessons before it, or earlier with this one named. */
export async function previousHomework(act: HouseAct, { courseId, day }: Pick<LessonHead, 'courseId' | 'day'>) {
  const [row] = await prepared<{ lessonId: number; day: Day; homework: string | null; noHomework: boolean }>(
    act.em,
    `select l.id as "lessonId", l.day::text as day, l.homework, l.no_homework as "noHomework"
     from lesson l where ${isDueOn(':day::date', ':courseId')}
     order by l.homework is null, l.day desc, l.slot desc limit 1`,
    { courseId, day },
  );
  return row ?? null;
}
