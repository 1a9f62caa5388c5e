import type { HouseAct } from '#school/act.ts';
import { siteOf } from './site-of.ts';

/** A link or a file of a lesson. */
export interface ResourceView {
  id: number;
  lessonId: number;
  title: string;
  /** Of a link: where it leads, and the site people should see before they go there. */
  url: string | null;
  host: string | null;
  /** Of a file: bytes. */
  size: number | null;
}

/** What lies at the lessons, by lesson, in the order it came. The caller has asked whether they may be seen. */
export async function resourcesOf(act: HouseAct, lessonIds: readonly number[]): Promise<Map<number, ResourceView[]>> {
  if (lessonIds.length === 0) return new Map();
  const rows = await act.em.execute<Omit<ResourceView, 'host'>[]>(
    `select r.id, r.lesson_id as "lessonId", r.title, r.url, f.size
     from lesson_resource r left join stored_file f on f.id = r.file_id
     where r.lesson_id = any(:lessons) and r.removed_at is null order by r.id`,
    { lessons: `{${lessonIds.join(',')}}` },
  );
  return Map.groupBy(
    rows.map(row => ({ ...row, host: row.url === null ? null : siteOf(new URL(row.url)) })),
    row => row.lessonId,
  );
}
