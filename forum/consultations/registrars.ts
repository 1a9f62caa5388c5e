import type { HouseAct } from '#school/act.ts';

/** Who keeps the journal today: they answer consultations. */
export async function registrars(act: HouseAct): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select distinct p.id from assignment a join person p on p.id = a.person_id and p.deactivated_at is null
     where a.role = 'registrar' and a.since <= :today and (a.until is null or a.until >= :today) order by p.id`,
    { today: act.today },
  );
  return rows.map(({ id }) => id);
}
