import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';

/** Whose missing entries the person may look at beside their own: classes they lead, or every class. */
export async function missingChoices(act: Act): Promise<{ led: { id: number; name: string }[]; wholeSchool: boolean }> {
  const led = await act.em.execute<{ id: number; name: string }[]>(
    `select id, grade || letter as name from school_class where id = any(?) order by grade, letter collate "ru-x-icu"`,
    [`{${act.by.ownClassIds.join(',')}}`],
  );
  return { led, wholeSchool: may(act.by, 'readEveryJournal') };
}
