import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { owed } from './lesson-sql.ts';

/** Keeps since when each lesson owes nothing, after its text or attendance was written: the first such moment, until something is missing again. */
export async function keepComplete(act: HouseAct, lessonIds: readonly number[]): Promise<void> {
  await prepared(
    act.em,
    `update lesson l set complete_at = case when cardinality(${owed}) = 0 then :at::timestamptz end
     from course c join school_class k on k.id = c.school_class_id
     where c.id = l.course_id and l.id = any(:ids) and (cardinality(${owed}) = 0) = (l.complete_at is null)`,
    { ids: `{${lessonIds.join(',')}}`, at: act.at },
  );
}
