import type { Act } from './act.ts';

/** The classes today of one's own students. */
export async function ownClasses(act: Act): Promise<number[]> {
  const { studentId, childIds } = act.by;
  const ids = studentId === null ? childIds : [studentId, ...childIds];
  if (ids.length === 0) return [];
  const rows = await act.em.execute<{ id: number }[]>(
    `select distinct school_class_id as id from enrolment
     where student_id = any(:ids) and since <= :today and (until is null or until > :today) order by 1`,
    { ids: `{${ids.join(',')}}`, today: act.today },
  );
  return rows.map(({ id }) => id);
}
