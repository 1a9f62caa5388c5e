import type { Act } from '#school/act.ts';

/** What the school is called on pages, and in full on papers. */
export async function schoolNames(act: Act): Promise<{ name: string; fullName: string }> {
  const [school] = await act.em.execute<{ name: string; fullName: string }[]>(
    `select name, full_name as "fullName" from school where id = 1`,
  );
  return school!;
}
