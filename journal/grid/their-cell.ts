import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';

/** What somebody else has made of a cell. */
export interface TheirCell {
  text: string;
  by: string | null;
  /** ISO moment. */
  at: string | null;
}

/** Who changed the cell last, and when. */
export async function theirCell(
  act: Act,
  { lessonId, studentId, text }: { lessonId: number; studentId: number; text: string },
): Promise<TheirCell> {
  const [last] = await act.em.execute<{ by: string; at: string }[]>(
    `select ${shortNameOf('p')} as by, e.at
     from (select m.by_id, m.at from mark m
         where m.lesson_id = :lessonId and m.student_id = :studentId and m.replaced_at is null
       union all select a.by_id, a.at from absence a
         where a.lesson_id = :lessonId and a.student_id = :studentId and a.replaced_at is null) e
     join person p on p.id = e.by_id
     order by e.at desc limit 1`,
    { lessonId, studentId },
  );
  return { text, by: last?.by ?? null, at: last ? new Date(last.at).toISOString() : null };
}
