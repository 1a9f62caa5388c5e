import type { Act } from './act.ts';
import { seenClassOf } from './seen-class.ts';

/** A subject as families may call it. */
export interface SubjectView {
  id: number;
  name: string;
  shortName: string;
}

/** Every subject of the school in Russian order. */
export async function subjects(act: Act): Promise<SubjectView[]> {
  return act.em.execute<SubjectView[]>(
    `select id, name, short_name as "shortName" from subject order by name collate "ru-x-icu"`,
  );
}

/** The subjects among `ids` that the student's class of today learns. Refuses not-found. */
export async function subjectsOfStudent(act: Act, studentId: number, ids: readonly number[]): Promise<SubjectView[]> {
  const classId = await seenClassOf(act, studentId);
  return act.em.execute<SubjectView[]>(
    `select j.id, j.name, j.short_name as "shortName" from subject j
     where j.id = any(:ids) and exists (
       select 1 from course c where c.subject_id = j.id and c.school_class_id = :classId)
     order by j.name collate "ru-x-icu"`,
    { ids: `{${ids.join(',')}}`, classId },
  );
}
