import type { TestSchool } from './house.ts';

/** Everybody of the school agrees to every channel, as the cast does. */
export async function everyoneAgrees({ orm }: Pick<TestSchool, 'orm'>): Promise<void> {
  await orm.em.fork().execute(
    `insert into consent (person_id, scope, form, text_version, signed_on, given_at, recorded_by_id)
     select p.id, s.scope, 'paper', '2026-11', '2026-09-01', '2026-09-01', p.id
     from person p, unnest(array['telegram', 'email', 'push']) s(scope) on conflict do nothing`,
  );
}
