import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';

/** The classes of this year whose attendance the person may look at: those they lead first, or all of the school. */
export async function attendanceChoices(act: Act): Promise<{ id: number; name: string; own: boolean }[]> {
  return act.em.execute(
    `select k.id, k.grade || k.letter as name, k.id = any(:own) as own from school_class k
     join school_year y on y.id = k.year_id
     where (k.id = any(:own) or :all) and y.first_day <= :today
       and not exists (select 1 from school_year later where later.first_day > y.first_day and later.first_day <= :today)
     order by own desc, k.grade, k.letter collate "ru-x-icu"`,
    { own: `{${act.by.ownClassIds.join(',')}}`, all: may(act.by, 'readEveryJournal'), today: act.today },
  );
}
