import type { Act } from '#school/act.ts';
import { type Actor, isStaff, staffRoles } from '#school/actor.ts';
import { invalid } from '#school/refusal.ts';
import { staffOnDay } from '#school/staff.ts';

/** Whom a document is for: everyone on the staff, or those who hold a role. */
export const audienceWords = ['staff', ...staffRoles] as const;
export type AudienceWord = (typeof audienceWords)[number];

/** The chosen audience, each word once; «staff» takes in the rest. Refusals at `audience`: nobody, an unknown word. */
export function checkAudience(chosen: readonly string[]): AudienceWord[] {
  if (chosen.length === 0) invalid('document-audience', 'audience');
  if (chosen.some(word => !(audienceWords as readonly string[]).includes(word)))
    invalid('document-audience', 'audience');
  return chosen.includes('staff') ? ['staff'] : audienceWords.filter(word => chosen.includes(word));
}

/** The words by which this person is addressed, as a PostgreSQL array. */
export function wordsOf(by: Actor): string {
  const words = isStaff(by) ? ['staff', ...staffRoles.filter(role => by.roles.has(role))] : [];
  return `{${words.join(',')}}`;
}

/**
 * SQL of who is to know which document (one parameter: the day): `document_id`, `person_id`, `roles` of everybody on
 * that day's staff whom the audience names, the signer left out.
 */
export const addresseesOnDay = `
  select d.id as document_id, s.person_id, s.roles
  from board_document d join (${staffOnDay}) s
    on (s.roles || '{staff}'::text[]) && d.audience and s.person_id <> d.signer_id`;

/** Everybody whom the audience names today, but the signer. */
export async function peopleOf(act: Act, audience: readonly AudienceWord[], signerId: number): Promise<number[]> {
  const rows = await act.em.execute<{ person_id: number }[]>(
    `select s.person_id from (${staffOnDay}) s
     where (s.roles || '{staff}'::text[]) && ?::text[] and s.person_id <> ? order by s.person_id`,
    [act.today, `{${audience.join(',')}}`, signerId],
  );
  return rows.map(row => row.person_id);
}
